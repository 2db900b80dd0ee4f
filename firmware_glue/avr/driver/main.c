/* From power or a reset to the firmware. All work is done in interrupts, which do not nest; between
 * them the CPU sleeps. */
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "board.h"
#include "reset_cause.h"

hal_irq_t hal_irq_save(void) {
    const uint8_t status = SREG;
    cli();
    return status;
}

void hal_irq_restore(hal_irq_t state) { SREG = state; }

int main(void) {
    const uint8_t cause = reset_cause_take();
    wdt_disable(); /* it goes on after its own reset */
    pins_start();
    timers_start();
    uarts_start();
    fw_reset(cause);
    set_sleep_mode(SLEEP_MODE_IDLE); /* USARTs and timer 1 go on */
    sleep_enable();
    sei();
    for (;;)
        sleep_cpu();
}
