/* The line protocol of the app on the radio UART: receiving, parsing, replying. What a command
 * does is the OUT board's business. See PROTOCOL.md. */
#ifndef APP_LINK_H
#define APP_LINK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define APP_LINE_BYTES 40
#define APP_REPLY_BYTES 112

/* Kinds of command */
#define APP_ERROR 0 /* `error` says why */
#define APP_PIN 1
#define APP_SET 2
#define APP_CLEAR_ENERGY 3
#define APP_GET_STATUS 4
#define APP_GET_CURRENT 5
#define APP_GET_ENERGY 6
#define APP_GET_SETTING 7
#define APP_GET_CELL 8
#define APP_BYE 9

/* Settings, in the order of the name table */
#define APP_SET_V_MIN 0
#define APP_SET_V_MAX 1
#define APP_SET_T_MIN 2
#define APP_SET_T_MAX 3
#define APP_SET_CHARGE_RESTART 4
#define APP_SET_DISCHARGE_RESTART 5
#define APP_SET_CAPACITY 6
#define APP_SET_SOLAR_PEAK 7
#define APP_SET_INVERTER_PEAK 8
#define APP_SET_PIN 9
#define APP_SETTING_V_BYPASS 10 /* shown, not set (M-APP-02) */

/* Reasons */
#define APP_REASON_COMMAND 0
#define APP_REASON_VALUE 1
#define APP_REASON_RANGE 2
#define APP_REASON_LENGTH 3
#define APP_REASON_LOCKED 4
#define APP_REASON_PIN 5
#define APP_REASON_CELL 6
#define APP_REASON_ORDER 7

struct app_command {
    uint8_t kind;
    uint8_t setting; /* of APP_SET and APP_GET_SETTING */
    uint8_t error;   /* of APP_ERROR */
    int32_t value;
};

struct app_link {
    char line[APP_LINE_BYTES]; /* zero-terminated when complete */
    char reply[APP_REPLY_BYTES];
    uint8_t line_length;
    uint8_t too_long;
    uint8_t reply_length;
    uint8_t reply_sent;
    uint8_t unlocked; /* the PIN was accepted in this connection */
};

/* Takes a received character; 1 when a line is complete. */
uint8_t app_link_receive(struct app_link* link, char c);

/* Parses the complete line and makes room for the next. */
struct app_command app_link_parse(struct app_link* link);

const char* app_setting_name(uint8_t setting);
uint8_t app_setting_in_range(uint8_t setting, int32_t value);

/* A reply is made of words; it follows what is still unsent of the last one. Nothing is appended
 * beyond the buffer. */
void app_reply_start(struct app_link* link);
void app_reply_word(struct app_link* link, const char* word);
void app_reply_number(struct app_link* link, const char* name, int32_t value);
void app_reply_end(struct app_link* link); /* the end of a line */
void app_reply_error(struct app_link* link, uint8_t reason);

/* The next character of the reply, or -1; and that it was sent. */
int16_t app_reply_next(const struct app_link* link);
void app_reply_taken(struct app_link* link);

#ifdef __cplusplus
}
#endif
#endif
