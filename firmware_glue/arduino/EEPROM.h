// The EEPROM, byte by byte or a value at a time.
#ifndef CELLCHAIN_ARDUINO_EEPROM_H
#define CELLCHAIN_ARDUINO_EEPROM_H

#include "avr/eeprom.h"
#include "avr/io.h"

class EEPROMClass {
public:
    uint8_t read(int address) { return eeprom_read_byte(at(address)); }
    void write(int address, uint8_t value) { eeprom_write_byte(at(address), value); }
    /// Leaves an equal byte as it is: no time, no wear.
    void update(int address, uint8_t value) { eeprom_update_byte(at(address), value); }
    template <typename Value>
    Value& get(int address, Value& value) {
        eeprom_read_block(&value, at(address), sizeof value);
        return value;
    }
    /// As update.
    template <typename Value>
    const Value& put(int address, const Value& value) {
        eeprom_update_block(&value, at(address), sizeof value);
        return value;
    }
    uint16_t length() { return E2END + 1; }

private:
    static uint8_t* at(int address) {
        return reinterpret_cast<uint8_t*>(static_cast<uintptr_t>(address));
    }
};

static EEPROMClass EEPROM __attribute__((unused));

#endif
