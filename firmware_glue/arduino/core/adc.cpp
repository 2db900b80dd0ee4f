#include "avr/interrupt.h"
#include "avr/wiring.h"
#include "core/clocks.h"
#include "core/converter.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// The converter. Its clock is the board's, whatever the prescaler says, and so is how long it
// takes.

namespace {

constexpr avr::AnalogInput band_gap = {0, HAL_ADC_BAND_GAP, HAL_ADC_REF_EXTERNAL};

const avr::AnalogInput* input = &band_gap;
const avr::AnalogInput* converted = &band_gap;
avr::Reference reference;
bool is_left_adjusted;
bool has_clock = true;
uint8_t control;   ///< ADEN, ADIE, prescaler
bool has_started;  ///< and what it has converted is not taken yet

HARDWARE uint8_t reference_of(const avr::AnalogInput& from) {
    switch (reference) {
        case avr::Reference::supply:
            return HAL_ADC_REF_SUPPLY;
        case avr::Reference::external:
            return from.external;
        default:
            return HAL_ADC_REF_INTERNAL;
    }
}

HARDWARE void start(uint8_t flags) {
    if ((control & 1 << ADEN) == 0 || hal_adc_busy())
        return;
    IS_MODELLED(has_clock, "ADCSRA: the converter has no clock (PRADC)");
    has_started = true;
    converted = input;
    hal_adc_start(input->channel, reference_of(*input), flags);
}

constexpr uint8_t kept = 1 << ADEN | 1 << ADIE | 1 << ADPS2 | 1 << ADPS1 | 1 << ADPS0;

HARDWARE uint16_t result() {
    const uint16_t measured = hal_adc_result();
    const uint16_t code = converted->circuit == nullptr ? measured : converted->circuit(measured);
    return static_cast<uint16_t>(is_left_adjusted ? code << 6 : code);
}

}  // namespace

namespace avr {

HARDWARE void select_input(uint8_t number) {
    input = number == number_of_band_gap ? &band_gap : nullptr;
    for (const AnalogInput& connected : wiring.inputs)
        if (connected.number == number)
            input = &connected;
    IS_MODELLED(input != nullptr, "ADMUX: nothing is on that input");
}

HARDWARE void select_reference(Reference selected) { reference = selected; }
HARDWARE void set_left_adjusted(bool is_adjusted) { is_left_adjusted = is_adjusted; }
HARDWARE void set_adc_clock(bool runs) { has_clock = runs; }

HARDWARE uint8_t read_adcsra() {
    const bool is_busy = hal_adc_busy();
    return static_cast<uint8_t>(control | (is_busy ? 1 << ADSC : 0) |
                                (has_started && !is_busy ? 1 << ADIF : 0));
}

HARDWARE void write_adcsra(uint8_t value) {
    IS_MODELLED((value & 1 << ADATE) == 0, "ADCSRA: conversions do not start by themselves");
    control = value & kept;
    if ((value & 1 << ADIF) != 0 && !hal_adc_busy())
        has_started = false;
    if ((value & 1 << ADSC) != 0)
        start(0);
}

HARDWARE uint16_t read_adc() { return result(); }
HARDWARE void write_adc(uint16_t) { IS_MODELLED(false, "ADC: is read only"); }
HARDWARE uint8_t read_adcl() { return static_cast<uint8_t>(result()); }
HARDWARE void write_adcl(uint8_t) { IS_MODELLED(false, "ADCL: is read only"); }
HARDWARE uint8_t read_adch() { return static_cast<uint8_t>(result() >> 8); }
HARDWARE void write_adch(uint8_t) { IS_MODELLED(false, "ADCH: is read only"); }

HARDWARE bool is_adc_interrupt_enabled() { return (control & 1 << ADIE) != 0; }

HARDWARE void start_quiet_conversion() { start(HAL_ADC_QUIET); }

HARDWARE void take_adc_event() {
    has_started = false;
    ADC_vect();
}

}  // namespace avr
