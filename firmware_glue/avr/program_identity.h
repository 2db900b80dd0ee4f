/* What a program for a board says about itself: the text of the section .cellchain of its ELF
 * file, which is not loaded into the microcontroller. */
#ifndef PROGRAM_IDENTITY_H
#define PROGRAM_IDENTITY_H

#include <stdint.h>

#define PROGRAM_IDENTITY_SECTION ".cellchain"
#define PROGRAM_IDENTITY_MAGIC 0x52564143u /* "CAVR" */
#define PROGRAM_IDENTITY_VERSION 2

#define PROGRAM_PART_ATMEGA328P 1
#define PROGRAM_PART_ATMEGA324PA 2

/* No gaps, and both sides store the least significant byte first. */
struct program_identity {
    uint32_t magic;
    uint32_t cpu_hz;
    uint16_t version; /* of this layout */
    uint8_t role;     /* CELLFW_ROLE_... */
    uint8_t part;     /* PROGRAM_PART_... */
    char name[48];
    char firmware_version[48];
    uint32_t style; /* CELLFW_STYLE_... */
    uint32_t needs; /* CELLFW_NEEDS_..., a bit each */
};

#endif
