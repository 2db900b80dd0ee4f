/* A program that uses what its microcontroller has, but the simulator does not: WHAT says what. */
#include <avr/io.h>
#include <avr/sleep.h>

#include "hal/cellhal.h"

#define SPI 1
#define TIMER0_INTERRUPT 2
#define CTC 3
#define NOISE_REDUCTION 4

void fw_reset(uint8_t cause) {
    (void)cause;
    if (WHAT == SPI)
        SPCR = 1 << SPE;
    if (WHAT == TIMER0_INTERRUPT)
        TIMSK0 = 1 << TOIE0;
    if (WHAT == CTC)
        TCCR0A = 1 << WGM01;
    if (WHAT == NOISE_REDUCTION)
        set_sleep_mode(SLEEP_MODE_ADC);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    (void)event;
    (void)n;
    (void)arg;
}
