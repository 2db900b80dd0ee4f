#include "app_link.h"

#include "in_flash.h"

#define NAME_BYTES 26 /* of the longest, with its end */

struct setting_name {
    char name[NAME_BYTES];
    int32_t lowest;
    int32_t highest;
};

/* Ranges: voltages a board can measure, temperatures it is made for, u16 of 0.1 kWh on data-out. */
static const struct setting_name settings[] IN_FLASH = {
    {"v_min_mv", 2000, 5000},
    {"v_max_mv", 2000, 5000},
    {"t_min_c", -40, 85},
    {"t_max_c", -40, 85},
    {"charge_restart_percent", 0, 100},
    {"discharge_restart_percent", 0, 100},
    {"capacity_wh", 100, 6553500},
    {"solar_peak_w", 0, 10000000},
    {"inverter_peak_w", 0, 10000000},
    {"pin", 0, 9999},
    {"v_bypass_mv", 1, 0}, /* nothing is in this range: set on the IN board */
};
#define SETTING_COUNT ((uint8_t)(sizeof settings / sizeof settings[0]))

#define REASON_BYTES 18 /* of the longest, with its end */
#define DIGITS_MAX 8    /* of a number on the link */

uint8_t app_link_receive(struct app_link* link, char c) {
    if (c == '\r')
        return 0;
    if (c == '\n') {
        link->line[link->line_length] = '\0';
        return 1;
    }
    if (link->line_length + 1 >= APP_LINE_BYTES) {
        link->too_long = 1;
        return 0;
    }
    link->line[link->line_length++] = c;
    return 0;
}

/* Past the word, which lies in flash, and the blank after it; or null when the text begins with
 * another word. */
static const char* after_word(const char* text, const char* word) {
    for (; read_flash_char(word) != '\0'; ++word) {
        if (*text++ != read_flash_char(word))
            return 0;
    }
    if (*text == '\0')
        return text;
    return *text == ' ' ? text + 1 : 0;
}

/* A decimal number that is all the text; 0 when it is not one. */
static uint8_t parse_number(const char* text, int32_t* value) {
    const uint8_t negative = *text == '-';
    uint8_t digits = 0;
    *value = 0;
    if (negative)
        ++text;
    for (; *text >= '0' && *text <= '9' && digits < DIGITS_MAX; ++text, ++digits) {
        *value = *value * 10 + (*text - '0');
    }
    if (negative)
        *value = -*value;
    return digits != 0 && *text == '\0';
}

static struct app_command command_of(uint8_t kind) {
    const struct app_command command = {kind, 0, 0, 0};
    return command;
}

static struct app_command error_of(uint8_t reason) {
    const struct app_command command = {APP_ERROR, 0, reason, 0};
    return command;
}

static struct app_command with_number(uint8_t kind, const char* text) {
    struct app_command command = command_of(kind);
    return parse_number(text, &command.value) ? command : error_of(APP_REASON_VALUE);
}

const char* app_setting_name(uint8_t setting) { return settings[setting].name; }

uint8_t app_setting_in_range(uint8_t setting, int32_t value) {
    return value >= read_flash_s32(&settings[setting].lowest) &&
           value <= read_flash_s32(&settings[setting].highest);
}

static struct app_command parse_set(const char* text) {
    for (uint8_t i = 0; i < SETTING_COUNT; ++i) {
        const char* number = after_word(text, settings[i].name);
        if (!number)
            continue;
        struct app_command command = with_number(APP_SET, number);
        command.setting = i;
        if (command.kind == APP_SET && !app_setting_in_range(i, command.value))
            return error_of(APP_REASON_RANGE);
        return command;
    }
    return error_of(APP_REASON_COMMAND);
}

static uint8_t is_word(const char* text, const char* word) {
    const char* rest = after_word(text, word);
    return rest != 0 && *rest == '\0';
}

static struct app_command parse_get(const char* text) {
    if (is_word(text, IN_FLASH_TEXT("status")))
        return command_of(APP_GET_STATUS);
    if (is_word(text, IN_FLASH_TEXT("current")))
        return command_of(APP_GET_CURRENT);
    if (is_word(text, IN_FLASH_TEXT("energy")))
        return command_of(APP_GET_ENERGY);
    const char* number = after_word(text, IN_FLASH_TEXT("cell"));
    if (number)
        return with_number(APP_GET_CELL, number);
    for (uint8_t i = 0; i < SETTING_COUNT; ++i) {
        if (i == APP_SET_PIN || !is_word(text, settings[i].name))
            continue;
        struct app_command command = command_of(APP_GET_SETTING);
        command.setting = i;
        return command;
    }
    return error_of(APP_REASON_COMMAND);
}

static struct app_command parse_line(const char* line) {
    const char* rest = after_word(line, IN_FLASH_TEXT("pin"));
    if (rest)
        return with_number(APP_PIN, rest);
    rest = after_word(line, IN_FLASH_TEXT("set"));
    if (rest)
        return parse_set(rest);
    rest = after_word(line, IN_FLASH_TEXT("get"));
    if (rest)
        return parse_get(rest);
    if (is_word(line, IN_FLASH_TEXT("clear energy")))
        return command_of(APP_CLEAR_ENERGY);
    if (is_word(line, IN_FLASH_TEXT("bye")))
        return command_of(APP_BYE);
    return error_of(APP_REASON_COMMAND);
}

struct app_command app_link_parse(struct app_link* link) {
    const struct app_command command =
        link->too_long ? error_of(APP_REASON_LENGTH) : parse_line(link->line);
    link->line_length = 0;
    link->too_long = 0;
    return command;
}

static void append(struct app_link* link, char c) {
    if (link->reply_length < APP_REPLY_BYTES)
        link->reply[link->reply_length++] = c;
}

void app_reply_start(struct app_link* link) {
    if (link->reply_sent < link->reply_length)
        return;
    link->reply_length = 0;
    link->reply_sent = 0;
}

static void separate(struct app_link* link) {
    if (link->reply_length != 0 && link->reply[link->reply_length - 1] != '\n')
        append(link, ' ');
}

void app_reply_word(struct app_link* link, const char* word) {
    separate(link);
    for (; read_flash_char(word) != '\0'; ++word)
        append(link, read_flash_char(word));
}

void app_reply_number(struct app_link* link, const char* name, int32_t value) {
    char digits[10];
    uint8_t count = 0;
    uint32_t rest = value < 0 ? (uint32_t)-value : (uint32_t)value;
    app_reply_word(link, name);
    append(link, ' ');
    if (value < 0)
        append(link, '-');
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    while (count != 0)
        append(link, digits[--count]);
}

void app_reply_end(struct app_link* link) { append(link, '\n'); }

void app_reply_error(struct app_link* link, uint8_t reason) {
    static const char reasons[][REASON_BYTES] IN_FLASH = {
        "unknown command", "not a number", "out of range", "line too long",
        "pin needed",      "wrong pin",    "no such cell", "min not below max",
    };
    app_reply_word(link, IN_FLASH_TEXT("error"));
    app_reply_word(link, reasons[reason]);
    app_reply_end(link);
}

int16_t app_reply_next(const struct app_link* link) {
    if (link->reply_sent >= link->reply_length)
        return -1;
    return (int16_t)(uint8_t)link->reply[link->reply_sent];
}

void app_reply_taken(struct app_link* link) { ++link->reply_sent; }
