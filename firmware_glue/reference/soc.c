#include "soc.h"

#include "settings.h"

#define DAY_HALF_SECONDS ((uint32_t)2 * OUT_DAY_S)
#define CHARGE_PER_AH UINT32_C(57600) /* a plain 57600u has 16 bits on an AVR */
#define CHARGE_PER_WH_AND_CELL (CHARGE_PER_AH * 1000u / OUT_NOMINAL_CELL_MV) /* 18000 */
#define LARGEST_WH_PER_CELL 200000u /* keeps the capacity within 32 bits */

static uint32_t scale(uint32_t value, uint32_t by, uint32_t from) {
    return from == 0 ? 0 : (uint32_t)((uint64_t)value * by / from);
}

static uint32_t capacity_of(uint32_t wh, uint8_t cells) {
    if (wh / cells >= LARGEST_WH_PER_CELL)
        return LARGEST_WH_PER_CELL * CHARGE_PER_WH_AND_CELL;
    return scale(wh, CHARGE_PER_WH_AND_CELL, cells);
}

void soc_set_capacity(struct soc* soc, uint32_t capacity_wh, uint8_t cells) {
    if (soc->cells == cells && soc->capacity_wh == capacity_wh)
        return;
    const uint32_t capacity = capacity_of(capacity_wh, cells);
    if (soc->capacity == 0) {
        soc->charge = scale(capacity, OUT_INITIAL_SOC_PERCENT, 100);
    } else {
        soc->charge = scale(soc->charge, capacity, soc->capacity);
    }
    soc->capacity = capacity;
    soc->capacity_wh = capacity_wh;
    soc->cells = cells;
}

void soc_add(struct soc* soc, int32_t charge) {
    const uint32_t room = soc->capacity - soc->charge;
    if (charge >= 0) {
        soc->charge = (uint32_t)charge >= room ? soc->capacity : soc->charge + (uint32_t)charge;
    } else {
        const uint32_t taken = (uint32_t)-charge;
        soc->charge = taken >= soc->charge ? 0 : soc->charge - taken;
    }
}

void soc_set_full(struct soc* soc) {
    soc->charge = soc->capacity;
    soc->calibrated = 1;
}

uint8_t soc_percent(const struct soc* soc) {
    return (uint8_t)scale(soc->charge, 100, soc->capacity);
}

uint32_t soc_stored_wh(const struct soc* soc) {
    return scale(soc->charge, soc->capacity_wh, soc->capacity);
}

uint8_t soc_is_full(uint8_t critical, uint16_t lowest_voltage, uint32_t pack_voltage,
                    uint16_t v_bypass, uint8_t cells) {
    if (critical)
        return pack_voltage >= (uint32_t)v_bypass * cells;
    return lowest_voltage >= v_bypass;
}

void energy_count(struct energy_counter* counter, int32_t charge, uint32_t pack_voltage) {
    if (charge <= 0)
        return;
    const uint64_t sum = (uint64_t)(uint32_t)charge * pack_voltage + counter->rest;
    const uint32_t whole = (uint32_t)(sum / ENERGY_UNITS_PER_WH);
    counter->rest = (uint32_t)(sum - (uint64_t)whole * ENERGY_UNITS_PER_WH);
    counter->today_wh += whole;
    counter->total_wh += whole;
}

void energy_pass_time(struct energy* energy, uint8_t half_seconds) {
    energy->half_seconds += half_seconds;
    if (energy->half_seconds < DAY_HALF_SECONDS)
        return;
    energy->half_seconds -= DAY_HALF_SECONDS;
    energy->collected.today_wh = 0;
    energy->consumed.today_wh = 0;
}

void energy_clear(struct energy* energy) {
    static const struct energy_counter zero = {0, 0, 0};
    energy->collected = zero;
    energy->consumed = zero;
}
