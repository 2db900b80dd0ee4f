/* Constants that stay in flash: an AVR copies all others into its RAM, of which no board has any
 * to spare, and reads flash with an instruction of its own. Elsewhere memory is one. */
#ifndef IN_FLASH_H
#define IN_FLASH_H

#include <stdint.h>

#ifdef __AVR__
#define IN_FLASH __attribute__((__progmem__))
/* A text in place, as IN_FLASH_TEXT("ok"). */
#define IN_FLASH_TEXT(text)                       \
    (__extension__({                              \
        static const char kept[] IN_FLASH = text; \
        kept;                                     \
    }))
static inline uint8_t read_flash_u8(const void* address) {
    uint8_t value;
    __asm__("lpm %0, Z" : "=r"(value) : "z"(address));
    return value;
}
static inline uint16_t read_flash_u16(const uint16_t* address) {
    uint16_t value;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z" : "=&r"(value), "+z"(address));
    return value;
}
static inline int32_t read_flash_s32(const int32_t* address) {
    const uint16_t* half = (const uint16_t*)address;
    return (int32_t)(read_flash_u16(half) | ((uint32_t)read_flash_u16(half + 1) << 16));
}
#else
#define IN_FLASH
#define IN_FLASH_TEXT(text) (text)
static inline uint8_t read_flash_u8(const void* address) { return *(const uint8_t*)address; }
static inline uint16_t read_flash_u16(const uint16_t* address) { return *address; }
static inline int32_t read_flash_s32(const int32_t* address) { return *address; }
#endif

static inline char read_flash_char(const char* address) { return (char)read_flash_u8(address); }

#endif
