/* Coil pulses of the two latching relays, one coil at a time (M-OUT-01). */
#ifndef RELAY_DRIVER_H
#define RELAY_DRIVER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RELAY_CHARGE 0
#define RELAY_LOAD 1

struct relay_driver {
    uint8_t timer;
    uint8_t pulsing;    /* coil pin + 1; 0: none */
    uint8_t waiting[2]; /* by relay, likewise */
};

void relay_driver_reset(struct relay_driver* driver, uint8_t timer);

/* Moves the relay, at once or after the pulse that is running; the last request counts. */
void relay_driver_move(struct relay_driver* driver, uint8_t relay, uint8_t allowed);

/* Takes HAL_EV_TIMER of its timer. */
void relay_driver_timer(struct relay_driver* driver);

#ifdef __cplusplus
}
#endif
#endif
