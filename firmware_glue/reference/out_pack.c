#include "out_pack.h"

#include "app_link.h"
#include "data_out.h"
#include "settings.h"

uint8_t out_pack_two_sensors(const struct out_pack* pack) {
    return (pack->message[CHAIN_FLAGS] & CHAIN_FLAG_TWO_SENSORS) != 0;
}

static uint8_t critical(const struct out_pack* pack) {
    return (pack->message[CHAIN_FLAGS] & CHAIN_FLAG_CRITICAL) != 0;
}

uint8_t out_pack_cells(const struct out_pack* pack) { return pack->message[CHAIN_POSITION]; }

uint32_t out_pack_voltage(const struct out_pack* pack) {
    return chain_u24(&pack->message[CHAIN_SUM]);
}

uint16_t out_pack_v_bypass(const struct out_pack* pack) {
    return chain_u16(&pack->message[CHAIN_V_BYPASS]);
}

static struct relay_inputs relay_inputs(const struct out_pack* pack) {
    const uint8_t* m = pack->message;
    struct relay_inputs in;
    in.lowest_voltage = chain_u16(&m[CHAIN_LOWEST_VOLTAGE]);
    in.highest_voltage = chain_u16(&m[CHAIN_HIGHEST_VOLTAGE]);
    in.lowest_temperature = chain_u16(&m[CHAIN_LOWEST_TEMPERATURE]);
    in.highest_temperature = chain_u16(&m[CHAIN_HIGHEST_TEMPERATURE]);
    in.v_bypass = out_pack_v_bypass(pack);
    in.soc_percent = soc_percent(&pack->soc);
    in.critical = critical(pack);
    in.communication = pack->communication;
    return in;
}

static void take_cell_record(struct out_pack* pack) {
    const uint8_t cell = pack->message[CHAIN_REQUESTED];
    if (cell > out_pack_cells(pack))
        return; /* the factory count is above the boards fitted (M-CHN-08) */
    cell_records_put(&pack->cells, cell, chain_u16(&pack->message[CHAIN_DETAIL_VOLTAGE]),
                     chain_u16(&pack->message[CHAIN_DETAIL_TEMPERATURE]));
}

static void count_charge(struct out_pack* pack, const int32_t charge[2]) {
    const uint32_t voltage = out_pack_voltage(pack);
    if (out_pack_two_sensors(pack)) {
        soc_add(&pack->soc, charge[0] - charge[1]);
        energy_count(&pack->energy.collected, charge[0], voltage);
        energy_count(&pack->energy.consumed, charge[1], voltage);
    } else {
        soc_add(&pack->soc, charge[0]);
        energy_count(&pack->energy.collected, charge[0], voltage);
        energy_count(&pack->energy.consumed, -charge[0], voltage);
    }
    energy_pass_time(&pack->energy, pack->message[CHAIN_FLAGS] & CHAIN_FLAG_FAST ? 1 : 2);
}

static void update_soc(struct out_pack* pack, const int32_t charge[2]) {
    const uint32_t capacity_wh = (uint32_t)out_settings_get(&pack->settings, APP_SET_CAPACITY);
    soc_set_capacity(&pack->soc, capacity_wh, out_pack_cells(pack));
    count_charge(pack, charge);
    if (soc_is_full(critical(pack), chain_u16(&pack->message[CHAIN_LOWEST_VOLTAGE]),
                    out_pack_voltage(pack), out_pack_v_bypass(pack), out_pack_cells(pack))) {
        soc_set_full(&pack->soc);
    }
}

static void store_totals(struct out_pack* pack, uint32_t step_wh) {
    const uint32_t collected = pack->energy.collected.total_wh;
    const uint32_t consumed = pack->energy.consumed.total_wh;
    if (collected - out_settings_collected_wh(&pack->settings) >= step_wh ||
        consumed - out_settings_consumed_wh(&pack->settings) >= step_wh) {
        out_settings_set_totals(&pack->settings, collected, consumed);
        out_settings_write(&pack->settings);
    }
}

static void decide_relays(struct out_pack* pack) {
    const struct relay_inputs in = relay_inputs(pack);
    uint8_t* on = pack->relay_on;
    on[RELAY_CHARGE] = relay_charge(on[RELAY_CHARGE], &in, &pack->limits);
    on[RELAY_LOAD] = relay_load(on[RELAY_LOAD], &in, &pack->limits);
}

void out_pack_reset(struct out_pack* pack) {
    out_settings_read(&pack->settings);
    pack->limits = out_settings_limits(&pack->settings);
    pack->energy.collected.total_wh = out_settings_collected_wh(&pack->settings);
    pack->energy.consumed.total_wh = out_settings_consumed_wh(&pack->settings);
}

uint8_t out_pack_take_message(struct out_pack* pack, const uint8_t* message) {
    int32_t charge[2];
    if (!plausible_message(&pack->past, message, charge))
        return 0;
    for (uint8_t i = 0; i < CHAIN_BYTES; ++i)
        pack->message[i] = message[i];
    pack->communication = 1;
    take_cell_record(pack);
    update_soc(pack, charge);
    store_totals(pack, OUT_TOTALS_STEP_WH);
    /* Boards measure behind a good message: the first one behind a silence tells of cells as they
     * were before it. */
    if (!pack->report_lost)
        decide_relays(pack);
    return 1;
}

void out_pack_lost(struct out_pack* pack) {
    plausible_silence(&pack->past);
    pack->communication = 0;
    pack->report_lost = 1;
    decide_relays(pack);
}

void out_pack_set(struct out_pack* pack, uint8_t setting, int32_t value) {
    out_settings_set(&pack->settings, setting, value);
    out_settings_write(&pack->settings);
    pack->limits = out_settings_limits(&pack->settings);
}

void out_pack_clear_energy(struct out_pack* pack) {
    energy_clear(&pack->energy);
    out_settings_set_totals(&pack->settings, 0, 0);
    out_settings_write(&pack->settings);
}

uint8_t out_pack_status(const struct out_pack* pack) {
    const struct relay_inputs in = relay_inputs(pack);
    uint8_t status = relay_warnings(&in, &pack->limits);
    if (pack->report_lost)
        status |= WARNING_COMMUNICATION;
    if (pack->relay_on[RELAY_CHARGE])
        status |= STATUS_CHARGE_ALLOWED;
    if (pack->relay_on[RELAY_LOAD])
        status |= STATUS_DISCHARGE_ALLOWED;
    if (!pack->soc.calibrated)
        status |= STATUS_SOC_NOT_CALIBRATED;
    return status;
}

static struct data_out_extreme extreme_at(const uint8_t* bytes) {
    struct data_out_extreme extreme;
    extreme.value = chain_u16(bytes);
    extreme.cell = bytes[2];
    return extreme;
}

void out_pack_message_values(const struct out_pack* pack, struct data_out_values* v) {
    const uint8_t* m = pack->message;
    v->pack_voltage = out_pack_voltage(pack);
    v->current1 = chain_s16(&m[CHAIN_CURRENT1]);
    v->current2 = chain_s16(&m[CHAIN_CURRENT2]);
    v->two_sensors = out_pack_two_sensors(pack);
    v->lowest_voltage = extreme_at(&m[CHAIN_LOWEST_VOLTAGE]);
    v->highest_voltage = extreme_at(&m[CHAIN_HIGHEST_VOLTAGE]);
    v->lowest_temperature = extreme_at(&m[CHAIN_LOWEST_TEMPERATURE]);
    v->highest_temperature = extreme_at(&m[CHAIN_HIGHEST_TEMPERATURE]);
    v->cells = out_pack_cells(pack);
    v->v_bypass = out_pack_v_bypass(pack);
}

void out_pack_counted_values(const struct out_pack* pack, struct data_out_values* v) {
    v->collected_today_wh = pack->energy.collected.today_wh;
    v->stored_wh = soc_stored_wh(&pack->soc);
    v->consumed_today_wh = pack->energy.consumed.today_wh;
    v->collected_total_wh = pack->energy.collected.total_wh;
    v->consumed_total_wh = pack->energy.consumed.total_wh;
    v->capacity_wh = (uint32_t)out_settings_get(&pack->settings, APP_SET_CAPACITY);
    v->day_half_seconds = pack->energy.half_seconds;
    v->soc_percent = soc_percent(&pack->soc);
    v->v_min = pack->limits.v_min;
    v->v_max = pack->limits.v_max;
    v->status = out_pack_status(pack);
}
