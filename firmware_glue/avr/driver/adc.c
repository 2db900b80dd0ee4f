#include <avr/interrupt.h>

#include "sleep.h"

/* 8 MHz by 64: 125 kHz, of 50 to 200 kHz for all ten bits. */
#define ADC_CLOCK ((1 << ADPS2) | (1 << ADPS1))

/* HAL_ADC_REF_EXTERNAL is the pin AREF. */
#define REFERENCE_SUPPLY (1 << REFS0)
#define REFERENCE_INTERNAL ((1 << REFS1) | (1 << REFS0))

static uint8_t converting; /* the channel */
static volatile uint8_t waits_for_sleep;

static uint8_t input_of(uint8_t channel) {
    switch (channel) {
        case HAL_ADC_BAND_GAP:
            return BAND_GAP_INPUT;
        case HAL_ADC_SUPPLY:
            return SUPPLY_INPUT;
        default:
            return channel;
    }
}

/* An idle CPU starts the converter by itself, if that is on: ATmega328P data sheet, "ADC Noise
 * Canceler". So it is on for one conversion at a time. In the noise reduction mode proper the
 * USARTs and timer 1 would stand still. */
static void start(uint8_t flags) {
    const uint8_t begins = flags & HAL_ADC_QUIET ? 0 : 1 << ADSC;
    waits_for_sleep = flags & HAL_ADC_QUIET;
    ADCSRA = (uint8_t)((1 << ADEN) | begins | (1 << ADIE) | ADC_CLOCK);
}

void hal_adc_start(uint8_t channel, uint8_t reference, uint8_t flags) {
    WHOLE {
        if (hal_adc_busy() || channel >= HAL_ADC_CHANNEL_COUNT || reference > HAL_ADC_REF_EXTERNAL)
            return; /* one converter: a start while it is busy is lost */
        uint8_t selection = input_of(channel);
        if (reference == HAL_ADC_REF_INTERNAL)
            selection |= REFERENCE_INTERNAL;
        if (reference == HAL_ADC_REF_SUPPLY)
            selection |= REFERENCE_SUPPLY;
        converting = channel;
        ADMUX = selection;
        start(flags);
    }
}

uint8_t hal_adc_busy(void) { return waits_for_sleep || (ADCSRA & (1 << ADSC)) != 0; }

uint16_t hal_adc_result(void) {
    WHOLE { return ADC; }
    return 0;
}

ISR(ADC_vect) {
    waits_for_sleep = 0;
    if (comes(HAL_WAKE_ADC))
        FIRMWARE_HANDLER(HAL_EV_ADC, converting, ADC);
    if (!hal_adc_busy())
        ADCSRA = ADC_CLOCK;
}

void adc_resume(void) { FIRMWARE_HANDLER(HAL_EV_ADC, converting, ADC); }
