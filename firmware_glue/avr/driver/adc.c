#include <avr/interrupt.h>

#include "board.h"

/* 8 MHz by 64: 125 kHz, of 50 to 200 kHz for all ten bits. */
#define ADC_CLOCK ((1 << ADPS2) | (1 << ADPS1))

/* HAL_ADC_REF_EXTERNAL is the pin AREF. */
#define REFERENCE_SUPPLY (1 << REFS0)
#define REFERENCE_INTERNAL ((1 << REFS1) | (1 << REFS0))

static uint8_t converting; /* the channel */

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

/* HAL_ADC_QUIET changes nothing: in the converter's noise reduction mode the USARTs and timer 1
 * would stand still. */
void hal_adc_start(uint8_t channel, uint8_t reference, uint8_t flags) {
    (void)flags;
    if ((ADCSRA & (1 << ADSC)) || channel >= HAL_ADC_CHANNEL_COUNT ||
        reference > HAL_ADC_REF_EXTERNAL)
        return; /* one converter: a start while it is busy is lost */
    uint8_t selection = input_of(channel);
    if (reference == HAL_ADC_REF_INTERNAL)
        selection |= REFERENCE_INTERNAL;
    if (reference == HAL_ADC_REF_SUPPLY)
        selection |= REFERENCE_SUPPLY;
    converting = channel;
    ADMUX = selection;
    ADCSRA = (1 << ADEN) | (1 << ADSC) | (1 << ADIE) | ADC_CLOCK;
}

uint8_t hal_adc_busy(void) { return (ADCSRA & (1 << ADSC)) != 0; }

uint16_t hal_adc_result(void) { return ADC; }

ISR(ADC_vect) { fw_event(HAL_EV_ADC, converting, ADC); }
