/* When the two relays change and which warnings are lit: pure functions of one message's values
 * (M-ALG-04 to M-ALG-10, M-ALG-13). All comparisons are between counts. */
#ifndef RELAY_LOGIC_H
#define RELAY_LOGIC_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Warnings, as the status bits of data-out */
#define WARNING_COMMUNICATION 0x04
#define WARNING_V_MIN 0x08
#define WARNING_V_MAX 0x10
#define WARNING_T_MIN 0x20
#define WARNING_T_MAX 0x40

struct relay_inputs {
    uint16_t lowest_voltage; /* counts of 5 mV */
    uint16_t highest_voltage;
    uint16_t lowest_temperature; /* raw counts */
    uint16_t highest_temperature;
    uint16_t v_bypass;
    uint8_t soc_percent; /* rounded down: below 90 % is at most 89 */
    uint8_t critical;
    uint8_t communication;
};

struct relay_limits {
    uint16_t v_min;
    uint16_t v_max;
    uint16_t t_min; /* raw counts */
    uint16_t t_max;
    uint8_t charge_restart_percent;
    uint8_t discharge_restart_percent;
};

/* Whether the relay is on after this message; `on` is its state before. */
uint8_t relay_charge(uint8_t on, const struct relay_inputs* in, const struct relay_limits* limits);
uint8_t relay_load(uint8_t on, const struct relay_inputs* in, const struct relay_limits* limits);

uint8_t relay_warnings(const struct relay_inputs* in, const struct relay_limits* limits);

/* The raw count nearest to a temperature: (degC + 232.1) / 0.857. */
uint16_t temperature_to_raw(int8_t celsius);

#ifdef __cplusplus
}
#endif
#endif
