#include "firmware_glue/avr/simulator/ports.h"

#include <algorithm>
#include <array>
#include <utility>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::avr {

namespace {

// Each port has PINx, DDRx and PORTx, one behind the other.
constexpr std::uint16_t port_a = 0x20;
constexpr std::uint16_t registers_of_port = 3;

constexpr std::array<std::uint16_t, 4> change_masks{registers::pcmsk0, registers::pcmsk1,
                                                    registers::pcmsk2, registers::pcmsk3};

std::uint16_t first_register(char port) {
    return static_cast<std::uint16_t>(port_a + (port - 'A') * registers_of_port);
}

}  // namespace

Ports::Ports(Microcontroller& mcu, char first_port, std::vector<WiredPin> pins,
             std::vector<WiredLine> lines)
    : mcu_(mcu), first_port_(first_port), pins_(std::move(pins)), lines_(std::move(lines)) {
    mcu.on_write<&Ports::write_change_interrupts>(registers::pcicr, *this);
    for (const std::uint16_t mask : change_masks)
        mcu.on_write<&Ports::write_change_interrupts>(mask, *this);
    mcu.on_write<&Ports::clear_change_flags>(registers::pcifr, *this);
    for (const char port : {'A', 'B', 'C', 'D'}) {
        const std::uint16_t first = first_register(port);
        mcu.on_read<&Ports::read_pins>(first, *this);
        mcu.on_write<&Ports::write_pins>(first, *this);
        mcu.on_write<&Ports::write_direction>(static_cast<std::uint16_t>(first + 1), *this);
        mcu.on_write<&Ports::write_level>(static_cast<std::uint16_t>(first + 2), *this);
    }
}

std::uint8_t Ports::read_pins(std::uint16_t first) {
    const std::uint8_t direction = mcu_.data(static_cast<std::uint16_t>(first + 1));
    std::uint8_t levels = direction & mcu_.data(static_cast<std::uint16_t>(first + 2));
    for (const WiredPin& wired : pins_) {
        const bool is_input = (direction >> wired.bit & 1) == 0;
        if (first_register(wired.port) == first && is_input &&
            mcu_.ops().pin_read(mcu_.board(), wired.pin) != 0)
            levels = static_cast<std::uint8_t>(levels | 1 << wired.bit);
    }
    for (const WiredLine& line : lines_)
        if (first == first_register('D') &&
            (mcu_.ops().uart_state(mcu_.board(), line.uart) & HAL_UART_LINE) != 0)
            levels = static_cast<std::uint8_t>(levels | 1 << line.bit);
    return levels;
}

std::size_t Ports::interrupt_of(std::uint8_t pin) const {
    return group_of(*std::find_if(pins_.begin(), pins_.end(),
                                  [pin](const WiredPin& wired) { return wired.pin == pin; }));
}

bool Ports::is_watched(const WiredPin& wired) {
    const std::size_t group = group_of(wired);
    return (mcu_.data(registers::pcicr) >> group & 1) != 0 &&
           (mcu_.data(change_masks[group]) >> wired.bit & 1) != 0;
}

void Ports::write_change_interrupts(std::uint16_t address, std::uint8_t value) {
    std::vector<bool> before;
    for (const WiredPin& wired : pins_)
        before.push_back(is_watched(wired));
    mcu_.data(address) = value;
    for (std::size_t i = 0; i < pins_.size(); ++i) {
        if (is_watched(pins_[i]) == before[i])
            continue;
        if (pins_[i].pin < HAL_PIN_SW1)
            mcu_.refuse("the pin change interrupt is modelled for inputs alone");
        mcu_.ops().pin_irq(mcu_.board(), pins_[i].pin, before[i] ? HAL_EDGE_NONE : HAL_EDGE_BOTH);
    }
}

void Ports::clear_change_flags(std::uint16_t, std::uint8_t) {}

// A one turns the output round.
void Ports::write_pins(std::uint16_t first, std::uint8_t value) {
    const auto level = static_cast<std::uint16_t>(first + 2);
    write_level(level, mcu_.data(level) ^ value);
}

void Ports::write_direction(std::uint16_t address, std::uint8_t value) {
    drive(static_cast<std::uint16_t>(address - 1), value,
          mcu_.data(static_cast<std::uint16_t>(address + 1)));
}

void Ports::write_level(std::uint16_t address, std::uint8_t value) {
    drive(static_cast<std::uint16_t>(address - 2),
          mcu_.data(static_cast<std::uint16_t>(address - 1)), value);
}

void Ports::drive(std::uint16_t first, std::uint8_t direction, std::uint8_t level) {
    std::uint8_t& direction_before = mcu_.data(static_cast<std::uint16_t>(first + 1));
    std::uint8_t& level_before = mcu_.data(static_cast<std::uint16_t>(first + 2));
    const int changed = (direction_before & level_before) ^ (direction & level);
    direction_before = direction;
    level_before = level;
    for (const WiredPin& wired : pins_)
        if (first_register(wired.port) == first && (changed >> wired.bit & 1) != 0)
            mcu_.ops().pin_write(mcu_.board(), wired.pin, (direction & level) >> wired.bit & 1);
}

}  // namespace cellchain::avr
