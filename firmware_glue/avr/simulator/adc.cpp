#include "firmware_glue/avr/simulator/adc.h"

#include <array>

#include "firmware_glue/avr/board_wiring.h"

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
constexpr std::uint8_t last_channel_input = HAL_ADC_TEMP2;
// By REFS1 and REFS0: AREF, AVCC, and two that are internal.
constexpr std::array<std::uint8_t, 4> references{HAL_ADC_REF_EXTERNAL, HAL_ADC_REF_SUPPLY,
                                                 HAL_ADC_REF_INTERNAL, HAL_ADC_REF_INTERNAL};

}  // namespace

Adc::Adc(Microcontroller& mcu, std::uint8_t band_gap) : mcu_(mcu), band_gap_(band_gap) {
    mcu.on_write<&Adc::write_control>(registers::adcsra, *this);
    mcu.on_write<&Adc::write_input>(registers::admux, *this);
}

void Adc::write_input(std::uint16_t address, std::uint8_t value) {
    const std::uint8_t input = value & inputs;
    const bool is_wired = input <= last_channel_input || input == SUPPLY_INPUT;
    if ((value & left_adjusted) != 0 || (!is_wired && input != band_gap_))
        mcu_.refuse("of ADMUX only inputs 0 to 5 and the band gap, right adjusted, are modelled");
    mcu_.data(address) = value;
}

std::uint8_t Adc::channel() {
    const std::uint8_t input = mcu_.data(registers::admux) & inputs;
    if (input == band_gap_)
        return HAL_ADC_BAND_GAP;
    return input == SUPPLY_INPUT ? std::uint8_t{HAL_ADC_SUPPLY} : input;
}

void Adc::write_control(std::uint16_t address, std::uint8_t value) {
    const std::uint8_t before = mcu_.data(address);
    const bool is_busy = (before & start) != 0;
    // A one clears the flag; a conversion under way goes on.
    mcu_.data(address) = static_cast<std::uint8_t>((value & ~(flag | start)) |
                                                   (before & ~value & flag) | (before & start));
    if (!is_busy && (value & start) != 0)
        begin(0);
}

void Adc::begin(std::uint8_t flags) {
    std::uint8_t& control = mcu_.data(registers::adcsra);
    if ((control & enable) == 0 || (control & automatic) != 0 ||
        mcu_.cpu_hz() >> (control & prescaler) != converter_hz)
        mcu_.refuse("the ADC is modelled for single conversions at 125 kHz alone");
    control |= start;
    mcu_.ops()->adc_convert(mcu_.board(), channel(), references[mcu_.data(registers::admux) >> 6],
                            flags);
}

void Adc::cpu_stops() {
    if ((mcu_.data(registers::adcsra) & (enable | start)) == enable)
        begin(HAL_ADC_QUIET);
}

void Adc::finish(std::uint16_t code) {
    std::uint8_t& control = mcu_.data(registers::adcsra);
    mcu_.data(registers::adcl) = static_cast<std::uint8_t>(code);
    mcu_.data(registers::adch) = static_cast<std::uint8_t>(code >> 8);
    control = static_cast<std::uint8_t>((control & ~start) | flag);
}

bool Adc::waits() {
    constexpr std::uint8_t both = flag | interrupt_enable;
    return (mcu_.data(registers::adcsra) & both) == both;
}

void Adc::enter() {
    std::uint8_t& control = mcu_.data(registers::adcsra);
    control = static_cast<std::uint8_t>(control & ~flag);
}

}  // namespace cellchain::avr
