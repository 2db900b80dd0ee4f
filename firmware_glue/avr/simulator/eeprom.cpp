#include "firmware_glue/avr/simulator/eeprom.h"

#include <utility>

#include "firmware_glue/avr/board_wiring.h"

namespace cellchain::avr {

namespace {

// EECR
constexpr std::uint8_t modes = 0x30;
constexpr std::uint8_t ready_interrupt = 1 << 3;
constexpr std::uint8_t master_enable = 1 << 2;
constexpr std::uint8_t write_enable = 1 << 1;
constexpr std::uint8_t read_enable = 1 << 0;

constexpr Cycle master_enable_cycles = 4;
constexpr Cycle read_stall = 4;
constexpr Cycle write_stall = 2;

}  // namespace

Eeprom::Eeprom(Microcontroller& mcu) : mcu_(mcu) {
    mcu.on_read<&Eeprom::read_control>(registers::eecr, *this);
    mcu.on_write<&Eeprom::write_control>(registers::eecr, *this);
    for (const std::uint16_t plain : {registers::eedr, registers::eearl, registers::eearh})
        mcu.on_write<&Eeprom::store>(plain, *this);
}

std::uint16_t Eeprom::address() {
    return static_cast<std::uint16_t>(mcu_.data(registers::eearl) | mcu_.data(registers::eearh)
                                                                        << 8);
}

void Eeprom::store(std::uint16_t address, std::uint8_t value) { mcu_.data(address) = value; }

std::uint8_t Eeprom::read_control(std::uint16_t address) {
    std::uint8_t control = mcu_.data(address) & ready_interrupt;
    if (mcu_.now() <= state().allowed_until)
        control |= master_enable;
    if (is_busy())
        control |= write_enable;
    return control;
}

void Eeprom::write_control(std::uint16_t control, std::uint8_t value) {
    if ((value & modes) != 0)
        mcu_.refuse("of the EEPROM's modes only erase and write together is modelled");
    const bool was_awaited = (mcu_.data(control) & ready_interrupt) != 0;
    mcu_.data(control) = value & ready_interrupt;
    if (is_busy())
        return;
    if ((value & write_enable) != 0 && mcu_.now() <= state().allowed_until) {
        begin_write();
    } else if ((value & master_enable) != 0) {
        state().allowed_until = mcu_.now() + master_enable_cycles;
    } else if ((value & read_enable) != 0) {
        mcu_.data(registers::eedr) = read(address());
        mcu_.stall(read_stall);
    }
    state().is_late = (value & ready_interrupt) != 0 && !was_awaited && !is_busy();
}

std::uint8_t Eeprom::read(std::uint16_t from) {
    if (from < IDENTITY_ADDRESS)
        return mcu_.ops()->nvm_read(mcu_.board(), from);
    const unsigned place = from - IDENTITY_ADDRESS;
    const std::uint32_t word =
        mcu_.ops()->ident(mcu_.board(), static_cast<std::uint8_t>(place / sizeof(word)));
    return static_cast<std::uint8_t>(word >> place % sizeof(word) * 8);
}

void Eeprom::begin_write() {
    state().allowed_until = 0;
    mcu_.ops()->nvm_write(mcu_.board(), address(), mcu_.data(registers::eedr));
    mcu_.stall(write_stall);
}

bool Eeprom::waits() { return (mcu_.data(registers::eecr) & ready_interrupt) != 0 && !is_busy(); }

bool Eeprom::late_one_waits() { return std::exchange(state().is_late, false) && waits(); }

}  // namespace cellchain::avr
