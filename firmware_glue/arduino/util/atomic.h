/* Blocks that no interrupt interrupts. */
#ifndef CELLCHAIN_UTIL_ATOMIC_H
#define CELLCHAIN_UTIL_ATOMIC_H

#include "cellhal.h"

static inline void cellchain_restore_interrupts(const hal_irq_t* state) { hal_irq_restore(*state); }

/* Left in any way, interrupts are as they were (RESTORESTATE), or let come (FORCEON). */
#define ATOMIC_RESTORESTATE hal_irq_save()
#define ATOMIC_FORCEON ((void)hal_irq_save(), (hal_irq_t)1)
#define ATOMIC_BLOCK(state_behind)                                                        \
    for (hal_irq_t cellchain_state                                                        \
         __attribute__((cleanup(cellchain_restore_interrupts), unused)) = (state_behind), \
                                                               cellchain_once = 1;        \
         cellchain_once; cellchain_once = 0)

#endif
