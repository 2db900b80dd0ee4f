#include <avr/interrupt.h>

#include "board.h"

/* 8 MHz by 64: 125 kHz, of 50 to 200 kHz for all ten bits. */
#define ADC_CLOCK ((1 << ADPS2) | (1 << ADPS1))
#define INPUT_MASK 0x07

void hal_adc_start(uint8_t channel, uint8_t reference, uint8_t flags) {
    (void)flags; /* between interrupts the CPU sleeps anyway */
    if ((ADCSRA & (1 << ADSC)) || reference != HAL_ADC_REF_INTERNAL)
        return; /* one converter: a start while it is busy is lost */
    ADMUX = (uint8_t)((1 << REFS0) | channel);
    ADCSRA = (1 << ADEN) | (1 << ADSC) | (1 << ADIE) | ADC_CLOCK;
}

ISR(ADC_vect) { fw_event(HAL_EV_ADC, ADMUX & INPUT_MASK, ADC); }
