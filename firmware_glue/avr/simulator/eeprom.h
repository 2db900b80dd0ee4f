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
/// Limits  erase and write together alone; the interrupt may be switched on only while a byte is
///         written.
class Eeprom {
public:
    explicit Eeprom(Microcontroller& mcu);
    /// A byte has been written; true: with an interrupt.
    bool finish();

private:
    std::uint8_t read_control(std::uint16_t address);
    void write_control(std::uint16_t address, std::uint8_t value);
    void store(std::uint16_t address, std::uint8_t value);
    void begin_write();
    std::uint8_t read(std::uint16_t from);
    bool is_busy() { return mcu_.ops().nvm_busy(mcu_.board()) != 0; }
    std::uint16_t address();
    EepromState& state() { return mcu_.state().eeprom; }

    Microcontroller& mcu_;
};

}  // namespace cellchain::avr
