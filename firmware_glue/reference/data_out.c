#include "data_out.h"

#include "chain_message.h"
#include "relay_logic.h"
#include "settings.h"

#define KEY_OFFSET 25
#define VERSION_MAJOR_MINOR 0x10 /* 1.0.0 */
#define VERSION_PATCH 0x00

static uint8_t* put_u8(uint8_t* at, uint8_t value) {
    *at = value;
    return at + 1;
}

static uint8_t* put_u16(uint8_t* at, uint16_t value) {
    chain_put_u16(at, value);
    return at + 2;
}

static uint8_t* put_u24(uint8_t* at, uint32_t value) {
    at = put_u8(at, (uint8_t)((value >> 16) & 0xFFu));
    return put_u16(at, (uint16_t)(value & 0xFFFFu));
}

static uint8_t* put_current(uint8_t* at, int32_t current) {
    at = put_u8(at, current < 0 ? '-' : '+');
    return put_u16(at, (uint16_t)(current < 0 ? -current : current));
}

static uint8_t* put_no_current(uint8_t* at) {
    at = put_u8(at, 'X');
    at = put_u8(at, '0');
    return put_u8(at, '0');
}

static uint8_t* put_sensor(uint8_t* at, int16_t current, uint8_t two_sensors) {
    return two_sensors ? put_current(at, current) : put_no_current(at);
}

static uint8_t* put_extreme(uint8_t* at, const struct data_out_extreme* extreme) {
    at = put_u16(at, extreme->value);
    return put_u8(at, extreme->cell);
}

int32_t data_out_battery_current(const struct data_out_values* v) {
    return v->two_sensors ? v->current1 - v->current2 : v->current1;
}

/* Byte `part` of a value of several keys, 0 the least significant. */
static uint8_t part_of(uint32_t value, uint8_t part) {
    return (uint8_t)((value >> (8 * part)) & 0xFFu);
}

static uint32_t charge_cycles(const struct data_out_values* v) {
    return v->collected_total_wh / v->capacity_wh;
}

/* Status 2 of the protocol: bits 2, 3 T-min for charging and discharging, 4, 5 the relays. */
static uint8_t status2(const struct data_out_values* v) {
    uint8_t bits = 0;
    if (v->status & WARNING_T_MIN)
        bits |= 0x0C;
    if (v->status & STATUS_CHARGE_ALLOWED)
        bits |= 0x10;
    if (v->status & STATUS_DISCHARGE_ALLOWED)
        bits |= 0x20;
    return bits;
}

uint8_t data_out_key_value(const struct data_out_values* v) {
    switch (v->key) {
        case 0: /* state of health: not measured */
        case 1: /* charge efficiency: counted as is */
            return 100;
        case 2: /* V-low */
        case 3:
            return part_of(v->v_min, (uint8_t)(3 - v->key));
        case 4: /* V-nominal */
        case 5:
            return part_of(OUT_NOMINAL_CELL_MV / 5, (uint8_t)(5 - v->key));
        case 6:
            return VERSION_MAJOR_MINOR;
        case 7:
            return VERSION_PATCH;
        case 8: /* charge cycles: collected energy over capacity */
        case 9:
            return part_of(charge_cycles(v), (uint8_t)(9 - v->key));
        case 10: /* charged energy, kWh */
        case 11:
        case 12:
            return part_of(v->collected_total_wh / 1000, (uint8_t)(12 - v->key));
        case 13: /* discharged energy, kWh */
        case 14:
        case 15:
            return part_of(v->consumed_total_wh / 1000, (uint8_t)(15 - v->key));
        case 16:
            return status2(v);
        default: /* 17 and 18, V-full */
            return part_of(v->v_bypass, (uint8_t)(18 - v->key));
    }
}

static uint8_t* put_key_or_clock(uint8_t* at, const struct data_out_values* v) {
    if (v->clock) {
        const uint32_t minutes = v->day_half_seconds / 120;
        at = put_u8(at, (uint8_t)(minutes % 60));
        return put_u8(at, (uint8_t)(minutes / 60 % 24));
    }
    at = put_u8(at, (uint8_t)(v->key + KEY_OFFSET));
    return put_u8(at, data_out_key_value(v));
}

static uint8_t* put_cell_fields(uint8_t* at, const struct data_out_values* v) {
    at = put_extreme(at, &v->lowest_voltage);
    at = put_extreme(at, &v->highest_voltage);
    at = put_extreme(at, &v->lowest_temperature);
    at = put_extreme(at, &v->highest_temperature);
    at = put_u8(at, v->record_cell);
    at = put_u8(at, v->cells);
    at = put_u16(at, v->record_voltage);
    return put_u16(at, v->record_temperature);
}

void data_out_build(uint8_t* frame, const struct data_out_values* v) {
    uint8_t* at = put_u24(frame, v->pack_voltage);
    at = put_sensor(at, v->current1, v->two_sensors);
    at = put_sensor(at, v->current2, v->two_sensors);
    at = put_current(at, data_out_battery_current(v));
    at = put_cell_fields(at, v);
    at = put_u8(at, v->status);
    at = put_u24(at, v->collected_today_wh);
    at = put_u24(at, v->stored_wh);
    at = put_u24(at, v->consumed_today_wh);
    at = put_u8(at, v->soc_percent);
    at = put_u24(at, v->collected_total_wh / 1000);
    at = put_u24(at, v->consumed_total_wh / 1000);
    at = put_key_or_clock(at, v);
    at = put_u16(at, (uint16_t)((v->capacity_wh + 50) / 100));
    at = put_u16(at, v->v_min);
    at = put_u16(at, v->v_max);
    at = put_u16(at, v->v_bypass);
    uint8_t sum = 0;
    for (uint8_t i = 0; i < DATA_OUT_BYTES - 1; ++i)
        sum = (uint8_t)(sum + frame[i]);
    *at = sum;
}

uint8_t data_out_next_record(uint8_t record, uint8_t last) {
    return record >= last ? 1 : (uint8_t)(record + 1);
}

uint8_t data_out_next_key(uint8_t key) { return key + 1 >= DATA_OUT_KEYS ? 0 : (uint8_t)(key + 1); }
