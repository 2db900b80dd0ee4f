#include "relay_driver.h"

#include "hal/cellhal.h"
#include "settings.h"

static void start_waiting(struct relay_driver* driver) {
    const uint8_t relay = driver->waiting[OUT_FIRST_PULSED_RELAY] ? OUT_FIRST_PULSED_RELAY
                                                                  : 1 - OUT_FIRST_PULSED_RELAY;
    if (!driver->waiting[relay])
        return;
    driver->pulsing = driver->waiting[relay];
    driver->waiting[relay] = 0;
    hal_pin_write((uint8_t)(driver->pulsing - 1), 1);
    hal_timer_start(driver->timer, hal_ticks_per_second() / 1000 * OUT_COIL_PULSE_MS, 0);
}

void relay_driver_reset(struct relay_driver* driver, uint8_t timer) {
    driver->timer = timer;
    for (uint8_t pin = HAL_PIN_COIL_CHARGE_SET; pin <= HAL_PIN_COIL_LOAD_RESET; ++pin) {
        hal_pin_write(pin, 0);
    }
}

void relay_driver_move(struct relay_driver* driver, uint8_t relay, uint8_t allowed) {
    const uint8_t set = relay == RELAY_CHARGE ? HAL_PIN_COIL_CHARGE_SET : HAL_PIN_COIL_LOAD_SET;
    const uint8_t reset =
        relay == RELAY_CHARGE ? HAL_PIN_COIL_CHARGE_RESET : HAL_PIN_COIL_LOAD_RESET;
    driver->waiting[relay] = (uint8_t)((allowed ? set : reset) + 1);
    if (!driver->pulsing)
        start_waiting(driver);
}

void relay_driver_timer(struct relay_driver* driver) {
    hal_pin_write((uint8_t)(driver->pulsing - 1), 0);
    driver->pulsing = 0;
    start_waiting(driver);
}
