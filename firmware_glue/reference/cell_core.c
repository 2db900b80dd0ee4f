#include "cell_core.h"

#define CONTEST_LOST 0
#define CONTEST_OPEN 1
#define CONTEST_WON 2

#define INDEX_ANY_BYTE_STARTS 0xFF

static void set_bypass(struct cell_core* core, uint8_t on) {
    if (core->bypassing == on)
        return;
    core->bypassing = on;
    hal_pin_write(HAL_PIN_BYPASS, on);
    board_show_activity(core->receiving);
}

static void decide_bypass(struct cell_core* core) {
    if (core->voltage > core->v_bypass) {
        set_bypass(core, 1);
    } else if (core->voltage + CELL_BYPASS_HYSTERESIS_COUNTS < core->v_bypass) {
        set_bypass(core, 0);
    }
}

static void restart_silence_timer(uint8_t fast) {
    const uint32_t half_period = hal_ticks_per_second() / (fast ? 4 : 2);
    hal_timer_start(CELL_TIMER_SILENCE, CELL_SILENCE_HALF_PERIODS * half_period, 0);
}

void cell_core_reset(struct cell_core* core, uint8_t uart_flags) {
    core->v_bypass = CELL_NO_BYPASS;
    core->gap_ticks = hal_ticks_per_second() * CELL_GAP_BIT_TIMES / CHAIN_BITS_PER_S;
    core->last_byte_ticks = hal_ticks();
    core->index = CHAIN_BYTES; /* a message already under way is not taken for a new one */
    (void)hal_uart_open(HAL_UART_CHAIN, CHAIN_BITS_PER_S);
    hal_uart_enable(HAL_UART_CHAIN, uart_flags);
    hal_pin_write(HAL_PIN_BYPASS, 0);
    cell_core_measure();
}

static void start_message(struct cell_core* core) {
    core->index = 0;
    core->crc_in = CHAIN_CRC_START;
    core->crc_out = CHAIN_CRC_START;
    core->bad = 0;
    core->receiving = 1;
    board_show_activity(1);
    hal_timer_start(CELL_TIMER_LED, hal_ticks_per_second() / 1000 * CELL_LED_LIMIT_MS, 0);
}

/* The most significant byte of the lowest (or highest) so far against the own one. */
static uint8_t contest_high_byte(struct cell_core* core, uint8_t in, uint8_t own, uint8_t wins) {
    core->contest = wins ? CONTEST_WON : (in == own ? CONTEST_OPEN : CONTEST_LOST);
    return wins ? own : in;
}

static uint8_t contest_low_byte(struct cell_core* core, uint8_t in, uint8_t own, uint8_t wins) {
    if (core->contest == CONTEST_OPEN)
        core->contest = wins ? CONTEST_WON : CONTEST_LOST;
    return core->contest == CONTEST_WON ? own : in;
}

static uint8_t pass_lowest(struct cell_core* core, uint8_t in, uint8_t part, uint16_t own) {
    const uint8_t high = chain_high_byte(own);
    const uint8_t low = chain_low_byte(own);
    if (part == 0)
        return contest_high_byte(core, in, high, high < in);
    if (part == 1)
        return contest_low_byte(core, in, low, low < in);
    return core->contest == CONTEST_WON ? core->number : in;
}

static uint8_t pass_highest(struct cell_core* core, uint8_t in, uint8_t part, uint16_t own) {
    const uint8_t high = chain_high_byte(own);
    const uint8_t low = chain_low_byte(own);
    if (part == 0)
        return contest_high_byte(core, in, high, high > in);
    if (part == 1)
        return contest_low_byte(core, in, low, low > in);
    return core->contest == CONTEST_WON ? core->number : in;
}

static uint8_t pass_sum(struct cell_core* core, uint8_t in, uint8_t own) {
    const uint16_t sum = (uint16_t)(in + own + core->carry);
    core->carry = chain_high_byte(sum);
    return chain_low_byte(sum);
}

static uint8_t pass_position(struct cell_core* core, uint8_t in) {
    core->number = (uint8_t)(in + 1);
    if (core->number < 2)
        core->bad = 1; /* 0 is no position; 256 cells are too many */
    return core->number;
}

/* The byte to send on for the one that came in. */
static uint8_t pass_byte(struct cell_core* core, uint8_t in) {
    const uint8_t index = core->index;
    switch (index) {
        case CHAIN_POSITION:
            return pass_position(core, in);
        case CHAIN_REQUESTED:
            core->requested = in == core->number;
            return in;
        case CHAIN_FLAGS:
            core->flags = in;
            core->carry = 0;
            return in;
        case CHAIN_SUM:
            return pass_sum(core, in, chain_low_byte(core->voltage));
        case CHAIN_SUM + 1:
            return pass_sum(core, in, chain_high_byte(core->voltage));
        case CHAIN_SUM + 2:
            return pass_sum(core, in, 0);
        case CHAIN_LOWEST_VOLTAGE:
        case CHAIN_LOWEST_VOLTAGE + 1:
        case CHAIN_LOWEST_VOLTAGE + 2:
            return pass_lowest(core, in, (uint8_t)(index - CHAIN_LOWEST_VOLTAGE), core->voltage);
        case CHAIN_HIGHEST_VOLTAGE:
        case CHAIN_HIGHEST_VOLTAGE + 1:
        case CHAIN_HIGHEST_VOLTAGE + 2:
            return pass_highest(core, in, (uint8_t)(index - CHAIN_HIGHEST_VOLTAGE), core->voltage);
        case CHAIN_LOWEST_TEMPERATURE:
        case CHAIN_LOWEST_TEMPERATURE + 1:
        case CHAIN_LOWEST_TEMPERATURE + 2:
            return pass_lowest(core, in, (uint8_t)(index - CHAIN_LOWEST_TEMPERATURE),
                               core->temperature);
        case CHAIN_HIGHEST_TEMPERATURE:
        case CHAIN_HIGHEST_TEMPERATURE + 1:
        case CHAIN_HIGHEST_TEMPERATURE + 2:
            return pass_highest(core, in, (uint8_t)(index - CHAIN_HIGHEST_TEMPERATURE),
                                core->temperature);
        case CHAIN_DETAIL_VOLTAGE:
            return core->requested ? chain_high_byte(core->voltage) : in;
        case CHAIN_DETAIL_VOLTAGE + 1:
            return core->requested ? chain_low_byte(core->voltage) : in;
        case CHAIN_DETAIL_TEMPERATURE:
            return core->requested ? chain_high_byte(core->temperature) : in;
        case CHAIN_DETAIL_TEMPERATURE + 1:
            return core->requested ? chain_low_byte(core->temperature) : in;
        case CHAIN_V_BYPASS:
            core->v_bypass_read = (uint16_t)((uint16_t)in << 8);
            return in;
        case CHAIN_V_BYPASS + 1:
            core->v_bypass_read |= in;
            return in;
        case CHAIN_BYPASSING:
            return (uint8_t)(in + core->bypassing);
        default:
            return in;
    }
}

static uint8_t pass_crc(struct cell_core* core, uint8_t in) {
    if (core->index == CHAIN_CRC) {
        if (in != chain_high_byte(core->crc_in))
            core->bad = 1;
        return chain_high_byte(core->crc_out);
    }
    if (in != chain_low_byte(core->crc_in))
        core->bad = 1;
    const uint8_t low = chain_low_byte(core->crc_out);
    return core->bad ? (uint8_t)(low ^ CHAIN_SPOIL) : low;
}

uint8_t cell_core_receive(struct cell_core* core, uint16_t byte_and_errors, uint8_t* out) {
    const uint8_t in = chain_low_byte(byte_and_errors);
    const uint32_t now = hal_ticks();
    const uint32_t since_last_byte = now - core->last_byte_ticks;
    core->last_byte_ticks = now;
    hal_cost(CELL_BYTE_CYCLES);
    if (since_last_byte > core->gap_ticks || core->index == INDEX_ANY_BYTE_STARTS) {
        start_message(core);
    } else if (core->index >= CHAIN_BYTES) {
        return CELL_BYTE_IGNORED;
    }
    if (byte_and_errors > 0xFFu)
        core->bad = 1;
    if (core->index < CHAIN_CRC) {
        *out = pass_byte(core, in);
        core->crc_in = chain_crc_update(core->crc_in, in);
        core->crc_out = chain_crc_update(core->crc_out, *out);
    } else {
        *out = pass_crc(core, in);
    }
    if (++core->index < CHAIN_BYTES)
        return CELL_BYTE_PASSED;
    return core->bad ? CELL_BYTE_LAST_BAD : CELL_BYTE_LAST_GOOD;
}

void cell_core_end(struct cell_core* core, uint8_t good) {
    hal_timer_stop(CELL_TIMER_LED);
    core->receiving = 0;
    board_show_activity(0);
    if (!good)
        return;
    core->v_bypass = core->v_bypass_read;
    restart_silence_timer(core->flags & CHAIN_FLAG_FAST);
    cell_core_measure();
}

void cell_core_measure(void) { hal_adc_start(HAL_ADC_CELL); }

uint8_t cell_core_adc(struct cell_core* core, uint8_t channel, uint16_t code) {
    if (channel == HAL_ADC_CELL) {
        core->voltage = code;
        decide_bypass(core);
        hal_adc_start(HAL_ADC_TEMP);
    } else if (channel == HAL_ADC_TEMP) {
        core->temperature = code;
        return 1;
    }
    return 0;
}

void cell_core_timer(struct cell_core* core, uint8_t timer) {
    if (timer == CELL_TIMER_LED) {
        core->receiving = 0;
        board_show_activity(0);
    } else if (timer == CELL_TIMER_SILENCE) {
        /* The tick counter may wrap during a long silence and make the gap look short. */
        core->index = INDEX_ANY_BYTE_STARTS;
        cell_core_end_bypass(core);
    }
}

void cell_core_end_bypass(struct cell_core* core) {
    core->v_bypass = CELL_NO_BYPASS;
    set_bypass(core, 0);
}
