/* PWM by timers 0 and 2, each with the channel on its output B: ATmega328P data sheet, "8-bit
 * Timer/Counter0 with PWM", mode 7: from 0 to OCRnA, the output high up to OCRnB. */
#include "board.h"

#define FAST_PWM ((1 << WGM01) | (1 << WGM00)) /* WGM02 is in the other register */
#define OUTPUT_B (1 << COM0B1)
#define COUNTS 256

/* Clocks of each prescaler, as a power of two, behind the first; with all it takes a 32-bit period
 * further. */
static const uint8_t steps0[] = {3, 6, 8, 10};
static const uint8_t steps2[] = {3, 5, 6, 7, 8, 10};

struct timer {
    volatile uint8_t* control_a;
    volatile uint8_t* control_b;
    volatile uint8_t* count;
    volatile uint8_t* top;
    volatile uint8_t* compare;
    const uint8_t* steps;
    uint8_t step_count;
};

static const struct timer timer_of[HAL_PWM_COUNT] = {
    [HAL_PWM_BYPASS] = {&TCCR0A, &TCCR0B, &TCNT0, &OCR0A, &OCR0B, steps0, sizeof(steps0)},
    [HAL_PWM_LED_INFO] = {&TCCR2A, &TCCR2B, &TCNT2, &OCR2A, &OCR2B, steps2, sizeof(steps2)},
};

/* The finest prescaler with which the period fits, or the coarsest. */
static uint8_t step_for(const struct timer* timer, uint32_t period) {
    uint8_t step = 0;
    while (step + 1 < timer->step_count && period >> timer->steps[step] > COUNTS)
        ++step;
    return step;
}

static uint16_t counts_of(uint32_t period, uint8_t shift) {
    const uint32_t counts = (period + (1UL << shift >> 1)) >> shift;
    return counts == 0 ? 1 : counts > COUNTS ? COUNTS : (uint16_t)counts;
}

static void run(const struct timer* timer, uint16_t duty, uint32_t period) {
    const uint8_t step = step_for(timer, period);
    const uint16_t counts = counts_of(period, timer->steps[step]);
    const uint16_t high = (uint16_t)(((uint32_t)duty * counts + 0x8000) >> 16);
    *timer->top = (uint8_t)(counts - 1);
    /* Steadily high is a match that never comes; a share too short is the shortest. */
    *timer->compare = (uint8_t)(duty == 0xFFFF ? counts - 1 : high == 0 ? 0 : high - 1);
    *timer->control_a = OUTPUT_B | FAST_PWM;
    *timer->control_b = (uint8_t)((1 << WGM02) | (step + 2));
}

void hal_pwm_set(uint8_t channel, uint16_t duty, uint32_t period_us) {
    const uint32_t longest_us = UINT32_MAX / (F_CPU / 1000000);
    if (channel >= HAL_PWM_COUNT || (duty != 0 && period_us == 0))
        return;
    const struct timer* const timer = &timer_of[channel];
    WHOLE {
        *timer->control_a = 0; /* the pin is the port's */
        *timer->control_b = 0;
        *timer->count = 0;
        if (duty != 0)
            run(timer, duty, (period_us < longest_us ? period_us : longest_us) * (F_CPU / 1000000));
    }
}
