#include "Arduino.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// Pins by number, and three of them as port B. A pin is an input until it is made an output; what
// was written to it before is its pull-up.

namespace {

uint32_t outputs;  // a bit for each pin
uint32_t latches;
uint32_t modulated;  // by analogWrite
void (*handlers[HAL_PIN_COUNT])();

constexpr uint8_t port_b[] = {HAL_PIN_LED_INFO, HAL_PIN_BYPASS, HAL_PIN_SENSOR_POWER};

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

HARDWARE uint8_t gather(uint32_t pins) {
    uint8_t port = 0;
    for (unsigned bit = 0; bit < sizeof port_b; ++bit)
        port = static_cast<uint8_t>(port | ((pins & mask(port_b[bit])) != 0 ? 1U << bit : 0U));
    return port;
}

HARDWARE void scatter(uint8_t port, uint32_t& pins) {
    for (unsigned bit = 0; bit < sizeof port_b; ++bit) {
        const uint32_t before = pins;
        pins = with(pins, port_b[bit], (port >> bit & 1U) != 0);
        if (pins != before)
            drive(port_b[bit]);
    }
}

HARDWARE uint8_t mode_of(uint8_t arduino_mode) {
    switch (arduino_mode) {
        case OUTPUT:
            return HAL_PIN_OUTPUT;
        case INPUT_PULLUP:
            return HAL_PIN_PULL_UP;
        default:
            return HAL_PIN_INPUT;
    }
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

HARDWARE uint8_t read_portb() { return gather(latches); }
HARDWARE void write_portb(uint8_t value) { scatter(value, latches); }
HARDWARE uint8_t read_ddrb() { return gather(outputs); }
HARDWARE void write_ddrb(uint8_t value) { scatter(value, outputs); }
HARDWARE uint8_t read_pinb() { return gather(latches); }
HARDWARE void write_pinb(uint8_t value) { write_portb(static_cast<uint8_t>(read_portb() ^ value)); }

HARDWARE void take_pin_event(uint8_t pin) {
    if (pin < HAL_PIN_COUNT && handlers[pin] != nullptr)
        handlers[pin]();
}

}  // namespace avr

extern "C" {

void pinMode(uint8_t pin, uint8_t mode) {
    outputs = with(outputs, pin, mode == OUTPUT);
    if (mode != OUTPUT)
        latches = with(latches, pin, mode == INPUT_PULLUP);
    if (is_output_only(pin))
        drive(pin);
    else
        hal_pin_mode(pin, mode_of(mode));
}

void digitalWrite(uint8_t pin, uint8_t level) {
    latches = with(latches, pin, level != LOW);
    if ((modulated & mask(pin)) != 0)
        modulate(pin, 0, 0);
    drive(pin);
}

int digitalRead(uint8_t pin) {
    return is_output_only(pin) ? (latches & mask(pin)) != 0 : hal_pin_read(pin);
}

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
