/* The OUT board's settings and energy totals, as kept in non-volatile memory (settings.h). */
#ifndef OUT_SETTINGS_H
#define OUT_SETTINGS_H

#include "relay_logic.h"
#include "settings.h"

#ifdef __cplusplus
extern "C" {
#endif

struct out_settings {
    uint8_t image[OUT_SETTINGS_BYTES];
    uint8_t totals[OUT_TOTALS_BYTES];
};

/* From memory; defaults and zero totals where no valid record is. A record of settings is valid as
 * a whole: each within its range, each minimum below its maximum. */
void out_settings_read(struct out_settings* settings);

/* Settings by their APP_SET_ number and in the units of the app link. */
int32_t out_settings_get(const struct out_settings* settings, uint8_t setting);
void out_settings_set(struct out_settings* settings, uint8_t setting, int32_t value);

/* 0 when V-min would not be below V-max any more, or T-min below T-max, as counts. */
uint8_t out_settings_keep_order(const struct out_settings* settings, uint8_t setting,
                                int32_t value);

struct relay_limits out_settings_limits(const struct out_settings* settings);

uint32_t out_settings_collected_wh(const struct out_settings* settings);
uint32_t out_settings_consumed_wh(const struct out_settings* settings);
void out_settings_set_totals(struct out_settings* settings, uint32_t collected_wh,
                             uint32_t consumed_wh);

/* Writes the next changed byte; call after changes and at HAL_EV_NVM_DONE. */
void out_settings_write(const struct out_settings* settings);

#ifdef __cplusplus
}
#endif
#endif
