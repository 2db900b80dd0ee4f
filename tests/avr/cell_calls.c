/* Firmware that makes every call of the contract and says on the chain what comes of it, so that
 * two hosts of it can be compared. It goes through resets: where it is, its memory knows. */
#include "hal/cellhal.h"

#define STAGE_ADDRESS 300
#define OTHER_ADDRESS 301
#define STAGE_FRESH 0xFF
#define STAGE_WATCHDOG_RESET 1
#define STAGE_SOFTWARE_RESET 2
#define STAGE_WARNED_RESET 3

#define TIMER_PERIODIC 0
#define TIMER_ONCE 1
#define TIMER_STOPPED 2
#define TIMER_FAR 3 /* behind several turns of a 16-bit counter */
#define PERIOD_MS 20
#define PERIODS 6

#define QUEUE_BYTES 128
static uint8_t queue[QUEUE_BYTES];
static uint8_t queue_first, queue_length;

static uint8_t stage;
static uint8_t periods;
static uint32_t last_ticks;
static uint8_t warnings;
static uint8_t uart_flags = HAL_UART_RX | HAL_UART_TX;

/* Converted one behind the other. */
static const struct {
    uint8_t channel;
    uint8_t reference;
} conversions[] = {
    {HAL_ADC_CELL, HAL_ADC_REF_INTERNAL},   {HAL_ADC_TEMP, HAL_ADC_REF_INTERNAL},
    {HAL_ADC_CELL, HAL_ADC_REF_SUPPLY},     {HAL_ADC_BAND_GAP, HAL_ADC_REF_INTERNAL},
    {HAL_ADC_SUPPLY, HAL_ADC_REF_INTERNAL}, {HAL_ADC_BAND_GAP, HAL_ADC_REF_SUPPLY},
    {HAL_ADC_CELL, HAL_ADC_REF_EXTERNAL},
};
#define CONVERSIONS (sizeof(conversions) / sizeof(conversions[0]))
static uint8_t converted;

static void say(uint8_t byte) {
    queue[(queue_first + queue_length++) % QUEUE_BYTES] = byte;
    hal_uart_enable(HAL_UART_CHAIN, uart_flags | HAL_UART_TX_EMPTY_EVENT);
}

static void say_both(uint8_t what, uint8_t value) {
    say(what);
    say(value);
}

static void say_more(void) {
    while (queue_length != 0 && hal_uart_put(HAL_UART_CHAIN, queue[queue_first])) {
        queue_first = (uint8_t)((queue_first + 1) % QUEUE_BYTES);
        --queue_length;
    }
    if (queue_length == 0)
        hal_uart_enable(HAL_UART_CHAIN, uart_flags);
}

static uint32_t ms(uint32_t count) { return hal_ticks_per_second() / 1000 * count; }

static void start_timers(void) {
    hal_timer_start(TIMER_FAR, ms(130), 0);
    hal_timer_start(TIMER_STOPPED, ms(30), 0);
    hal_timer_start(TIMER_PERIODIC, ms(PERIOD_MS), 1);
    hal_timer_at(TIMER_ONCE, hal_ticks() + ms(33));
    hal_timer_stop(TIMER_STOPPED);
    last_ticks = hal_ticks();
}

static void move_on(uint8_t to) {
    stage = to;
    hal_nvm_write(STAGE_ADDRESS, to);
    say_both('B', hal_nvm_busy());
    hal_nvm_write(OTHER_ADDRESS, 1); /* lost: it is busy */
}

static void try_pins(void) {
    hal_pin_write(HAL_PIN_BYPASS, 1);
    say_both('P', hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_INPUT);
    say_both('P', hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_OUTPUT); /* with what was written */
    say_both('P', hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_OPEN_DRAIN);
    say_both('P', hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_OUTPUT);
    hal_pin_write(HAL_PIN_BYPASS, 0);
    say_both('P', hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_write(HAL_PIN_SW1, 1); /* not on this board */
    say_both('P', hal_pin_read(HAL_PIN_SW1));
}

static void tell_identity(void) {
    for (uint8_t what = HAL_IDENT_SERIAL; what <= HAL_IDENT_CELL_OFFSET + 1; ++what) {
        const uint32_t word = hal_ident(what);
        say('I');
        for (uint8_t shift = 0; shift < 32; shift += 8)
            say((uint8_t)(word >> shift));
    }
}

static void try_rates(void) {
    say_both('O', hal_uart_open(HAL_UART_CHAIN, 0, HAL_UART_8N1));
    say_both('O', hal_uart_open(HAL_UART_CHAIN, 400000, HAL_UART_8N1)); /* 500000 or 250000 */
    say_both('O', hal_uart_open(HAL_UART_CHAIN, 1000000000, HAL_UART_8N1));
    say_both('O', hal_uart_open(HAL_UART_CHAIN, 38400, HAL_UART_8N2 + 1));
}

static void convert_next(void) {
    hal_adc_start(conversions[converted].channel, conversions[converted].reference, 0);
    ++converted;
}

static void on_period(void) {
    const uint32_t now = hal_ticks();
    say_both('D', (uint8_t)((now - last_ticks + ms(1) / 2) / ms(1)));
    last_ticks = now;
    say_both('M', (uint8_t)((hal_millis() + 2) / 5));
    if (++periods < PERIODS)
        return;
    hal_timer_stop(TIMER_PERIODIC);
    convert_next();
    say_both('Y', hal_adc_busy());
    hal_adc_start(HAL_ADC_TEMP, HAL_ADC_REF_INTERNAL, 0); /* lost: there is one converter */
}

static void on_adc(uint8_t channel, uint16_t code) {
    say_both('A', channel);
    say_both((uint8_t)(code >> 8), (uint8_t)code);
    if (converted < CONVERSIONS) {
        convert_next();
        return;
    }
    say_both('Y', hal_adc_busy() || hal_adc_result() != code);
    try_pins();
    tell_identity();
    uart_flags |= HAL_UART_COMPLETE_EVENT;
    say_both('G', (uint8_t)hal_uart_get(HAL_UART_CHAIN, 0));
}

static void on_complete(uint8_t n) {
    uart_flags &= (uint8_t)~HAL_UART_COMPLETE_EVENT;
    hal_trace(0x1234, 0x89ABCDEF, n + 1u);
    say_both('C', n);
    say_both('U', hal_uart_state(HAL_UART_CHAIN));
    hal_wdt_set(HAL_WDT_EVENT, 32);
}

static void on_watchdog(void) {
    say_both('W', ++warnings);
    if (stage == STAGE_WARNED_RESET) {
        if (warnings == 1)
            hal_wdt_kick(); /* it warns once more */
    } else if (warnings == 2) {
        hal_wdt_set(HAL_WDT_OFF, 0);
        move_on(STAGE_WATCHDOG_RESET);
    }
}

static void on_written(void) {
    say_both('N', hal_nvm_read(STAGE_ADDRESS));
    say_both('N', hal_nvm_read(OTHER_ADDRESS));
    if (stage == STAGE_WATCHDOG_RESET)
        hal_wdt_set(HAL_WDT_RESET, 64);
    if (stage == STAGE_SOFTWARE_RESET)
        hal_reset();
    if (stage == STAGE_WARNED_RESET)
        hal_wdt_set(HAL_WDT_EVENT_THEN_RESET, 32);
}

void fw_reset(uint8_t cause) {
    const hal_irq_t interrupts = hal_irq_save();
    stage = hal_nvm_read(STAGE_ADDRESS);
    (void)hal_uart_open(HAL_UART_CHAIN, 38400,
                        stage == STAGE_WARNED_RESET ? HAL_UART_8N2 : HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, uart_flags);
    say_both('R', cause);
    say_both('R', hal_reset_cause());
    say_both('R', hal_reset_cause());
    hal_irq_restore(interrupts);
    if (stage == STAGE_FRESH) {
        try_rates();
        start_timers();
    } else if (stage == STAGE_WATCHDOG_RESET) {
        move_on(STAGE_SOFTWARE_RESET);
    } else if (stage == STAGE_SOFTWARE_RESET) {
        move_on(STAGE_WARNED_RESET);
    } else {
        hal_timer_start(TIMER_ONCE, ms(10), 0);
    }
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_UART_EMPTY:
            say_more();
            break;
        case HAL_EV_TIMER:
            say_both('T', n);
            if (n == TIMER_PERIODIC)
                on_period();
            if (stage == STAGE_WARNED_RESET)
                hal_fail(3, 777);
            break;
        case HAL_EV_UART_COMPLETE:
            on_complete(n);
            break;
        case HAL_EV_ADC:
            on_adc(n, arg);
            break;
        case HAL_EV_NVM_DONE:
            on_written();
            break;
        case HAL_EV_WATCHDOG:
            on_watchdog();
            break;
        default:
            break;
    }
}
