/* The EEPROM: 512 bytes. An address is a number made a pointer, or that of a variable in EEMEM,
 * whose place is as the linker puts it; what such a variable is set to is not written by anybody.
 */
#ifndef CELLCHAIN_AVR_EEPROM_H
#define CELLCHAIN_AVR_EEPROM_H

#include <stddef.h>
#include <stdint.h>

#include "cellhal.h"

#ifdef __cplusplus
extern "C" {
#endif

#define EEMEM __attribute__((section(".cellchain_eemem")))

#define eeprom_is_ready() (!hal_nvm_busy())
static inline void eeprom_busy_wait(void) {
    while (hal_nvm_busy())
        hal_poll();
}

/* Writing waits for the byte before, and goes on while its own is written: 3.4 ms. */
uint8_t eeprom_read_byte(const uint8_t* address);
void eeprom_write_byte(uint8_t* address, uint8_t value);
void eeprom_update_byte(uint8_t* address, uint8_t value); /* leaves an equal one */
uint16_t eeprom_read_word(const uint16_t* address);
void eeprom_write_word(uint16_t* address, uint16_t value);
void eeprom_update_word(uint16_t* address, uint16_t value);
uint32_t eeprom_read_dword(const uint32_t* address);
void eeprom_write_dword(uint32_t* address, uint32_t value);
void eeprom_update_dword(uint32_t* address, uint32_t value);
void eeprom_read_block(void* to, const void* address, size_t size);
void eeprom_write_block(const void* from, void* address, size_t size);
void eeprom_update_block(const void* from, void* address, size_t size);

#ifdef __cplusplus
}
#endif
#endif
