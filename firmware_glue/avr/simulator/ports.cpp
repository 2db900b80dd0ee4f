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
             std::vector<WiredLine> lines, std::vector<PwmTimer*> pwm_timers)
    : mcu_(mcu),
      first_port_(first_port),
      pins_(std::move(pins)),
      lines_(std::move(lines)),
      pwm_timers_(std::move(pwm_timers)) {
    mcu.on_write<&Ports::write_enables>(registers::pcicr, *this);
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

bool Ports::is_pwm(std::uint8_t pin) const {
    return std::any_of(pwm_timers_.begin(), pwm_timers_.end(), [pin](PwmTimer* timer) {
        return timer->pin() == pin && timer->is_running();
    });
}

bool Ports::has_pwm(std::uint8_t pin) const {
    return std::any_of(pwm_timers_.begin(), pwm_timers_.end(),
                       [pin](const PwmTimer* timer) { return timer->pin() == pin; });
}

bool Ports::has_line_pins() const {
    return std::any_of(pins_.begin(), pins_.end(),
                       [](const WiredPin& wired) { return wired.pin == HAL_PIN_CHAIN_RX; });
}

std::uint8_t Ports::read_pins(std::uint16_t first) {
    const std::uint8_t direction = mcu_.data(static_cast<std::uint16_t>(first + 1));
    std::uint8_t levels = direction & mcu_.data(static_cast<std::uint16_t>(first + 2));
    for (const WiredLine& line : lines_)
        if (first == first_register('D') &&
            (mcu_.ops()->uart_state(mcu_.board(), line.usart->receiver()) & HAL_UART_LINE) != 0)
            levels = static_cast<std::uint8_t>(levels | 1 << line.bit);
    for (const WiredPin& wired : pins_) {
        const bool is_output = (direction >> wired.bit & 1) != 0;
        if (first_register(wired.port) != first || (is_output && !is_pwm(wired.pin)))
            continue;
        const bool level = mcu_.ops()->pin_read(mcu_.board(), wired.pin) != 0;
        levels = static_cast<std::uint8_t>((levels & ~(1 << wired.bit)) | level << wired.bit);
    }
    return levels;
}

// ---- Pin change interrupts ----------------------------------------------------------------------

void Ports::raise(std::size_t group) {
    std::uint8_t& flags = mcu_.data(registers::pcifr);
    flags = static_cast<std::uint8_t>(flags | 1 << group);
}

std::size_t Ports::pin_changes(std::uint8_t pin) {
    const auto wired = std::find_if(pins_.begin(), pins_.end(),
                                    [pin](const WiredPin& one) { return one.pin == pin; });
    raise(group_of(wired->port));
    return group_of(wired->port);
}

std::size_t Ports::line_changes() {
    raise(group_of('D'));
    return group_of('D');
}

bool Ports::change_waits(std::size_t group) {
    return (mcu_.data(registers::pcifr) & mcu_.data(registers::pcicr)) >> group & 1;
}

void Ports::enter_change(std::size_t group) {
    std::uint8_t& flags = mcu_.data(registers::pcifr);
    flags = static_cast<std::uint8_t>(flags & ~(1 << group));
}

bool Ports::inputs_wake() {
    return std::any_of(pins_.begin(), pins_.end(), [this](const WiredPin& wired) {
        const std::size_t group = group_of(wired.port);
        return wired.pin >= HAL_PIN_SW1 && (mcu_.data(registers::pcicr) >> group & 1) != 0 &&
               (mcu_.data(change_masks[group]) >> wired.bit & 1) != 0;
    });
}

bool Ports::lines_wake() {
    const std::size_t group = group_of('D');
    return (mcu_.data(registers::pcicr) >> group & 1) != 0 &&
           std::any_of(lines_.begin(), lines_.end(), [this, group](const WiredLine& line) {
               return (mcu_.data(change_masks[group]) >> line.bit & 1) != 0;
           });
}

void Ports::write_enables(std::uint16_t address, std::uint8_t value) { mcu_.data(address) = value; }

// Flags are raised whether or not their interrupt is on.
void Ports::write_change_interrupts(std::uint16_t address, std::uint8_t value) {
    const std::uint8_t before = mcu_.data(address);
    mcu_.data(address) = value;
    const auto changes = [&](char port, std::uint8_t bit) {
        return change_masks[group_of(port)] == address && ((before ^ value) >> bit & 1) != 0;
    };
    for (const WiredLine& line : lines_) {
        if (!changes('D', line.bit))
            continue;
        const bool is_wanted = (value >> line.bit & 1) != 0;
        if (is_wanted && !line.usart->is_receiver_on() && !has_line_pins())
            mcu_.refuse(
                "the pin change interrupt of a line whose receiver is off is modelled for "
                "programs with CELLFW_NEEDS_LINE alone");
        line.usart->watch_start(is_wanted);
    }
    for (const WiredPin& wired : pins_) {
        if (!changes(wired.port, wired.bit))
            continue;
        if (wired.pin < HAL_PIN_SW1 || wired.pin == HAL_PIN_CHAIN_TX)
            mcu_.refuse("the pin change interrupt is modelled for inputs alone");
        mcu_.ops()->pin_irq(mcu_.board(), wired.pin,
                            (value >> wired.bit & 1) != 0 ? HAL_EDGE_BOTH : HAL_EDGE_NONE);
    }
}

// A one clears.
void Ports::clear_change_flags(std::uint16_t address, std::uint8_t value) {
    std::uint8_t& flags = mcu_.data(address);
    flags = static_cast<std::uint8_t>(flags & ~value);
}

// ---- Outputs ------------------------------------------------------------------------------------

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
    const int turned = direction_before ^ direction;
    const int changed = (direction_before & level_before) ^ (direction & level);
    if (first == first_register('D') && has_line_pins())
        drive_line(first, direction, level);
    direction_before = direction;
    level_before = level;
    for (const WiredPin& wired : pins_) {
        if (first_register(wired.port) != first || wired.pin >= HAL_PIN_CHAIN_RX)
            continue;
        const bool is_output = (direction >> wired.bit & 1) != 0;
        if ((turned >> wired.bit & 1) != 0 && has_pwm(wired.pin))
            mcu_.ops()->pin_mode(mcu_.board(), wired.pin,
                                 is_output ? HAL_PIN_OUTPUT : HAL_PIN_INPUT);
        if ((changed >> wired.bit & 1) != 0)
            mcu_.ops()->pin_write(mcu_.board(), wired.pin, (direction & level) >> wired.bit & 1);
    }
}

// The chain's line to the next board is high when nobody drives it.
void Ports::drive_line(std::uint16_t first, std::uint8_t direction, std::uint8_t level) {
    const int turned = mcu_.data(static_cast<std::uint16_t>(first + 1)) ^ direction;
    const int changed = mcu_.data(static_cast<std::uint16_t>(first + 2)) ^ level;
    for (const WiredPin& wired : pins_) {
        if (wired.pin != HAL_PIN_CHAIN_TX)
            continue;
        if ((changed >> wired.bit & 1) != 0)
            mcu_.ops()->pin_write(mcu_.board(), wired.pin, level >> wired.bit & 1);
        if ((turned >> wired.bit & 1) != 0)
            mcu_.ops()->pin_mode(
                mcu_.board(), wired.pin,
                (direction >> wired.bit & 1) != 0 ? HAL_PIN_OUTPUT : HAL_PIN_INPUT);
    }
}

}  // namespace cellchain::avr
