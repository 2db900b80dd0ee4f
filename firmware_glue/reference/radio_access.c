#include "radio_access.h"

#include "hal/cellhal.h"
#include "settings.h"

static uint8_t has_passed(const struct radio_access* access, uint32_t seconds) {
    return hal_ticks() - access->since_ticks >= hal_ticks_per_second() * seconds;
}

void radio_access_reset(struct radio_access* access, uint8_t board_version, uint8_t pressed) {
    access->since_ticks = hal_ticks();
    access->pressed = pressed;
    access->hold_done = pressed; /* this hold is for the radio, not for the PIN */
    access->setting_up = pressed;
    access->awake = pressed || board_version >= OUT_VERSION_RADIO_AWAKE;
}

uint8_t radio_access_button(struct radio_access* access, uint8_t pressed) {
    if (access->setting_up) {
        access->setting_up = !has_passed(access, OUT_RADIO_SET_UP_S);
        return 0;
    }
    access->awake |= pressed;
    if (!pressed || !access->pressed) {
        access->since_ticks = hal_ticks();
        access->hold_done = 0;
    }
    access->pressed = pressed;
    if (access->hold_done || !pressed || !has_passed(access, OUT_BUTTON_HOLD_S))
        return 0;
    access->hold_done = 1;
    return 1;
}

uint8_t radio_access_open(const struct radio_access* access) {
    return access->awake && !access->setting_up;
}
