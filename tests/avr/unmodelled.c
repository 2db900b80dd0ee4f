/* A program that uses what its microcontroller has, but the simulator does not. */
#include <avr/io.h>

#include "hal/cellhal.h"

void fw_reset(uint8_t cause) {
    (void)cause;
    TCCR0B = 1 << CS00;
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    (void)event;
    (void)n;
    (void)arg;
}
