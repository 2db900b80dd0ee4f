#include "app_commands.h"

#include "in_flash.h"

static void reply_status(struct app_link* app, const struct out_pack* pack) {
    app_reply_word(app, IN_FLASH_TEXT("status"));
    app_reply_number(app, IN_FLASH_TEXT("bits"), out_pack_status(pack));
    app_reply_number(app, IN_FLASH_TEXT("soc_percent"), soc_percent(&pack->soc));
    app_reply_number(app, IN_FLASH_TEXT("cells"), out_pack_cells(pack));
    app_reply_number(app, IN_FLASH_TEXT("bypassing"), pack->message[CHAIN_BYPASSING]);
    app_reply_number(app, IN_FLASH_TEXT("pack_mv"), (int32_t)out_pack_voltage(pack) * 5);
    app_reply_number(app, IN_FLASH_TEXT("stored_wh"), (int32_t)soc_stored_wh(&pack->soc));
    app_reply_end(app);
}

static void reply_current(struct app_link* app, const struct out_pack* pack) {
    struct data_out_values v;
    out_pack_message_values(pack, &v);
    app_reply_word(app, IN_FLASH_TEXT("current"));
    if (v.two_sensors) {
        app_reply_number(app, IN_FLASH_TEXT("charge_ma"), (int32_t)v.current1 * 125);
        app_reply_number(app, IN_FLASH_TEXT("load_ma"), (int32_t)v.current2 * 125);
    }
    app_reply_number(app, IN_FLASH_TEXT("battery_ma"), data_out_battery_current(&v) * 125);
    app_reply_end(app);
}

static void reply_energy(struct app_link* app, const struct out_pack* pack) {
    app_reply_word(app, IN_FLASH_TEXT("energy"));
    app_reply_number(app, IN_FLASH_TEXT("in_today_wh"), (int32_t)pack->energy.collected.today_wh);
    app_reply_number(app, IN_FLASH_TEXT("in_total_wh"), (int32_t)pack->energy.collected.total_wh);
    app_reply_number(app, IN_FLASH_TEXT("out_today_wh"), (int32_t)pack->energy.consumed.today_wh);
    app_reply_number(app, IN_FLASH_TEXT("out_total_wh"), (int32_t)pack->energy.consumed.total_wh);
    app_reply_end(app);
}

static void reply_setting(struct app_link* app, const struct out_pack* pack, uint8_t setting) {
    const int32_t value = setting == APP_SETTING_V_BYPASS
                              ? (int32_t)out_pack_v_bypass(pack) * 5
                              : out_settings_get(&pack->settings, setting);
    app_reply_number(app, app_setting_name(setting), value);
    app_reply_end(app);
}

/* This and the functions that follow return 0, or the reason for an error plus one. */
static uint8_t reply_cell(struct app_link* app, const struct out_pack* pack, int32_t cell) {
    if (cell < 1 || cell > out_pack_cells(pack))
        return APP_REASON_CELL + 1;
    const uint8_t number = (uint8_t)cell;
    const uint8_t known = pack->communication;
    const uint16_t voltage = known ? cell_records_voltage(&pack->cells, number) : 0;
    const uint16_t temperature = known ? cell_records_temperature(&pack->cells, number) : 0;
    app_reply_number(app, IN_FLASH_TEXT("cell"), cell);
    app_reply_number(app, IN_FLASH_TEXT("voltage_mv"), (int32_t)voltage * 5);
    app_reply_number(app, IN_FLASH_TEXT("temperature_raw"), temperature);
    app_reply_end(app);
    return 0;
}

static uint8_t apply_pin(struct app_link* app, const struct out_pack* pack, int32_t pin) {
    app->unlocked = pin == out_settings_get(&pack->settings, APP_SET_PIN);
    return app->unlocked ? 0 : APP_REASON_PIN + 1;
}

static uint8_t apply_change(const struct app_link* app, struct out_pack* pack,
                            const struct app_command* command) {
    if (!app->unlocked)
        return APP_REASON_LOCKED + 1;
    if (command->kind == APP_SET) {
        if (!out_settings_keep_order(&pack->settings, command->setting, command->value))
            return APP_REASON_ORDER + 1;
        out_pack_set(pack, command->setting, command->value);
    } else {
        out_pack_clear_energy(pack);
    }
    return 0;
}

static uint8_t apply_command(struct app_link* app, struct out_pack* pack,
                             const struct app_command* command) {
    switch (command->kind) {
        case APP_PIN:
            return apply_pin(app, pack, command->value);
        case APP_SET:
        case APP_CLEAR_ENERGY:
            return apply_change(app, pack, command);
        case APP_GET_STATUS:
            reply_status(app, pack);
            return 0;
        case APP_GET_CURRENT:
            reply_current(app, pack);
            return 0;
        case APP_GET_ENERGY:
            reply_energy(app, pack);
            return 0;
        case APP_GET_SETTING:
            reply_setting(app, pack, command->setting);
            return 0;
        case APP_GET_CELL:
            return reply_cell(app, pack, command->value);
        case APP_BYE:
            app->unlocked = 0;
            return 0;
        default:
            return (uint8_t)(command->error + 1);
    }
}

void app_commands_run(struct app_link* app, struct out_pack* pack) {
    const struct app_command command = app_link_parse(app);
    app_reply_start(app);
    const uint8_t failed = apply_command(app, pack, &command);
    if (failed) {
        app_reply_error(app, (uint8_t)(failed - 1));
    } else {
        app_reply_word(app, IN_FLASH_TEXT("ok"));
        app_reply_end(app);
    }
}
