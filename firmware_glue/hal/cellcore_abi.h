/* The binary interface of an instruction-set simulator: a plug-in that runs programs built for a
 * board's microcontroller as if they were firmware built for the host.
 *
 * A plug-in exports two symbols, `cellcore_load` and `cellcore_unload`. Rules as in cellfw_abi.h.
 */
#ifndef CELLCORE_ABI_H
#define CELLCORE_ABI_H

#include "cellfw_abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CELLCORE_MAJOR 1

struct cellcore_program {
    uint32_t size;
    uint16_t major;
    uint16_t reserved;
    /* bind, reset and event act on the board whose state is in place. The program's instructions
     * take their time by themselves, the way into an interrupt included; reset keeps the memory
     * that the microcontroller keeps. */
    const struct cellfw* firmware;
    void* state; /* of one board, and all of it; the host swaps it when another one runs */
    uint32_t state_size;
    /* Registers and calls of the program, as lines, after it was left by a fault. */
    void (*tell_state)(char* text, uint32_t size);
};

/* Null: the file cannot be run, and `why` tells, without the file's name. */
const struct cellcore_program* cellcore_load(uint16_t host_major, const char* file, char* why,
                                             uint32_t why_size);
void cellcore_unload(const struct cellcore_program* program);

#ifdef __cplusplus
}
#endif
#endif
