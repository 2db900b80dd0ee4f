#include "bypass.h"

#include <Arduino.h>

Bypass bypass;

namespace {

// Timer 1 behind a prescaler of 64 at 8 MHz: 125 counts a millisecond.
constexpr uint8_t clock = _BV(WGM12) | _BV(CS11) | _BV(CS10);
constexpr uint16_t counts_a_step = 125;

}  // namespace

void Bypass::set(uint8_t duty) {
    duty_ = duty;
    go_on();
}

void Bypass::pause() {
    TIMSK1 = 0;
    TCCR1B = 0;
    digitalWrite(PIN_BYPASS, LOW);
}

void Bypass::go_on() {
    pause();
    is_high_ = duty_ != 0;
    digitalWrite(PIN_BYPASS, is_high_);
    if (!is_switching())
        return;
    TCNT1 = 0;
    OCR1A = duty_ * counts_a_step - 1;
    TCCR1B = clock;
    TIMSK1 = _BV(OCIE1A);
}

void Bypass::on_timer() {
    is_high_ = !is_high_;
    if (is_high_)
        PORTB |= _BV(PB1);
    else
        PORTB &= ~_BV(PB1);
    OCR1A = (is_high_ ? duty_ : full - duty_) * counts_a_step - 1;
}

ISR(TIMER1_COMPA_vect) { bypass.on_timer(); }
