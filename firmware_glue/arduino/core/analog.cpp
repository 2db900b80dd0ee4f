#include "Arduino.h"

static uint8_t reference = DEFAULT;

extern "C" void analogReference(uint8_t mode) { reference = mode; }

extern "C" int analogRead(uint8_t pin) {
    ADMUX = reference << REFS0 | (pin < A0 ? pin : pin - A0);
    ADCSRA = 1 << ADEN | 1 << ADPS2 | 1 << ADPS1;
    ADCSRA |= 1 << ADSC;
    loop_until_bit_is_clear(ADCSRA, ADSC);
    return ADC;
}
