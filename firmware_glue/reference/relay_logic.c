#include "relay_logic.h"

static uint8_t temperatures_inside(const struct relay_inputs* in, const struct relay_limits* l) {
    return in->lowest_temperature > l->t_min && in->highest_temperature < l->t_max;
}

/* Exactly at a limit a temperature is neither inside nor outside (M-ALG-10). */
static uint8_t temperatures_outside(const struct relay_inputs* in, const struct relay_limits* l) {
    return in->lowest_temperature < l->t_min || in->highest_temperature > l->t_max;
}

static uint8_t charge_must_stop(const struct relay_inputs* in, const struct relay_limits* l) {
    if (!in->communication || temperatures_outside(in, l))
        return 1;
    if (in->highest_voltage >= l->v_max)
        return 1;
    return !in->critical && in->lowest_voltage >= in->v_bypass;
}

/* While it need not stop. */
static uint8_t charge_may_start(const struct relay_inputs* in, const struct relay_limits* l) {
    if (in->critical)
        return temperatures_inside(in, l);
    return temperatures_inside(in, l) && in->highest_voltage < in->v_bypass &&
           in->soc_percent < l->charge_restart_percent;
}

uint8_t relay_charge(uint8_t on, const struct relay_inputs* in, const struct relay_limits* limits) {
    if (charge_must_stop(in, limits))
        return 0;
    return on || charge_may_start(in, limits);
}

static uint8_t load_must_stop(const struct relay_inputs* in, const struct relay_limits* l) {
    return !in->communication || temperatures_outside(in, l) || in->lowest_voltage <= l->v_min;
}

/* Likewise. */
static uint8_t load_may_start(const struct relay_inputs* in, const struct relay_limits* l) {
    return temperatures_inside(in, l) &&
           (in->critical || in->soc_percent >= l->discharge_restart_percent);
}

uint8_t relay_load(uint8_t on, const struct relay_inputs* in, const struct relay_limits* limits) {
    if (load_must_stop(in, limits))
        return 0;
    return on || load_may_start(in, limits);
}

uint8_t relay_warnings(const struct relay_inputs* in, const struct relay_limits* limits) {
    uint8_t warnings = 0;
    if (!in->communication)
        return WARNING_COMMUNICATION; /* the values are not known */
    if (in->lowest_voltage < limits->v_min)
        warnings |= WARNING_V_MIN;
    if (in->highest_voltage > limits->v_max)
        warnings |= WARNING_V_MAX;
    if (in->lowest_temperature < limits->t_min)
        warnings |= WARNING_T_MIN;
    if (in->highest_temperature > limits->t_max)
        warnings |= WARNING_T_MAX;
    return warnings;
}

uint16_t temperature_to_raw(int8_t celsius) {
    const int32_t tenths_above_raw_zero = (int32_t)celsius * 10 + 2321;
    return (uint16_t)((tenths_above_raw_zero * 100 + 428) / 857);
}
