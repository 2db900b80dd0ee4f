#include "avr/program_identity.h"

#include "board.h"

#if defined(__AVR_ATmega328P__)
#define PART PROGRAM_PART_ATMEGA328P
#else
#define PART PROGRAM_PART_ATMEGA324PA
#endif

/* The semicolon hides from the assembler that a section of data would be loaded. */
const struct program_identity identity
    __attribute__((used, section(PROGRAM_IDENTITY_SECTION ",\"\",@progbits;"))) = {
        .magic = PROGRAM_IDENTITY_MAGIC,
        .cpu_hz = F_CPU,
        .version = PROGRAM_IDENTITY_VERSION,
        .role = CELLFW_ROLE,
        .part = PART,
        .name = CELLFW_NAME,
        .firmware_version = CELLFW_VERSION,
        .style = CELLFW_STYLE,
        .needs = CELLFW_NEEDS,
};
