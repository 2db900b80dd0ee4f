#include "avr/eeprom.h"

#include "core/modelled.h"

namespace {

constexpr uintptr_t eeprom_size = 512;

/// Lets the variables of EEMEM begin where an address of 0 is meant.
__extension__ uint8_t no_variable[0] EEMEM __attribute__((used, aligned(eeprom_size)));

uint16_t address_of(const void* pointer) {
    constexpr uintptr_t first_variable = 65536;  // the host has none below
    const auto address = reinterpret_cast<uintptr_t>(pointer);
    IS_MODELLED(address < eeprom_size || address >= first_variable, "EEPROM: has 512 bytes");
    return static_cast<uint16_t>(address % eeprom_size);
}

template <typename Number>
Number read(const Number* from) {
    Number number;
    eeprom_read_block(&number, from, sizeof number);
    return number;
}

}  // namespace

extern "C" {

uint8_t eeprom_read_byte(const uint8_t* address) {
    eeprom_busy_wait();
    return hal_nvm_read(address_of(address));
}

void eeprom_write_byte(uint8_t* address, uint8_t value) {
    eeprom_busy_wait();
    hal_nvm_write(address_of(address), value);
}

void eeprom_update_byte(uint8_t* address, uint8_t value) {
    if (eeprom_read_byte(address) != value)
        eeprom_write_byte(address, value);
}

void eeprom_read_block(void* to, const void* address, size_t size) {
    for (size_t i = 0; i < size; ++i)
        static_cast<uint8_t*>(to)[i] = eeprom_read_byte(static_cast<const uint8_t*>(address) + i);
}

void eeprom_write_block(const void* from, void* address, size_t size) {
    for (size_t i = 0; i < size; ++i)
        eeprom_write_byte(static_cast<uint8_t*>(address) + i, static_cast<const uint8_t*>(from)[i]);
}

void eeprom_update_block(const void* from, void* address, size_t size) {
    for (size_t i = 0; i < size; ++i)
        eeprom_update_byte(static_cast<uint8_t*>(address) + i,
                           static_cast<const uint8_t*>(from)[i]);
}

uint16_t eeprom_read_word(const uint16_t* address) { return read(address); }
uint32_t eeprom_read_dword(const uint32_t* address) { return read(address); }

void eeprom_write_word(uint16_t* address, uint16_t value) {
    eeprom_write_block(&value, address, sizeof value);
}

void eeprom_update_word(uint16_t* address, uint16_t value) {
    eeprom_update_block(&value, address, sizeof value);
}

void eeprom_write_dword(uint32_t* address, uint32_t value) {
    eeprom_write_block(&value, address, sizeof value);
}

void eeprom_update_dword(uint32_t* address, uint32_t value) {
    eeprom_update_block(&value, address, sizeof value);
}

}  // extern "C"
