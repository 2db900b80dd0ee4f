#include "Arduino.h"

static uint8_t reference = DEFAULT;

static void select(uint8_t input) {
#if defined(__AVR_ATtiny841__)
    static constexpr uint8_t selections[] = {_BV(REFS2), 0, 0, _BV(REFS0)};
    ADMUXA = input;
    ADMUXB = selections[reference];
#else
    ADMUX = reference << REFS0 | input;
#endif
}

extern "C" void analogReference(uint8_t mode) { reference = mode; }

extern "C" int analogRead(uint8_t pin) {
    select(pin < A0 ? pin : pin - A0);
    ADCSRA = 1 << ADEN | 1 << ADPS2 | 1 << ADPS1;
    ADCSRA |= 1 << ADSC;
    loop_until_bit_is_clear(ADCSRA, ADSC);
    return ADC;
}
