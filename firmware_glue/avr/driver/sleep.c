/* Sleep until a wake source. The CPU's own modes are idle and, for deep sleep, power-down; which
 * interrupts end it is decided here, for each of them ends a sleep of the CPU. */
#include "sleep.h"

#include <avr/interrupt.h>
#include <avr/sleep.h>

uint8_t sleep_is_used;
static uint16_t held_back; /* sources that wait until another one has come */
static uint16_t waiting;   /* those of them that have come */
static uint16_t told;      /* main style: those that have not been held back */

uint8_t sleep_lets_through(uint16_t source) {
    if (held_back & source) {
        waiting |= source;
        return 0;
    }
    told |= source;
    if (CELLFW_STYLE == CELLFW_STYLE_EVENT && held_back) {
        held_back = 0;
        set_sleep_mode(SLEEP_MODE_IDLE);
    }
    return 1;
}

/* In the contract's order. */
void sleep_catch_up(void) {
    const uint16_t sources = waiting;
    if (held_back || !sources)
        return;
    waiting = 0;
    if (sources & HAL_WAKE_WATCHDOG)
        watchdog_resume();
    if (sources & HAL_WAKE_TIMER)
        timers_resume();
    if (sources & HAL_WAKE_UART_START)
        lines_resume();
    uarts_resume(sources);
    if (sources & HAL_WAKE_ADC)
        adc_resume();
    if (sources & HAL_WAKE_NVM)
        nvm_resume();
    if (sources & HAL_WAKE_PIN)
        pins_resume();
}

#if CELLFW_STYLE == CELLFW_STYLE_MAIN

/* Idle, the others are served meanwhile. */
void hal_sleep(uint8_t mode, uint16_t wake) {
    cli();
    sleep_is_used = 1;
    set_sleep_mode(mode == HAL_SLEEP_DEEP ? SLEEP_MODE_PWR_DOWN : SLEEP_MODE_IDLE);
    sleep_enable();
    held_back = mode == HAL_SLEEP_IDLE ? 0 : (uint16_t)~wake;
    told = 0;
    do {
        sei();
        sleep_cpu(); /* comes before any interrupt */
        cli();
    } while (!(told & wake));
    held_back = 0;
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_catch_up();
    sei();
}

#else

/* From the handler's end on; received bytes end it in any case. */
void hal_sleep(uint8_t mode, uint16_t wake) {
    sleep_is_used = 1;
    held_back = (uint16_t) ~(wake | HAL_WAKE_UART_BYTE);
    set_sleep_mode(mode == HAL_SLEEP_DEEP ? SLEEP_MODE_PWR_DOWN : SLEEP_MODE_IDLE);
}

#endif
