/* Firmware of the OUT board: the last cell, the relays, data-out and the app link. */
#include "app_commands.h"
#include "costs.h"
#include "nvm_record.h"
#include "out_pack.h"
#include "passing_message.h"
#include "radio_access.h"

#define TIMER_COIL 2
#define TIMER_COMMUNICATION 3

#define TRACE_REFUSED 1 /* a message: position, and that of the last one taken */

#define DATA_OUT_BITS_PER_S 9600
#define RADIO_BITS_PER_S 9600

static struct out_board_state {
    struct passing_message passing;
    struct out_pack pack;
    struct relay_driver driver;
    struct app_link app;
    struct radio_access access;
    uint8_t factory[OUT_FACTORY_BYTES];
    uint8_t relay_moved[2]; /* last request to the driver */
    uint8_t record_cell;
    uint8_t key;
    uint8_t frame_sent;
    uint8_t incoming[CHAIN_BYTES]; /* with this board's own cell in it */
    uint8_t frame[DATA_OUT_BYTES];
} board;

void board_show_activity(uint8_t receiving) {
    const uint8_t charge = board.pack.relay_on[RELAY_CHARGE];
    const uint8_t load = board.pack.relay_on[RELAY_LOAD];
    hal_pin_write(HAL_PIN_LED_INFO,
                  board.passing.cell.bypassing || (receiving && !charge && !load));
    hal_pin_write(HAL_PIN_LED_CHARGE, receiving && charge);
    hal_pin_write(HAL_PIN_LED_LOAD, receiving && load);
}

static void move_relays(void) {
    for (uint8_t i = 0; i < 2; ++i) {
        const uint8_t relay = i ^ OUT_FIRST_PULSED_RELAY;
        const uint8_t on = board.pack.relay_on[relay];
        if (board.relay_moved[relay] == on)
            continue;
        board.relay_moved[relay] = on;
        relay_driver_move(&board.driver, relay, on);
    }
}

/* ---- What the maker has written ---------------------------------------------------------------
 */

static void read_factory(void) {
    if (nvm_record_read(OUT_FACTORY_ADDRESS, board.factory, OUT_FACTORY_BYTES))
        return;
    board.factory[OUT_FACTORY_VERSION] = OUT_DEFAULT_VERSION;
    board.factory[OUT_FACTORY_OPTIONS] = OUT_DEFAULT_OPTIONS;
}

static uint8_t option(uint8_t bit) { return (board.factory[OUT_FACTORY_OPTIONS] & bit) != 0; }

/* ---- Data-out -------------------------------------------------------------------------------- */

static void send_frame(void) {
    hal_cost(COST_OUT_FRAME);
    const struct out_pack* pack = &board.pack;
    const uint8_t factory_cells = pack->message[CHAIN_FACTORY_CELLS];
    const uint8_t last = option(OUT_OPTION_FACTORY_ROTATION) ? factory_cells : out_pack_cells(pack);
    struct data_out_values v;
    board.record_cell = data_out_next_record(board.record_cell, last);
    out_pack_message_values(pack, &v);
    out_pack_counted_values(pack, &v);
    v.record_cell = board.record_cell;
    if (board.record_cell <= out_pack_cells(pack)) {
        v.record_voltage = cell_records_voltage(&pack->cells, board.record_cell);
        v.record_temperature = cell_records_temperature(&pack->cells, board.record_cell);
    } else {
        v.record_voltage = OUT_MISSING_CELL_COUNT;
        v.record_temperature = OUT_MISSING_CELL_COUNT;
    }
    v.key = board.key;
    v.clock = option(OUT_OPTION_CLOCK);
    data_out_build(board.frame, &v);
    board.key = data_out_next_key(board.key);
    board.frame_sent = 0;
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
}

/* The event says that the register is free, and comes only while there is something to send. */
static void send_frame_byte(void) {
    (void)hal_uart_put(HAL_UART_DATA_OUT, board.frame[board.frame_sent++]);
    if (board.frame_sent == DATA_OUT_BYTES)
        hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX);
}

/* ---- Chain ----------------------------------------------------------------------------------- */

static void restart_communication_timer(void) {
    hal_timer_start(TIMER_COMMUNICATION, hal_ticks_per_second() * OUT_COMMUNICATION_LIMIT_S, 1);
}

static void communication_lost(void) {
    out_pack_lost(&board.pack);
    move_relays();
}

static void take_message(void) {
    if (!out_pack_take_message(&board.pack, board.incoming)) {
        hal_trace(TRACE_REFUSED, board.incoming[CHAIN_POSITION], out_pack_cells(&board.pack));
        return;
    }
    restart_communication_timer();
    hal_cost(COST_OUT_DECISION);
    move_relays();
    send_frame();
    board.pack.report_lost = 0;
}

/* ---- App link and button ----------------------------------------------------------------------
 */

static void receive_from_app(uint16_t byte_and_errors) {
    if (!radio_access_open(&board.access) || byte_and_errors > 0xFFu ||
        !app_link_receive(&board.app, (char)byte_and_errors)) {
        return;
    }
    app_commands_run(&board.app, &board.pack);
    hal_uart_enable(HAL_UART_RADIO, HAL_UART_RX | HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
}

static void send_reply_byte(void) {
    (void)hal_uart_put(HAL_UART_RADIO, (uint8_t)app_reply_next(&board.app));
    app_reply_taken(&board.app);
    if (app_reply_next(&board.app) < 0)
        hal_uart_enable(HAL_UART_RADIO, HAL_UART_RX | HAL_UART_TX);
}

static uint8_t button(void) { return hal_pin_read(HAL_PIN_BUTTON) != 0; }

static void watch_button(void) {
    if (radio_access_button(&board.access, button()))
        out_pack_set(&board.pack, APP_SET_PIN, OUT_DEFAULT_PIN);
}

/* ---- Events ---------------------------------------------------------------------------------- */

void board_pass_on(uint8_t index, uint8_t byte) { board.incoming[index] = byte; }

static void receive(uint16_t byte_and_errors) {
    if (passing_receive(&board.passing, byte_and_errors)) {
        take_message();
        watch_button();
    }
}

static void on_timer(uint8_t timer) {
    if (timer == TIMER_COIL) {
        relay_driver_timer(&board.driver);
    } else if (timer == TIMER_COMMUNICATION) {
        communication_lost();
        watch_button();
    } else {
        passing_timer(&board.passing, timer);
    }
}

static void on_uart_byte(uint8_t n, uint16_t byte_and_errors) {
    if (n == HAL_UART_CHAIN) {
        receive(byte_and_errors);
    } else {
        receive_from_app(byte_and_errors);
    }
}

static void on_uart_empty(uint8_t n) {
    if (n == HAL_UART_DATA_OUT) {
        send_frame_byte();
    } else {
        send_reply_byte();
    }
}

void fw_reset(uint8_t cause) {
    (void)cause;
    hal_cost(COST_OUT_RESET);
    read_factory();
    radio_access_reset(&board.access, board.factory[OUT_FACTORY_VERSION], button());
    out_pack_reset(&board.pack);
    (void)hal_uart_open(HAL_UART_DATA_OUT, DATA_OUT_BITS_PER_S, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX);
    (void)hal_uart_open(HAL_UART_RADIO, RADIO_BITS_PER_S, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_RADIO, HAL_UART_RX | HAL_UART_TX);
    passing_reset(&board.passing, HAL_UART_RX);
    board_show_activity(0);
    relay_driver_reset(&board.driver, TIMER_COIL);
    relay_driver_move(&board.driver, OUT_FIRST_PULSED_RELAY, 0); /* once at power-up (M-OUT-01) */
    relay_driver_move(&board.driver, 1 - OUT_FIRST_PULSED_RELAY, 0);
    restart_communication_timer();
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_TIMER:
            on_timer(n);
            break;
        case HAL_EV_UART_BYTE:
            on_uart_byte(n, arg);
            break;
        case HAL_EV_UART_EMPTY:
            on_uart_empty(n);
            break;
        case HAL_EV_ADC:
            (void)cell_core_adc(&board.passing.cell, n, arg);
            break;
        default: /* HAL_EV_NVM_DONE */
            out_settings_write(&board.pack.settings);
            break;
    }
}
