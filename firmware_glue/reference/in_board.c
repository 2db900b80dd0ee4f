/* Firmware of the IN board: measures its own cell and the currents, and starts each message. */
#include "cell_core.h"
#include "chain_message.h"
#include "costs.h"
#include "current_sensor.h"
#include "nvm_pair.h"
#include "nvm_record.h"
#include "settings.h"
#include "switches.h"

#define TIMER_PERIOD 0 /* the silence timer of the other boards */

static struct in_board_state {
    struct cell_core core;
    uint8_t message[CHAIN_BYTES];
    uint8_t sent;     /* bytes of it handed to the chain's UART */
    uint8_t repeated; /* and to the data output's (M-OUT-08) */
    uint8_t sequence;
    uint8_t requested;
    uint8_t switches;
    uint8_t fast;      /* the period that is running */
    uint8_t measuring; /* for a message; the measurement at reset sends none */
    uint8_t auto_zero;
    uint8_t store_seen; /* switch 8 was ON */
    int16_t current[2];
    uint32_t charge[2]; /* running sums, 1/16 A s, modulo 2^24 */
    struct current_sensor sensor[2];
    uint8_t factory[IN_FACTORY_BYTES];
    uint8_t zero[IN_ZERO_BYTES];
} board;

void board_show_activity(uint8_t receiving) {
    hal_pin_write(HAL_PIN_LED_INFO, receiving || board.core.bypassing);
}

static uint8_t two_sensors(void) { return board.factory[IN_FACTORY_SENSOR_COUNT] == 2; }

/* ---- Non-volatile memory -------------------------------------------------------------------- */

static void set_factory(uint8_t sensor, uint8_t cells, uint8_t sensor_count) {
    board.factory[IN_FACTORY_SENSOR] = sensor;
    board.factory[IN_FACTORY_CELLS] = cells;
    board.factory[IN_FACTORY_SENSOR_COUNT] = sensor_count;
    nvm_record_seal(board.factory, IN_FACTORY_BYTES);
}

static void read_factory(void) {
    if (nvm_pair_read(IN_FACTORY_ADDRESS, IN_FACTORY_COPY_ADDRESS, board.factory,
                      IN_FACTORY_BYTES) &&
        board.factory[IN_FACTORY_SENSOR] < 8 && board.factory[IN_FACTORY_CELLS] < 16 &&
        (board.factory[IN_FACTORY_SENSOR_COUNT] == 1 || two_sensors())) {
        return;
    }
    set_factory(IN_DEFAULT_SENSOR, IN_DEFAULT_CELLS, IN_DEFAULT_SENSOR_COUNT);
}

static void set_zero_record(void) {
    for (uint8_t i = 0; i < 2; ++i) {
        chain_put_u16(&board.zero[IN_ZERO_OFFSETS + 2 * i], (uint16_t)board.sensor[i].zero_offset);
    }
    nvm_record_seal(board.zero, IN_ZERO_BYTES);
}

static void read_zero_offsets(void) {
    if (nvm_pair_read(IN_ZERO_ADDRESS, IN_ZERO_COPY_ADDRESS, board.zero, IN_ZERO_BYTES)) {
        for (uint8_t i = 0; i < 2; ++i) {
            board.sensor[i].zero_offset = chain_s16(&board.zero[IN_ZERO_OFFSETS + 2 * i]);
        }
    }
    set_zero_record();
}

static void write_records(void) {
    if (!nvm_pair_write(IN_FACTORY_ADDRESS, IN_FACTORY_COPY_ADDRESS, board.factory,
                        IN_FACTORY_BYTES)) {
        (void)nvm_pair_write(IN_ZERO_ADDRESS, IN_ZERO_COPY_ADDRESS, board.zero, IN_ZERO_BYTES);
    }
}

/* ---- Switches -------------------------------------------------------------------------------- */

static void read_switches(void) {
    uint8_t on = 0;
    for (uint8_t i = 0; i < 8; ++i) {
        if (hal_pin_read((uint8_t)(HAL_PIN_SW1 + i)))
            on = (uint8_t)(on | (1u << i));
    }
    board.switches = on;
}

/* Factory settings are stored when switch 8 goes OFF again (M-SW-03). Switches are read once a
 * message, so it must be ON for a period at least. */
static void watch_store_switch(void) {
    const uint8_t on = (board.switches & SWITCH_STORE) != 0;
    if (board.store_seen && !on) {
        set_factory(switches_sensor_code(board.switches), switches_cells_code(board.switches),
                    board.factory[IN_FACTORY_SENSOR_COUNT]);
        write_records();
    }
    board.store_seen = on;
}

static void watch_auto_zero_end(void) {
    if (board.auto_zero && !(board.switches & SWITCH_AUTO_ZERO)) {
        board.auto_zero = 0;
        set_zero_record();
        write_records();
    }
}

/* ---- Measuring ------------------------------------------------------------------------------- */

static void start_period_timer(void) {
    const uint32_t second = hal_ticks_per_second();
    hal_timer_start(TIMER_PERIOD, board.fast ? second / 2 : second, 1);
}

static void take_current(uint8_t sensor, uint16_t code) {
    hal_cost(COST_IN_CURRENT);
    struct current_sensor* s = &board.sensor[sensor];
    if (board.switches & SWITCH_AUTO_ZERO)
        current_sensor_follow_zero(s, code, !board.auto_zero);
    const int16_t current = current_sensor_convert(s, code, board.factory[IN_FACTORY_SENSOR],
                                                   board.switches & SWITCH_BLIND_SPOT);
    board.current[sensor] = current;
    /* Two units of charge are one of current for 1.0 s. */
    board.charge[sensor] += (uint32_t)((int32_t)current * (board.fast ? 1 : 2));
}

static void currents_done(void) {
    hal_pin_write(HAL_PIN_SENSOR_POWER, 0);
    if (board.switches & SWITCH_AUTO_ZERO)
        board.auto_zero = 1;
    cell_core_measure();
}

static void start_period(void) {
    read_switches();
    watch_store_switch();
    watch_auto_zero_end();
    board.core.v_bypass = switches_v_bypass(board.switches);
    board.measuring = 1;
    hal_pin_write(HAL_PIN_SENSOR_POWER, 1);
    hal_adc_start(HAL_ADC_CURRENT1, HAL_ADC_REF_INTERNAL, 0);
}

/* ---- The message ----------------------------------------------------------------------------- */

static uint8_t message_flags(void) {
    uint8_t flags = 0;
    if (board.switches & SWITCH_FAST)
        flags |= CHAIN_FLAG_FAST;
    if (board.switches & SWITCH_CRITICAL)
        flags |= CHAIN_FLAG_CRITICAL;
    if (board.switches & SWITCH_BLIND_SPOT)
        flags |= CHAIN_FLAG_BLIND_SPOT;
    if (board.switches & SWITCH_AUTO_ZERO)
        flags |= CHAIN_FLAG_AUTO_ZERO;
    if (two_sensors())
        flags |= CHAIN_FLAG_TWO_SENSORS;
    return flags;
}

static void put_extreme(uint8_t at, uint16_t value) {
    chain_put_u16(&board.message[at], value);
    board.message[at + 2] = 1;
}

static void build_message(void) {
    uint8_t* m = board.message;
    const uint8_t cells = factory_cell_count(board.factory[IN_FACTORY_CELLS]);
    const uint8_t detail = board.requested == 1;
    m[CHAIN_POSITION] = 1;
    m[CHAIN_REQUESTED] = board.requested;
    m[CHAIN_SEQUENCE] = board.sequence;
    m[CHAIN_FLAGS] = message_flags();
    chain_put_u24(&m[CHAIN_SUM], board.core.voltage);
    put_extreme(CHAIN_LOWEST_VOLTAGE, board.core.voltage);
    put_extreme(CHAIN_HIGHEST_VOLTAGE, board.core.voltage);
    put_extreme(CHAIN_LOWEST_TEMPERATURE, board.core.temperature);
    put_extreme(CHAIN_HIGHEST_TEMPERATURE, board.core.temperature);
    chain_put_u16(&m[CHAIN_DETAIL_VOLTAGE], detail ? board.core.voltage : 0);
    chain_put_u16(&m[CHAIN_DETAIL_TEMPERATURE], detail ? board.core.temperature : 0);
    chain_put_u16(&m[CHAIN_V_BYPASS], board.core.v_bypass);
    chain_put_u16(&m[CHAIN_CURRENT1], (uint16_t)board.current[0]);
    chain_put_u16(&m[CHAIN_CURRENT2], (uint16_t)board.current[1]);
    m[CHAIN_SENSOR_TYPE] = board.factory[IN_FACTORY_SENSOR];
    m[CHAIN_FACTORY_CELLS] = cells;
    m[CHAIN_BYPASSING] = board.core.bypassing;
    chain_put_u24(&m[CHAIN_CHARGE1], board.charge[0]);
    chain_put_u24(&m[CHAIN_CHARGE2], board.charge[1]);
    chain_seal(m);
    board.sequence = chain_next_sequence(board.sequence);
    board.requested = board.requested >= cells ? 1 : (uint8_t)(board.requested + 1);
}

static void start_message(void) {
    hal_cost(COST_IN_MESSAGE);
    build_message();
    board.measuring = 0;
    board.sent = 0;
    board.repeated = 0;
    cell_core_receiving(&board.core, 1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
    /* The running period ends with this message; the next one follows the switch. */
    const uint8_t fast = (board.switches & SWITCH_FAST) != 0;
    if (fast != board.fast) {
        board.fast = fast;
        start_period_timer();
    }
}

/* The data output runs at the chain's rate and so takes a byte whenever the chain does, or one
 * later: what then is left has no other event to wait for than its own. */
static void repeat_on_data_output(void) {
    while (board.repeated < board.sent &&
           hal_uart_put(HAL_UART_DATA_OUT, board.message[board.repeated])) {
        ++board.repeated;
    }
}

static void finish_repeating(void) {
    repeat_on_data_output();
    const uint8_t empty_event = board.repeated < CHAIN_BYTES ? HAL_UART_TX_EMPTY_EVENT : 0;
    hal_uart_enable(HAL_UART_DATA_OUT, (uint8_t)(HAL_UART_TX | empty_event));
}

/* The event says that the register is free, and comes only while there is something to send. */
static void send_next_byte(void) {
    (void)hal_uart_put(HAL_UART_CHAIN, board.message[board.sent++]);
    repeat_on_data_output();
    if (board.sent == CHAIN_BYTES) {
        hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX);
        cell_core_receiving(&board.core, 0);
        finish_repeating();
    }
}

/* ---- Events ---------------------------------------------------------------------------------- */

static void on_adc(uint8_t channel, uint16_t code) {
    switch (channel) {
        case HAL_ADC_CURRENT1:
            take_current(0, code);
            if (two_sensors()) {
                hal_adc_start(HAL_ADC_CURRENT2, HAL_ADC_REF_INTERNAL, 0);
            } else {
                board.current[1] = CHAIN_NO_SENSOR;
                currents_done();
            }
            break;
        case HAL_ADC_CURRENT2:
            take_current(1, code);
            currents_done();
            break;
        default:
            if (cell_core_adc(&board.core, channel, code) && board.measuring)
                start_message();
            break;
    }
}

void fw_reset(uint8_t cause) {
    (void)cause;
    hal_cost(COST_IN_RESET);
    board.sent = CHAIN_BYTES;
    board.repeated = CHAIN_BYTES;
    board.requested = 1;
    read_factory();
    read_zero_offsets();
    read_switches();
    board.store_seen = (board.switches & SWITCH_STORE) != 0;
    board.fast = (board.switches & SWITCH_FAST) != 0;
    hal_pin_write(HAL_PIN_SENSOR_POWER, 0);
    (void)hal_uart_open(HAL_UART_DATA_OUT, cell_core_reset(&board.core, HAL_UART_TX), HAL_UART_8N1);
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX);
    board_show_activity(0);
    start_period_timer();
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_TIMER:
            start_period();
            break;
        case HAL_EV_UART_EMPTY:
            n == HAL_UART_CHAIN ? send_next_byte() : finish_repeating();
            break;
        case HAL_EV_ADC:
            on_adc(n, arg);
            break;
        default: /* HAL_EV_NVM_DONE */
            write_records();
            break;
    }
}
