/* Main style on a microcontroller: an interrupt that lets others in. What the program and its
 * interrupts say on the chain is in the order in which they are at work. */
#include <avr/interrupt.h>

#include "hal/cellhal.h"

#define SLOW 0
#define LATE 1

static volatile uint8_t turns;

static void say(char what) {
    while (!hal_uart_put(HAL_UART_CHAIN, (uint8_t)what))
        ;
}

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 38400, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX);
    hal_timer_start(SLOW, hal_ticks_per_second() / 100, 0);
    hal_timer_start(LATE, hal_ticks_per_second() / 80, 0);
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    (void)event;
    (void)arg;
    if (n == LATE) {
        say('l');
        return;
    }
    say('(');
    sei();
    hal_delay_us(5000);
    cli();
    say(')');
}

int main(void) {
    say('m');
    hal_delay_us(8000);
    say('m');
    hal_delay_us(20000); /* both interrupts come */
    say('m');
    hal_fail(1, 1);
}
