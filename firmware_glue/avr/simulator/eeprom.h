#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// The non-volatile memory, which the board keeps.
///
/// Models  reading, erasing and writing a byte, and the interrupt behind it; factory data at the
///         end, which cannot be written.
/// Source  ATmega328P data sheet, "EEPROM Data Memory": the CPU waits four cycles for a read and
/// two
///         for a write.
/// Limits  erase and write together alone.
class Eeprom {
public:
    explicit Eeprom(Microcontroller& mcu);
    /// Its interrupt is on and waits.
    bool waits();
    /// Of event style: it was ready before its interrupt was switched on.
    bool late_one_waits();

private:
    std::uint8_t read_control(std::uint16_t address);
    void write_control(std::uint16_t address, std::uint8_t value);
    void store(std::uint16_t address, std::uint8_t value);
    void begin_write();
    std::uint8_t read(std::uint16_t from);
    bool is_busy() { return mcu_.ops()->nvm_busy(mcu_.board()) != 0; }
    std::uint16_t address();
    EepromState& state() { return mcu_.state().eeprom; }

    Microcontroller& mcu_;
};

}  // namespace cellchain::avr
