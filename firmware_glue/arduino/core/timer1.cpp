#include "avr/interrupt.h"
#include "core/clocks.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// Timer 1 counts the board's ticks behind its prescaler, up to 65535 or, in CTC mode, to OCR1A.
// Compare unit B, the outputs and the other modes are refused.

namespace {

constexpr uint32_t full_turn = 65536;
constexpr uint8_t clock_bits = 1 << CS12 | 1 << CS11 | 1 << CS10;

uint8_t control;
uint8_t mask;
uint16_t compare = 0;
uint16_t stopped_at = 0;
uint32_t turned_at;  ///< tick at which the count was 0, while it runs
bool has_clock = true;
bool goes_all_round;  ///< OCR1A was moved below the count: `turned_at` is still to come

HARDWARE uint32_t prescaler() {
    static constexpr uint16_t dividers[] = {0, 1, 8, 64, 256, 1024};
    return dividers[control & clock_bits];
}

HARDWARE bool is_running() { return has_clock && (control & clock_bits) != 0; }
HARDWARE bool clears_on_match() { return (control & 1 << WGM12) != 0; }

HARDWARE uint32_t counts_a_turn() { return clears_on_match() ? compare + uint32_t{1} : full_turn; }

/// Turns that are over are left behind.
HARDWARE uint32_t count_now() {
    if (!is_running())
        return stopped_at;
    const uint32_t now = hal_ticks();
    const uint32_t turn = counts_a_turn() * prescaler();
    if (goes_all_round && static_cast<int32_t>(now - turned_at) < 0)
        return full_turn - 1 - (turned_at - now - 1) / prescaler();
    goes_all_round = false;
    turned_at += (now - turned_at) / turn * turn;
    return (now - turned_at) / prescaler();
}

/// The interrupt comes with the clock behind the match.
HARDWARE void arm() {
    hal_timer_stop(avr::timer1);
    if (!is_running() || (mask & 1 << OCIE1A) == 0)
        return;
    uint32_t match = turned_at + (compare + uint32_t{1}) * prescaler();
    if (static_cast<int32_t>(match - hal_ticks()) <= 0)
        match += counts_a_turn() * prescaler();
    hal_timer_at(avr::timer1, match);
}

HARDWARE void go_on_from(uint32_t count) {
    stopped_at = static_cast<uint16_t>(count);
    goes_all_round = false;
    turned_at = hal_ticks() - count * prescaler();
    arm();
}

}  // namespace

namespace avr {

HARDWARE void set_timer1_clock(bool runs) {
    const uint32_t count = count_now();
    has_clock = runs;
    go_on_from(count);
}

HARDWARE uint8_t read_tccr1a() { return 0; }

HARDWARE void write_tccr1a(uint8_t value) {
    IS_MODELLED(value == 0, "TCCR1A: outputs, and modes but normal and CTC, are not there");
}

HARDWARE uint8_t read_tccr1b() { return control; }

HARDWARE void write_tccr1b(uint8_t value) {
    IS_MODELLED((value & ~(clock_bits | 1 << WGM12)) == 0, "TCCR1B: only WGM12 and CS12 ... CS10");
    IS_MODELLED((value & clock_bits) <= 5, "TCCR1B: nothing is on the pin of the external clock");
    const uint32_t count = count_now();
    control = value;
    go_on_from(count);
}

HARDWARE uint16_t read_tcnt1() { return static_cast<uint16_t>(count_now()); }
HARDWARE void write_tcnt1(uint16_t value) { go_on_from(value); }
HARDWARE uint16_t read_ocr1a() { return compare; }

// A count that is beyond the new value already goes all the way round.
HARDWARE void write_ocr1a(uint16_t value) {
    const uint32_t count = count_now();
    compare = value;
    if (is_running() && clears_on_match() && count > value && !goes_all_round) {
        turned_at += full_turn * prescaler();
        goes_all_round = true;
    }
    arm();
}

HARDWARE uint8_t read_timsk1() { return mask; }

HARDWARE void write_timsk1(uint8_t value) {
    IS_MODELLED((value & ~(1 << OCIE1A)) == 0, "TIMSK1: only OCIE1A");
    mask = value;
    (void)count_now();
    arm();
}

HARDWARE void take_timer1_event() {
    (void)count_now();
    arm();
    TIMER1_COMPA_vect();
}

}  // namespace avr
