/* From power or a reset to the firmware. In event style all work is done in interrupts, which do
 * not nest; between them the CPU sleeps. */
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "reset_cause.h"
#include "sleep.h"

hal_irq_t hal_irq_save(void) {
    const uint8_t status = SREG;
    cli();
    return status >> SREG_I;
}

void hal_irq_restore(hal_irq_t state) {
    if (state)
        sei();
}

static void start_firmware(void) {
    const uint8_t cause = reset_cause_take();
    wdt_disable(); /* it goes on after its own reset */
    pins_start();
    timers_start();
    uarts_start();
    fw_reset(cause);
}

#if CELLFW_STYLE == CELLFW_STYLE_MAIN

/* The firmware has its own main(), which comes behind this; the library stops the CPU when it
 * returns. */
__attribute__((constructor)) static void start_main_style(void) {
    start_firmware();
    sei();
}

/* Until a tick, so that interrupts do not make it longer. */
void hal_delay_us(uint32_t us) {
    const uint32_t longest_us = UINT32_MAX / (F_CPU / 1000000);
    while (us != 0) {
        const uint32_t part_us = us < longest_us ? us : longest_us;
        const uint32_t begin = hal_ticks();
        while (hal_ticks() - begin < part_us * (F_CPU / 1000000))
            ;
        us -= part_us;
    }
}

#else

int main(void) {
    start_firmware();
    sleep_enable(); /* idle, or as the firmware has said: USARTs and timer 1 go on */
    sei();
    for (;;) {
        __asm__ volatile("" ::: "memory"); /* handlers write it */
        if (sleep_is_used) {
            cli();
            sleep_catch_up();
            sei(); /* and the next instruction comes before any interrupt */
        }
        sleep_cpu();
    }
}

#endif
