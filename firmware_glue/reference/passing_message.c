#include "passing_message.h"

#include "chain_crc.h"
#include "chain_message.h"
#include "costs.h"

#define CONTEST_LOST (-1)
#define CONTEST_OPEN 0
#define CONTEST_WON 1

/* Apart: with it in sight, compilers make the way of every byte longer. */
static __attribute__((noinline)) void start_message(struct passing_message* message) {
    message->index = CHAIN_POSITION;
    message->crc_in = CHAIN_CRC_START;
    message->crc_out = CHAIN_CRC_START;
    message->bad = 0;
}

/* Behind the byte that is sent on: held up by half a bit it would be followed by the next one
 * without a pause, and a board that is slower by 4 % could not hear that one. */
static void show_message(struct passing_message* message) {
    hal_cost(COST_FIRST_BYTE);
    cell_core_receiving(&message->cell, 1);
    hal_timer_start(PASSING_TIMER_LED, message->gap_ticks * PASSING_LED_LIMIT_GAPS, 0);
}

void passing_reset(struct passing_message* message, uint8_t uart_flags) {
    const uint16_t bits_per_s = cell_core_reset(&message->cell, uart_flags);
    message->gap_ticks = hal_ticks_per_second() * PASSING_GAP_BIT_TIMES / bits_per_s;
    message->last_byte_ticks = hal_ticks();
    message->index = CHAIN_BYTES; /* a message already under way is not taken for a new one */
}

/* ---- The fields, byte by byte --------------------------------------------------------------- */

static uint8_t pass_position(struct passing_message* message, uint8_t in) {
    message->number = (uint8_t)(in + 1);
    if (message->number < 2)
        message->bad = 1; /* 0 is no position; 256 cells are too many */
    return message->number;
}

static uint8_t pass_sum(struct passing_message* message, uint8_t in, uint8_t own) {
    const uint16_t sum = (uint16_t)(in + own + message->carry);
    message->carry = chain_high_byte(sum);
    return chain_low_byte(sum);
}

/* The most significant byte of the lowest (or highest) so far against the own one. */
static uint8_t contest_high_byte(struct passing_message* message, uint8_t in, uint8_t own,
                                 uint8_t wins) {
    message->contest = wins ? CONTEST_WON : (in == own ? CONTEST_OPEN : CONTEST_LOST);
    return wins ? own : in;
}

static uint8_t contest_low_byte(struct passing_message* message, uint8_t in, uint8_t own,
                                uint8_t wins) {
    if (message->contest == CONTEST_OPEN)
        message->contest = wins ? CONTEST_WON : CONTEST_LOST;
    return message->contest == CONTEST_WON ? own : in;
}

static uint8_t pass_lowest_high(struct passing_message* message, uint8_t in, uint16_t reading) {
    const uint8_t high = chain_high_byte(reading);
    return contest_high_byte(message, in, high, high < in);
}

static uint8_t pass_lowest_low(struct passing_message* message, uint8_t in, uint16_t reading) {
    const uint8_t low = chain_low_byte(reading);
    return contest_low_byte(message, in, low, low < in);
}

static uint8_t pass_highest_high(struct passing_message* message, uint8_t in, uint16_t reading) {
    const uint8_t high = chain_high_byte(reading);
    return contest_high_byte(message, in, high, high > in);
}

static uint8_t pass_highest_low(struct passing_message* message, uint8_t in, uint16_t reading) {
    const uint8_t low = chain_low_byte(reading);
    return contest_low_byte(message, in, low, low > in);
}

static uint8_t pass_v_bypass(struct passing_message* message, uint8_t in) {
    message->v_bypass = (uint16_t)((uint16_t)(message->v_bypass << 8) | in);
    return in;
}

/* Both bytes of a CRC are its low one when their turn comes: gone on over its own first byte, it
 * has moved the second one down. */
static uint8_t pass_crc(struct passing_message* message, uint8_t in, uint8_t spoil) {
    const uint8_t out = chain_low_byte(message->crc_out);
    if (in != chain_low_byte(message->crc_in))
        message->bad = 1;
    return message->bad ? out ^ spoil : out;
}

/* The byte to send on for the one that came in. */
static uint8_t pass_field(struct passing_message* message, uint8_t index, uint8_t in) {
    const struct cell_core* cell = &message->cell;
    switch (index) {
        case CHAIN_POSITION:
            return pass_position(message, in);
        case CHAIN_REQUESTED:
            message->requested = in == message->number;
            return in;
        case CHAIN_FLAGS:
            message->flags = in;
            message->carry = 0;
            return in;
        case CHAIN_SUM:
            return pass_sum(message, in, chain_low_byte(cell->voltage));
        case CHAIN_SUM + 1:
            return pass_sum(message, in, chain_high_byte(cell->voltage));
        case CHAIN_SUM + 2:
            return pass_sum(message, in, 0);
        case CHAIN_LOWEST_VOLTAGE:
            return pass_lowest_high(message, in, cell->voltage);
        case CHAIN_LOWEST_VOLTAGE + 1:
            return pass_lowest_low(message, in, cell->voltage);
        case CHAIN_HIGHEST_VOLTAGE:
            return pass_highest_high(message, in, cell->voltage);
        case CHAIN_HIGHEST_VOLTAGE + 1:
            return pass_highest_low(message, in, cell->voltage);
        case CHAIN_LOWEST_TEMPERATURE:
            return pass_lowest_high(message, in, cell->temperature);
        case CHAIN_LOWEST_TEMPERATURE + 1:
            return pass_lowest_low(message, in, cell->temperature);
        case CHAIN_HIGHEST_TEMPERATURE:
            return pass_highest_high(message, in, cell->temperature);
        case CHAIN_HIGHEST_TEMPERATURE + 1:
            return pass_highest_low(message, in, cell->temperature);
        case CHAIN_LOWEST_VOLTAGE + 2:
        case CHAIN_HIGHEST_VOLTAGE + 2:
        case CHAIN_LOWEST_TEMPERATURE + 2:
        case CHAIN_HIGHEST_TEMPERATURE + 2:
            return message->contest == CONTEST_WON ? message->number : in;
        case CHAIN_DETAIL_VOLTAGE:
            return message->requested ? chain_high_byte(cell->voltage) : in;
        case CHAIN_DETAIL_VOLTAGE + 1:
            return message->requested ? chain_low_byte(cell->voltage) : in;
        case CHAIN_DETAIL_TEMPERATURE:
            return message->requested ? chain_high_byte(cell->temperature) : in;
        case CHAIN_DETAIL_TEMPERATURE + 1:
            return message->requested ? chain_low_byte(cell->temperature) : in;
        case CHAIN_V_BYPASS:
        case CHAIN_V_BYPASS + 1:
            return pass_v_bypass(message, in);
        case CHAIN_BYPASSING:
            return (uint8_t)(in + cell->bypassing);
        case CHAIN_CRC:
            return pass_crc(message, in, 0);
        case CHAIN_CRC + 1:
            return pass_crc(message, in, CHAIN_SPOIL);
        default:
            return in;
    }
}

/* ---- The end of a message ------------------------------------------------------------------- */

static void restart_silence_timer(uint8_t fast) {
    const uint32_t half_period = hal_ticks_per_second() >> (fast ? 2 : 1);
    hal_timer_start(PASSING_TIMER_SILENCE, PASSING_SILENCE_HALF_PERIODS * half_period, 1);
}

static uint8_t finish(struct passing_message* message) {
    hal_cost(COST_LAST_BYTE);
    hal_timer_stop(PASSING_TIMER_LED);
    cell_core_receiving(&message->cell, 0);
    if (message->bad)
        return 0;
    message->cell.v_bypass = message->v_bypass;
    restart_silence_timer(message->flags & CHAIN_FLAG_FAST);
    cell_core_measure();
    return 1;
}

/* ---- Events --------------------------------------------------------------------------------- */

uint8_t passing_receive(struct passing_message* message, uint16_t byte_and_errors) {
    hal_cost(COST_BYTE); /* before all that the byte leads to, which it dates */
    const uint8_t in = chain_low_byte(byte_and_errors);
    const uint32_t now = hal_ticks();
    const uint32_t since_last_byte = now - message->last_byte_ticks;
    message->last_byte_ticks = now;
    if (since_last_byte > message->gap_ticks)
        start_message(message);
    if (byte_and_errors > 0xFFu)
        message->bad = 1;
    const uint8_t index = message->index;
    if (index >= CHAIN_BYTES)
        return 0; /* between the end of a message and the gap */
    message->index = (uint8_t)(index + 1);
    const uint8_t out = pass_field(message, index, in);
    message->crc_in = chain_crc_update(message->crc_in, in);
    message->crc_out = chain_crc_update(message->crc_out, out);
    board_pass_on(index, out);
    if (message->index > CHAIN_POSITION + 1 && message->index < CHAIN_BYTES)
        return 0; /* neither the first nor the last */
    if (message->index == CHAIN_BYTES)
        return finish(message);
    show_message(message);
    return 0;
}

void passing_timer(struct passing_message* message, uint8_t timer) {
    if (timer == PASSING_TIMER_LED) {
        cell_core_receiving(&message->cell, 0);
    } else {
        /* The tick counter may wrap during a long silence and make the gap look short. */
        message->last_byte_ticks = hal_ticks() - message->gap_ticks - 1;
        cell_core_end_bypass(&message->cell);
    }
}
