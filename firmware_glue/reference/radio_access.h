/* Whether OUT answers the app, and what its button does to that (M-APP-01). The button is looked at
 * with every message and, while there are none, whenever the communication timer runs. */
#ifndef RADIO_ACCESS_H
#define RADIO_ACCESS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct radio_access {
    uint32_t since_ticks; /* of the hold, or of the radio's set-up */
    uint8_t pressed;
    uint8_t hold_done; /* this hold has done what it does */
    uint8_t setting_up;
    uint8_t awake;
};

/* At power-up, with the state of the button: held, it sets the radio up anew. */
void radio_access_reset(struct radio_access* access, uint8_t board_version, uint8_t pressed);

/* Takes the button's state; 1 once for each hold that sets the PIN back. */
uint8_t radio_access_button(struct radio_access* access, uint8_t pressed);

/* 1 when what the app sends is heard. */
uint8_t radio_access_open(const struct radio_access* access);

#ifdef __cplusplus
}
#endif
#endif
