#include "Arduino.h"
#include "core/clocks.h"
#include "core/interrupts.h"
#include "core/modelled.h"

namespace {

/// Timer 0 counts to 255 behind a prescaler of 64, and its overflow is what counts the
/// milliseconds: it ends every idle sleep.
constexpr uint32_t timer0_turn_ticks = uint32_t{256} * 64;

bool timer0_runs;

// While the program has taken timer 0's clock away, what it counts stands still.
bool has_clock = true;
uint32_t stands_at_ms;
uint32_t stands_at_us;
uint32_t missed_ms;
uint32_t missed_us;

// The ticks wrap after nine minutes, and the milliseconds tell how often they have.
uint32_t microseconds() {
    static uint32_t begin_ticks = hal_ticks();
    static uint32_t begin_ms = hal_millis();
    const uint64_t ticks_a_ms = F_CPU / 1000;
    const uint64_t about = (hal_millis() - begin_ms) * ticks_a_ms;
    const uint32_t ticks = hal_ticks() - begin_ticks;
    const auto beside = static_cast<int32_t>(ticks - static_cast<uint32_t>(about));
    const uint64_t passed = about + static_cast<uint64_t>(static_cast<int64_t>(beside));
    return static_cast<uint32_t>(begin_ms * uint64_t{1000} + passed * 1000 / ticks_a_ms);
}

}  // namespace

namespace avr {

bool is_timer0_running() { return timer0_runs && has_clock; }

HARDWARE void set_timer0_clock(bool runs) {
    if (runs == has_clock)
        return;
    if (runs) {
        missed_ms = hal_millis() - stands_at_ms;
        missed_us = microseconds() - stands_at_us;
    } else {
        stands_at_ms = static_cast<uint32_t>(millis());
        stands_at_us = static_cast<uint32_t>(micros());
    }
    has_clock = runs;
}

HARDWARE void start_timer0_tick() {
    hal_timer_start(timer0, timer0_turn_ticks - hal_ticks() % timer0_turn_ticks, 0);
}

}  // namespace avr

extern "C" {

void init() { timer0_runs = true; }

unsigned long millis() { return has_clock ? hal_millis() - missed_ms : stands_at_ms; }

unsigned long micros() { return has_clock ? microseconds() - missed_us : stands_at_us; }

void delay(unsigned long ms) {
    IS_MODELLED(has_clock, "delay: timer 0 has no clock (PRTIM0)");
    constexpr unsigned long longest_ms = 4000000;  // that hal_delay_us takes
    for (; ms > longest_ms; ms -= longest_ms)
        hal_delay_us(longest_ms * 1000);
    hal_delay_us(static_cast<uint32_t>(ms * 1000));
}

void delayMicroseconds(unsigned int us) { hal_delay_us(us); }

}  // extern "C"
