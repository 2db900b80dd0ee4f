#include "out_settings.h"

#include "app_link.h"
#include "chain_message.h"
#include "nvm_pair.h"
#include "nvm_record.h"

/* Where a setting lies in the record, and its size: 1 is signed, 2 and 4 are not. */
static const struct {
    uint8_t at;
    uint8_t size;
} places[] = {
    {OUT_SETTINGS_V_MIN, 2},          {OUT_SETTINGS_V_MAX, 2},
    {OUT_SETTINGS_T_MIN, 1},          {OUT_SETTINGS_T_MAX, 1},
    {OUT_SETTINGS_CHARGE_RESTART, 1}, {OUT_SETTINGS_DISCHARGE_RESTART, 1},
    {OUT_SETTINGS_CAPACITY, 4},       {OUT_SETTINGS_SOLAR_PEAK, 4},
    {OUT_SETTINGS_INVERTER_PEAK, 4},  {OUT_SETTINGS_PIN, 4},
};

static const int32_t defaults[] = {
    OUT_DEFAULT_V_MIN * 5L, OUT_DEFAULT_V_MAX * 5L,     OUT_DEFAULT_T_MIN,
    OUT_DEFAULT_T_MAX,      OUT_DEFAULT_CHARGE_RESTART, OUT_DEFAULT_DISCHARGE_RESTART,
    OUT_DEFAULT_CAPACITY,   OUT_DEFAULT_SOLAR_PEAK,     OUT_DEFAULT_INVERTER_PEAK,
    OUT_DEFAULT_PIN,
};

static uint32_t get_u32(const uint8_t* bytes) {
    return ((uint32_t)chain_u16(bytes) << 16) | chain_u16(bytes + 2);
}

static void put_u32(uint8_t* bytes, uint32_t value) {
    chain_put_u16(bytes, (uint16_t)(value >> 16));
    chain_put_u16(bytes + 2, (uint16_t)(value & 0xFFFFu));
}

static uint16_t nearest_count(int32_t millivolts) { return (uint16_t)((millivolts + 2) / 5); }

static uint8_t is_below(int32_t lower, int32_t upper, uint8_t voltages) {
    return voltages ? nearest_count(lower) < nearest_count(upper) : lower < upper;
}

uint8_t out_settings_keep_order(const struct out_settings* settings, uint8_t setting,
                                int32_t value) {
    const uint8_t voltages = setting <= APP_SET_V_MAX;
    switch (setting) {
        case APP_SET_V_MIN:
        case APP_SET_T_MIN:
            return is_below(value, out_settings_get(settings, (uint8_t)(setting + 1)), voltages);
        case APP_SET_V_MAX:
        case APP_SET_T_MAX:
            return is_below(out_settings_get(settings, (uint8_t)(setting - 1)), value, voltages);
        default:
            return 1;
    }
}

static uint8_t are_allowed(const struct out_settings* settings) {
    uint8_t allowed = 1;
    for (uint8_t i = 0; i <= APP_SET_PIN; ++i) {
        const int32_t value = out_settings_get(settings, i);
        allowed = allowed && app_setting_in_range(i, value) &&
                  out_settings_keep_order(settings, i, value);
    }
    return allowed;
}

void out_settings_read(struct out_settings* settings) {
    if (!nvm_pair_read(OUT_SETTINGS_ADDRESS, OUT_SETTINGS_COPY_ADDRESS, settings->image,
                       OUT_SETTINGS_BYTES) ||
        !are_allowed(settings)) {
        for (uint8_t i = 0; i <= APP_SET_PIN; ++i)
            out_settings_set(settings, i, defaults[i]);
    }
    if (!nvm_pair_read(OUT_TOTALS_ADDRESS, OUT_TOTALS_COPY_ADDRESS, settings->totals,
                       OUT_TOTALS_BYTES)) {
        out_settings_set_totals(settings, 0, 0);
    }
}

int32_t out_settings_get(const struct out_settings* settings, uint8_t setting) {
    const uint8_t* at = &settings->image[places[setting].at];
    if (places[setting].size == 1)
        return (int8_t)*at;
    if (places[setting].size == 2)
        return (int32_t)chain_u16(at) * 5;
    return (int32_t)get_u32(at);
}

void out_settings_set(struct out_settings* settings, uint8_t setting, int32_t value) {
    uint8_t* at = &settings->image[places[setting].at];
    if (places[setting].size == 1) {
        *at = (uint8_t)value;
    } else if (places[setting].size == 2) {
        chain_put_u16(at, nearest_count(value));
    } else {
        put_u32(at, (uint32_t)value);
    }
    nvm_record_seal(settings->image, OUT_SETTINGS_BYTES);
}

struct relay_limits out_settings_limits(const struct out_settings* settings) {
    const uint8_t* image = settings->image;
    struct relay_limits limits;
    limits.v_min = chain_u16(&image[OUT_SETTINGS_V_MIN]);
    limits.v_max = chain_u16(&image[OUT_SETTINGS_V_MAX]);
    limits.t_min = temperature_to_raw((int8_t)image[OUT_SETTINGS_T_MIN]);
    limits.t_max = temperature_to_raw((int8_t)image[OUT_SETTINGS_T_MAX]);
    limits.charge_restart_percent = image[OUT_SETTINGS_CHARGE_RESTART];
    limits.discharge_restart_percent = image[OUT_SETTINGS_DISCHARGE_RESTART];
    return limits;
}

uint32_t out_settings_collected_wh(const struct out_settings* settings) {
    return get_u32(&settings->totals[OUT_TOTALS_COLLECTED]);
}

uint32_t out_settings_consumed_wh(const struct out_settings* settings) {
    return get_u32(&settings->totals[OUT_TOTALS_CONSUMED]);
}

void out_settings_set_totals(struct out_settings* settings, uint32_t collected_wh,
                             uint32_t consumed_wh) {
    put_u32(&settings->totals[OUT_TOTALS_COLLECTED], collected_wh);
    put_u32(&settings->totals[OUT_TOTALS_CONSUMED], consumed_wh);
    nvm_record_seal(settings->totals, OUT_TOTALS_BYTES);
}

void out_settings_write(const struct out_settings* settings) {
    if (nvm_pair_write(OUT_SETTINGS_ADDRESS, OUT_SETTINGS_COPY_ADDRESS, settings->image,
                       OUT_SETTINGS_BYTES)) {
        return;
    }
    (void)nvm_pair_write(OUT_TOTALS_ADDRESS, OUT_TOTALS_COPY_ADDRESS, settings->totals,
                         OUT_TOTALS_BYTES);
}
