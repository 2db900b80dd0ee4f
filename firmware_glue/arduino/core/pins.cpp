#include "core/pins.h"
#include "Arduino.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// Pins by number. A pin is an input until it is made an output; what was written to it before is
// its pull-up.

namespace {

uint32_t outputs;  // a bit for each pin
uint32_t latches;
uint32_t modulated;  // by analogWrite
void (*handlers[HAL_PIN_COUNT])();

/// What hangs on it is driven, or off.
HARDWARE bool is_output_only(uint8_t pin) { return pin < HAL_PIN_SW1; }

HARDWARE uint32_t mask(uint8_t pin) { return pin < HAL_PIN_COUNT ? uint32_t{1} << pin : 0; }

HARDWARE uint32_t with(uint32_t pins, uint8_t pin, bool is_set) {
    return is_set ? pins | mask(pin) : pins & ~mask(pin);
}

HARDWARE void drive(uint8_t pin) { hal_pin_write(pin, (outputs & latches & mask(pin)) != 0); }

HARDWARE void modulate(uint8_t pin, uint16_t duty, uint32_t period_us) {
    modulated = with(modulated, pin, duty != 0);
    hal_pwm_set(pin == PIN_BYPASS ? HAL_PWM_BYPASS : HAL_PWM_LED_INFO, duty, period_us);
}

HARDWARE void connect(uint8_t pin) {
    if (is_output_only(pin))
        return drive(pin);
    const bool is_high = (latches & mask(pin)) != 0;
    const uint8_t as_input = is_high ? HAL_PIN_PULL_UP : HAL_PIN_INPUT;
    hal_pin_mode(pin, (outputs & mask(pin)) != 0 ? uint8_t{HAL_PIN_OUTPUT} : as_input);
}

HARDWARE uint8_t edges_of(int mode) {
    switch (mode) {
        case RISING:
            return HAL_EDGE_RISING;
        case FALLING:
            return HAL_EDGE_FALLING;
        default:
            IS_MODELLED(mode == CHANGE, "attachInterrupt: a level does not interrupt");
            return HAL_EDGE_BOTH;
    }
}

}  // namespace

namespace avr {

HARDWARE bool is_output(uint8_t pin) { return (outputs & mask(pin)) != 0; }

HARDWARE void set_output(uint8_t pin, bool is_output) {
    outputs = with(outputs, pin, is_output);
    connect(pin);
}

HARDWARE bool latch_of(uint8_t pin) { return (latches & mask(pin)) != 0; }

HARDWARE void set_latch(uint8_t pin, bool level) {
    latches = with(latches, pin, level);
    drive(pin);
}

HARDWARE bool level_of(uint8_t pin) {
    return is_output_only(pin) ? latch_of(pin) : hal_pin_read(pin) != 0;
}

HARDWARE void take_pin_event(uint8_t pin) {
    if (pin < HAL_PIN_COUNT && handlers[pin] != nullptr)
        handlers[pin]();
}

}  // namespace avr

extern "C" {

void pinMode(uint8_t pin, uint8_t mode) {
    if (mode != OUTPUT)
        latches = with(latches, pin, mode == INPUT_PULLUP);
    avr::set_output(pin, mode == OUTPUT);
}

void digitalWrite(uint8_t pin, uint8_t level) {
    if ((modulated & mask(pin)) != 0)
        modulate(pin, 0, 0);
    avr::set_latch(pin, level != LOW);
}

int digitalRead(uint8_t pin) { return avr::level_of(pin); }

// As timer 1 does it: phase correct, 8 bits, behind a prescaler of 64. Other pins have no PWM.
void analogWrite(uint8_t pin, int value) {
    constexpr uint32_t period_us = 510 * 64 / (F_CPU / 1000000);
    pinMode(pin, OUTPUT);
    if (value <= 0 || value >= 255 || (pin != PIN_BYPASS && pin != LED_BUILTIN))
        return digitalWrite(pin, value > 127);
    modulate(pin, static_cast<uint16_t>(value * 65536 / 255), period_us);
}

void attachInterrupt(uint8_t pin, void (*handler)(void), int mode) {
    if (pin >= HAL_PIN_COUNT)
        return;
    handlers[pin] = handler;
    hal_pin_irq(pin, edges_of(mode));
}

void detachInterrupt(uint8_t pin) {
    hal_pin_irq(pin, HAL_EDGE_NONE);
    if (pin < HAL_PIN_COUNT)
        handlers[pin] = nullptr;
}

}  // extern "C"
