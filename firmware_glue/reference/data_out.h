/* The OUT board's extended data output: one frame of 58 bytes per chain message. Positions and
 * codings are the published protocol's; byte numbers below are its own, from 1. */
#ifndef DATA_OUT_H
#define DATA_OUT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DATA_OUT_BYTES 58
#define DATA_OUT_KEYS 19 /* keys 0 ... 18 */

/* Status bits of byte 31; bits 2 to 6 are the warnings of relay_logic.h */
#define STATUS_CHARGE_ALLOWED 0x01
#define STATUS_DISCHARGE_ALLOWED 0x02
#define STATUS_SOC_NOT_CALIBRATED 0x80

struct data_out_extreme {
    uint16_t value;
    uint8_t cell;
};

struct data_out_values {
    uint32_t pack_voltage; /* voltages in 5 mV, currents in 0.125 A, temperatures raw */
    int16_t current1;
    int16_t current2; /* of two sensors */
    struct data_out_extreme lowest_voltage;
    struct data_out_extreme highest_voltage;
    struct data_out_extreme lowest_temperature;
    struct data_out_extreme highest_temperature;
    uint16_t record_voltage;
    uint16_t record_temperature;
    uint32_t collected_today_wh;
    uint32_t stored_wh;
    uint32_t consumed_today_wh;
    uint32_t collected_total_wh;
    uint32_t consumed_total_wh;
    uint32_t capacity_wh;      /* not 0 */
    uint32_t day_half_seconds; /* for the clock of the V1.2 dialect */
    uint16_t v_min;
    uint16_t v_max;
    uint16_t v_bypass;
    uint8_t record_cell;
    uint8_t cells;
    uint8_t two_sensors;
    uint8_t status;
    uint8_t soc_percent;
    uint8_t key;   /* of bytes 48 and 49 */
    uint8_t clock; /* 1: V1.2 dialect, minutes and hours in place of key and value */
};

/* I1, or with two sensors I1 - I2; a missing sensor counts as 0. */
int32_t data_out_battery_current(const struct data_out_values* values);

/* Value of a key, from the same values. */
uint8_t data_out_key_value(const struct data_out_values* values);

void data_out_build(uint8_t* frame, const struct data_out_values* values);

/* The cell record and the key that follow. Records run from 1 to `last`. */
uint8_t data_out_next_record(uint8_t record, uint8_t last);
uint8_t data_out_next_key(uint8_t key);

#ifdef __cplusplus
}
#endif
#endif
