#include "firmware_glue/avr/simulator/adc.h"

namespace cellchain::avr {

namespace {

// ADCSRA
constexpr std::uint8_t enable = 1 << 7;
constexpr std::uint8_t start = 1 << 6;
constexpr std::uint8_t automatic = 1 << 5;
constexpr std::uint8_t flag = 1 << 4;
constexpr std::uint8_t interrupt_enable = 1 << 3;
constexpr std::uint8_t prescaler = 0x07;
constexpr std::uint32_t converter_hz = 125'000;
// ADMUX
constexpr std::uint8_t left_adjusted = 1 << 5;
constexpr std::uint8_t inputs = 0x1F;
constexpr std::uint8_t last_input = 7;

}  // namespace

Adc::Adc(Microcontroller& mcu) : mcu_(mcu) {
    mcu.on_write<&Adc::write_control>(registers::adcsra, *this);
    mcu.on_write<&Adc::write_input>(registers::admux, *this);
}

void Adc::write_input(std::uint16_t address, std::uint8_t value) {
    if ((value & left_adjusted) != 0 || (value & inputs) > last_input)
        mcu_.refuse("of ADMUX only inputs 0 to 7, right adjusted, are modelled");
    mcu_.data(address) = value;
}

void Adc::write_control(std::uint16_t address, std::uint8_t value) {
    const bool is_busy = (mcu_.data(address) & start) != 0;
    // A one clears the flag; a conversion under way goes on.
    mcu_.data(address) = static_cast<std::uint8_t>((value & ~flag) | (is_busy ? start : 0));
    if (is_busy || (value & start) == 0)
        return;
    if ((value & enable) == 0 || (value & automatic) != 0 ||
        mcu_.cpu_hz() >> (value & prescaler) != converter_hz)
        mcu_.refuse("the ADC is modelled for single conversions at 125 kHz alone");
    mcu_.ops().adc_start(mcu_.board(), mcu_.data(registers::admux) & last_input);
}

bool Adc::finish(std::uint16_t code) {
    std::uint8_t& control = mcu_.data(registers::adcsra);
    mcu_.data(registers::adcl) = static_cast<std::uint8_t>(code);
    mcu_.data(registers::adch) = static_cast<std::uint8_t>(code >> 8);
    control = static_cast<std::uint8_t>(control & ~start);
    if ((control & interrupt_enable) != 0)
        return true;
    control |= flag;
    return false;
}

}  // namespace cellchain::avr
