/* Firmware for tests: answers a byte of the chain by what some calls return.
 *
 *   'c'  the reset's cause, twice         'm'  milliseconds since the reset, low byte
 *   'a'  'A' 2 ms later, by timer_at      'i'  converts: whether busy, then the code's low byte,
 *   'u'  the UART's state, put, state          from the event and from the result
 *   's'  'S' 1 ms later, but sleeps till a byte comes   'S'  the same, the timer wakes it
 *   'd'  blocks                           'p'  polls for ever */
#include "firmware_glue/hal/cellhal.h"

static uint8_t timer_answer;

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
}

static void answer(uint8_t byte) { (void)hal_uart_put(HAL_UART_CHAIN, byte); }

static void sleep_until(uint16_t wake) {
    timer_answer = 'S';
    hal_timer_start(0, hal_ticks_per_second() / 1000, 0);
    hal_sleep(HAL_SLEEP_STANDBY, wake);
}

static void obey(uint8_t letter) {
    const uint8_t state = hal_uart_state(HAL_UART_CHAIN);
    switch (letter) {
        case 'c':
            answer(hal_reset_cause());
            answer(hal_reset_cause());
            break;
        case 'm':
            answer((uint8_t)hal_millis());
            break;
        case 'a':
            timer_answer = 'A';
            hal_timer_at(0, hal_ticks() + hal_ticks_per_second() / 500);
            break;
        case 'i':
            hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
            answer(hal_adc_busy());
            break;
        case 'u':
            answer(state);
            answer(hal_uart_state(HAL_UART_CHAIN));
            break;
        case 's':
            sleep_until(HAL_WAKE_ADC);
            break;
        case 'S':
            sleep_until(HAL_WAKE_TIMER);
            break;
        case 'd':
            hal_delay_us(1);
            break;
        case 'p':
            for (;;)
                hal_poll();
        default:
            break;
    }
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE && n == HAL_UART_CHAIN) {
        uint8_t errors = 0;
        if (hal_uart_get(n, &errors) != -1)
            hal_fail(1, 1); /* the event has taken it */
        obey((uint8_t)arg);
    } else if (event == HAL_EV_TIMER) {
        answer(timer_answer);
    } else if (event == HAL_EV_ADC) {
        answer((uint8_t)(arg == hal_adc_result() ? arg : 0));
    }
}
