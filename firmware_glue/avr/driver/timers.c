/* The tick counter, timer 1 with its overflows counted, and the contract's timers on its compare
 * unit A. Everything here runs with interrupts masked, in main style by WHOLE. */
#include <avr/interrupt.h>

#include "sleep.h"

/* No compare is set closer than this: it would pass before the registers are written. */
#define NEAREST_TICKS 64

static uint16_t overflows; /* the high half of the ticks */
static uint16_t wraps;     /* of the ticks */
static struct {
    uint32_t due;
    uint32_t period; /* 0: once */
} timers[HAL_TIMER_COUNT];
static uint8_t running;    /* a bit for each */
static uint8_t next;       /* the first that is due; only while one is running */
static uint16_t next_turn; /* the high half of when */

void timers_start(void) {
    TIMSK1 = 1 << TOIE1;
    TCCR1B = 1 << CS10; /* the CPU's clock */
}

uint32_t hal_ticks_per_second(void) { return F_CPU; }

/* A compare that is due at the very beginning of the turn has passed already. */
__attribute__((always_inline)) static inline void count_overflow(void) {
    if (++overflows == 0)
        ++wraps;
    if (overflows != next_turn)
        return;
    const uint16_t soonest = TCNT1 + NEAREST_TICKS;
    if (OCR1A < soonest)
        OCR1A = soonest;
    TIFR1 = 1 << OCF1A;
    TIMSK1 |= 1 << OCIE1A;
}

/* Apart, so that who only looks at the time saves no registers for it. */
__attribute__((noinline)) static void count_late_overflow(void) {
    TIFR1 = 1 << TOV1;
    count_overflow();
}

/* Interrupts may be masked for longer than a turn of the counter, as long as this is called once in
 * each. */
uint32_t hal_ticks(void) {
    WHOLE {
        union { /* shifting takes 30 cycles */
            uint16_t halves[2];
            uint32_t all;
        } ticks;
        ticks.halves[0] = TCNT1;
        if (TIFR1 & (1 << TOV1)) {
            count_late_overflow();
            ticks.halves[0] = TCNT1;
        }
        ticks.halves[1] = overflows;
        return ticks.all;
    }
    return 0;
}

uint32_t hal_millis(void) {
    WHOLE {
        const uint32_t ticks = hal_ticks();
        return (uint32_t)(((uint64_t)wraps << 32 | ticks) / (F_CPU / 1000));
    }
    return 0;
}

/* The compare unit sees the low half alone, so it is on only for the last turn of the counter. */
static void set_compare(uint32_t due) {
    const uint32_t now = hal_ticks();
    const int32_t left = (int32_t)(due - now);
    const uint8_t is_near = left < NEAREST_TICKS;
    OCR1A = is_near ? (uint16_t)(now + NEAREST_TICKS) : (uint16_t)due;
    TIFR1 = 1 << OCF1A;
    next_turn = (uint16_t)(due >> 16);
    if (is_near || next_turn == (uint16_t)(now >> 16)) {
        TIMSK1 |= 1 << OCIE1A;
    } else {
        TIMSK1 &= (uint8_t) ~(1 << OCIE1A);
    }
}

static uint8_t is_sooner(uint8_t a, uint8_t b) {
    return (int32_t)(timers[a].due - timers[b].due) < 0;
}

static void find_next(void) {
    if (!running) {
        TIMSK1 &= (uint8_t) ~(1 << OCIE1A);
        return;
    }
    uint8_t first = HAL_TIMER_COUNT;
    for (uint8_t id = 0; id < HAL_TIMER_COUNT; ++id) {
        if ((running & (1 << id)) && (first == HAL_TIMER_COUNT || is_sooner(id, first)))
            first = id;
    }
    next = first;
    set_compare(timers[first].due);
}

static void start(uint8_t id, uint32_t due, uint32_t period) {
    const uint8_t was_next = running && next == id;
    timers[id].due = due;
    timers[id].period = period;
    const uint8_t is_only = (running & (uint8_t) ~(1 << id)) == 0;
    running |= (uint8_t)(1 << id);
    if (is_only || (!was_next && is_sooner(id, next))) {
        next = id;
        set_compare(timers[id].due);
    } else if (was_next) {
        find_next();
    }
}

void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic) {
    WHOLE {
        if (id < HAL_TIMER_COUNT && ticks != 0)
            start(id, hal_ticks() + ticks, periodic ? ticks : 0);
    }
}

void hal_timer_at(uint8_t id, uint32_t tick) {
    WHOLE {
        if (id < HAL_TIMER_COUNT)
            start(id, tick, 0);
    }
}

static uint8_t is_due(uint8_t id) { return (int32_t)(timers[id].due - hal_ticks()) <= 0; }

/* In main style interrupts may be masked: an event that waits already comes. */
void hal_timer_stop(uint8_t id) {
    WHOLE {
        if (id >= HAL_TIMER_COUNT || !(running & (1 << id)))
            return;
        if (CELLFW_STYLE == CELLFW_STYLE_MAIN && is_due(id)) {
            timers[id].period = 0;
            return;
        }
        running &= (uint8_t) ~(1 << id);
        if (next == id)
            find_next();
    }
}

static void serve_next(void) {
    const uint8_t id = next;
    if (timers[id].period) {
        timers[id].due += timers[id].period;
    } else {
        running &= (uint8_t) ~(1 << id);
    }
    find_next();
    FIRMWARE_HANDLER(HAL_EV_TIMER, id, 0);
}

ISR(TIMER1_COMPA_vect) {
    if (running && is_due(next) && comes(HAL_WAKE_TIMER))
        serve_next();
}

void timers_resume(void) {
    if (running && is_due(next))
        serve_next();
}

/* It may delay a byte, so it calls nothing. */
ISR(TIMER1_OVF_vect) { count_overflow(); }
