/* Constants that stay in flash: an AVR copies all others into its RAM, of which a cell board has
 * none to spare, and reads flash with an instruction of its own. Elsewhere memory is one. */
#ifndef IN_FLASH_H
#define IN_FLASH_H

#include <stdint.h>

#ifdef __AVR__
#define IN_FLASH __attribute__((__progmem__))
static inline uint16_t read_flash_u16(const uint16_t* address) {
    uint16_t value;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z" : "=&r"(value), "+z"(address));
    return value;
}
#else
#define IN_FLASH
static inline uint16_t read_flash_u16(const uint16_t* address) { return *address; }
#endif

#endif
