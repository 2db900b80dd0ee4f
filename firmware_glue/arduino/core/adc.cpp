#include "avr/interrupt.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// The converter. Its clock is the board's, whatever the prescaler says, and so is how long it
// takes.

namespace {

uint8_t multiplexer;
uint8_t control;   ///< ADEN, ADIE, prescaler
bool has_started;  ///< and what it has converted is not taken yet

constexpr uint8_t no_channel = HAL_ADC_CHANNEL_COUNT;

HARDWARE uint8_t channel_of(uint8_t input) {
    switch (input) {
        case 14:
            return HAL_ADC_BAND_GAP;
        case 5:
            return HAL_ADC_SUPPLY;
        default:
            return input <= HAL_ADC_TEMP2 ? input : no_channel;
    }
}

HARDWARE uint8_t reference() {
    switch (multiplexer >> REFS0) {
        case 0:
            return HAL_ADC_REF_EXTERNAL;
        case 1:
            return HAL_ADC_REF_SUPPLY;
        default:
            return HAL_ADC_REF_INTERNAL;
    }
}

HARDWARE void start(uint8_t flags) {
    if ((control & 1 << ADEN) == 0 || hal_adc_busy())
        return;
    has_started = true;
    hal_adc_start(channel_of(multiplexer & 0x0F), reference(), flags);
}

constexpr uint8_t kept = 1 << ADEN | 1 << ADIE | 1 << ADPS2 | 1 << ADPS1 | 1 << ADPS0;

HARDWARE uint16_t result() {
    const uint16_t code = hal_adc_result();
    return static_cast<uint16_t>((multiplexer & 1 << ADLAR) != 0 ? code << 6 : code);
}

}  // namespace

namespace avr {

HARDWARE uint8_t read_admux() { return multiplexer; }

HARDWARE void write_admux(uint8_t value) {
    IS_MODELLED(channel_of(value & 0x0F) != no_channel, "ADMUX: nothing is on that input");
    IS_MODELLED(value >> REFS0 != 2, "ADMUX: reserved reference");
    multiplexer = value;
}

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
