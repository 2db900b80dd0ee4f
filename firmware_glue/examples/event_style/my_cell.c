/* A cell board from scratch, in event style: it measures its cell, joins the chain message while
 * that passes, balances, and flashes its LED.
 *
 * Works between cellchain's reference IN and OUT, whose message is described in PROTOCOL.md: 40
 * bytes at 9600 bits/s, each passed on as soon as it has come. */
#include "cellhal.h"

#ifndef CHAIN_BITS_PER_S
#define CHAIN_BITS_PER_S 9600
#endif

enum {
    MESSAGE_BYTES = 40,
    POSITION = 0,
    REQUESTED = 1,
    SUM = 4,       /* 3 bytes, least significant first */
    EXTREMES = 7,  /* lowest and highest voltage, lowest and highest temperature: 3 bytes each */
    DETAIL = 19,   /* voltage and temperature of the requested cell */
    V_BYPASS = 23, /* 2 bytes, most significant first */
    BYPASSING = 31,
    CRC = 38,
    SPOIL = 0x55 /* into the last byte of a bad message, so that nobody behind believes it */
};
enum { QUEUE_BYTES = 8, HYSTERESIS = 4 /* 20 mV */, SILENCE_TIMER = 0, LED_TIMER = 1 };

/* All that the board remembers. Each of 255 boards has its own. */
static struct {
    uint32_t last_byte_at;
    uint16_t voltage; /* counts of 5 mV */
    uint16_t temperature;
    uint16_t v_bypass;
    uint16_t v_bypass_heard; /* in force once the message has proved good */
    uint16_t crc_in;
    uint16_t crc_out;
    uint8_t at; /* of the message's next byte */
    uint8_t number;
    uint8_t is_asked;
    uint8_t carry;
    uint8_t is_tied; /* so far as high as the extreme that came in */
    uint8_t has_won;
    uint8_t is_bad;
    uint8_t is_receiving;
    uint8_t is_bypassing;
    uint8_t queue[QUEUE_BYTES];
    uint8_t queue_first;
    uint8_t queue_length;
} board;

static uint8_t high(uint16_t word) { return (uint8_t)(word >> 8); }
static uint8_t low(uint16_t word) { return (uint8_t)(word & 0xFF); }

static void show(void) {
    hal_pin_write(HAL_PIN_LED_INFO, board.is_receiving || board.is_bypassing);
}

static void bypass(uint8_t on) {
    board.is_bypassing = on;
    hal_pin_write(HAL_PIN_BYPASS, on);
    show();
}

/* ---- The message, byte by byte --------------------------------------------------------------- */

static uint16_t crc_with(uint16_t crc, uint8_t byte) {
    crc = (uint16_t)(crc ^ (byte << 8));
    for (int bit = 0; bit < 8; ++bit)
        crc = (uint16_t)(crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1);
    return crc;
}

static uint8_t add(uint8_t in, uint8_t own) {
    const uint16_t sum = (uint16_t)(in + own + board.carry);
    board.carry = high(sum);
    return low(sum);
}

/* Two bytes of the extreme so far, most significant first, and the number of its cell. */
static uint8_t contest(uint8_t field, uint8_t part, uint8_t in) {
    const uint16_t own = field < 2 ? board.voltage : board.temperature;
    const uint8_t byte = part == 0 ? high(own) : low(own);
    const uint8_t wants_lowest = field % 2 == 0;
    if (part == 2)
        return board.has_won ? board.number : in;
    if (part == 0) {
        board.is_tied = 1;
        board.has_won = 0;
    }
    if (board.is_tied && byte != in) {
        board.is_tied = 0;
        board.has_won = (byte < in) == wants_lowest;
    }
    return board.has_won ? byte : in;
}

static uint8_t pass_crc(uint8_t in, uint8_t expected, uint8_t out, uint8_t spoil) {
    if (in != expected)
        board.is_bad = 1;
    return board.is_bad ? out ^ spoil : out;
}

/* What goes on for the byte that came. */
static uint8_t pass(uint8_t at, uint8_t in) {
    const uint8_t own[] = {high(board.voltage), low(board.voltage), high(board.temperature),
                           low(board.temperature)};
    if (at >= EXTREMES && at < DETAIL)
        return contest((uint8_t)((at - EXTREMES) / 3), (uint8_t)((at - EXTREMES) % 3), in);
    if (at >= DETAIL && at < V_BYPASS)
        return board.is_asked ? own[at - DETAIL] : in;
    switch (at) {
        case POSITION:
            board.number = (uint8_t)(in + 1);
            board.carry = 0;
            return board.number;
        case REQUESTED:
            board.is_asked = in == board.number;
            return in;
        case SUM:
            return add(in, low(board.voltage));
        case SUM + 1:
            return add(in, high(board.voltage));
        case SUM + 2:
            return add(in, 0);
        case V_BYPASS:
        case V_BYPASS + 1:
            board.v_bypass_heard = (uint16_t)(board.v_bypass_heard << 8 | in);
            return in;
        case BYPASSING:
            return (uint8_t)(in + board.is_bypassing);
        case CRC:
            return pass_crc(in, high(board.crc_in), high(board.crc_out), 0);
        default:
            return in;
    }
}

/* ---- The line -------------------------------------------------------------------------------- */

static void enable_line(uint8_t empty_event) {
    hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(HAL_UART_RX | HAL_UART_TX | empty_event));
}

/* A neighbour's clock may be 2 % faster: what the transmitter cannot take yet has to wait. */
static void send(uint8_t byte) {
    if (board.queue_length == 0 && hal_uart_put(HAL_UART_CHAIN, byte))
        return;
    if (board.queue_length == QUEUE_BYTES)
        return; /* the message ends short, and nobody believes it */
    board.queue[(board.queue_first + board.queue_length) % QUEUE_BYTES] = byte;
    ++board.queue_length;
    enable_line(HAL_UART_TX_EMPTY_EVENT);
}

static void send_queued(void) {
    if (board.queue_length != 0 && hal_uart_put(HAL_UART_CHAIN, board.queue[board.queue_first])) {
        board.queue_first = (uint8_t)((board.queue_first + 1) % QUEUE_BYTES);
        --board.queue_length;
    }
    if (board.queue_length == 0)
        enable_line(0);
}

static void begin_message(void) {
    board.at = 0;
    board.crc_in = board.crc_out = 0xFFFF;
    board.is_bad = 0;
    board.is_receiving = 1;
    show();
    hal_timer_start(LED_TIMER, hal_ticks_per_second() / CHAIN_BITS_PER_S * 600, 0);
}

static void end_message(void) {
    board.is_receiving = 0;
    show();
    if (board.is_bad)
        return;
    board.v_bypass = board.v_bypass_heard;
    hal_timer_start(SILENCE_TIMER, hal_ticks_per_second() / 2 * 7, 0);
    hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL,
                  0); /* for the next message: readings must not change in one */
}

static void hear(uint8_t in, uint8_t errors) {
    hal_cost(400); /* cycles that the microcontroller takes for a byte: an estimate */
    const uint32_t now = hal_ticks();
    const uint32_t gap = hal_ticks_per_second() * 30 / CHAIN_BITS_PER_S; /* three byte times */
    if (now - board.last_byte_at > gap)
        begin_message();
    board.last_byte_at = now;
    if (board.at >= MESSAGE_BYTES)
        return;
    if (errors != 0)
        board.is_bad = 1;
    const uint8_t at = board.at++;
    const uint8_t out =
        at == CRC + 1 ? pass_crc(in, low(board.crc_in), low(board.crc_out), SPOIL) : pass(at, in);
    if (at < CRC) {
        board.crc_in = crc_with(board.crc_in, in);
        board.crc_out = crc_with(board.crc_out, out);
    }
    send(out);
    if (board.at == MESSAGE_BYTES)
        end_message();
}

/* ---- Measuring ------------------------------------------------------------------------------- */

static void take_reading(uint8_t channel, uint16_t code) {
    if (channel == HAL_ADC_TEMP) {
        board.temperature = code;
        return;
    }
    board.voltage = code;
    hal_adc_start(HAL_ADC_TEMP, HAL_ADC_REF_INTERNAL, 0);
    if (board.v_bypass != 0 && code > board.v_bypass)
        bypass(1);
    else if (code + HYSTERESIS < board.v_bypass)
        bypass(0);
}

/* ---- What cellchain calls -------------------------------------------------------------------- */

void fw_reset(uint8_t cause) {
    (void)cause;
    board.at = MESSAGE_BYTES; /* a message already under way is not ours */
    board.last_byte_at = hal_ticks();
    (void)hal_uart_open(HAL_UART_CHAIN, CHAIN_BITS_PER_S, HAL_UART_8N1);
    enable_line(0);
    hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_UART_BYTE:
            hear(low(arg), high(arg));
            break;
        case HAL_EV_UART_EMPTY:
            send_queued();
            break;
        case HAL_EV_ADC:
            take_reading(n, arg);
            break;
        case HAL_EV_TIMER:
            if (n == SILENCE_TIMER)
                bypass(0);
            board.is_receiving = 0;
            show();
            break;
        default:
            break;
    }
}
