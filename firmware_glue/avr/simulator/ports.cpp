#include "firmware_glue/avr/simulator/ports.h"

#include <utility>

namespace cellchain::avr {

namespace {

// Each port has PINx, DDRx and PORTx, one behind the other.
constexpr std::uint16_t port_a = 0x20;
constexpr std::uint16_t registers_of_port = 3;

std::uint16_t first_register(char port) {
    return static_cast<std::uint16_t>(port_a + (port - 'A') * registers_of_port);
}

}  // namespace

Ports::Ports(Microcontroller& mcu, std::vector<WiredPin> pins) : mcu_(mcu), pins_(std::move(pins)) {
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
    return levels;
}

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
