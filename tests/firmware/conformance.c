/* Every call and event of the contract that event style has; conformance.h says how. A stage each
 * 100 ms, by timer 3; events that come meanwhile are said behind what the stage says. */
#include "conformance.h"

#define STAGE_TIMER 3
#define STAGE_MS 100
#define RECEIVE (HAL_UART_RX | HAL_UART_TX)

static uint8_t stage;
static uint8_t resets;
static uint8_t periods;
static uint8_t converted;
static uint8_t warnings;
static uint8_t is_deep; /* as soon as all has been said */
static uint8_t sleeps;
static uint32_t begin;
static uint32_t begin_ms;
static uint8_t flags = RECEIVE;

static void enable(uint8_t more) {
    flags = (uint8_t)(RECEIVE | more);
    hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(flags | (text.length ? HAL_UART_TX_EMPTY_EVENT : 0)));
}

static void try_time(void) {
    say("\ntime");
    say_number(hal_ticks_per_second() / 1000);
    begin = hal_ticks();
    begin_ms = hal_millis();
    hal_timer_start(0, ms(10), 0);
    hal_timer_at(1, begin + ms(22));
    hal_timer_start(2, ms(6), 1);
}

static void try_masks(void) {
    say_number(rounded(hal_ticks() - begin, ms(5)) / ms(1));
    say_number(rounded(hal_millis() - begin_ms, 5));
    say("\nmasks");
    const hal_irq_t before = hal_irq_save(); /* both do nothing in a handler */
    say_number(before);
    hal_irq_restore(before);
}

static void try_pins(void) {
    say("\npins");
    hal_pin_write(HAL_PIN_BYPASS, 1);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_INPUT);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_OUTPUT);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_write(HAL_PIN_BYPASS, 0);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_RISING); /* the driver turns it on, and off */
}

static void try_pwm(void) {
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_NONE);
    say("\npwm");
    hal_pwm_set(HAL_PWM_BYPASS, 0x4000, 1000);
    hal_pwm_set(HAL_PWM_LED_INFO, 0xFFFF, 1000);
    say_number(hal_pin_read(HAL_PIN_LED_INFO));
}

static void try_adc(void) {
    hal_pwm_set(HAL_PWM_BYPASS, 0, 0);
    hal_pwm_set(HAL_PWM_LED_INFO, 0, 0);
    say_number(hal_pin_read(HAL_PIN_LED_INFO));
    say("\nadc");
    hal_pin_write(HAL_PIN_SENSOR_POWER, 1);
    convert(0);
    convert(1); /* lost: there is one converter */
    say_number(hal_adc_busy());
}

static void on_conversion(uint16_t code) {
    say_number(rounded(code, conversions[converted].to));
    if (code != hal_adc_result())
        say(" differs");
    if (++converted < CONVERSIONS)
        convert(converted);
}

static void try_memory(void) {
    say("\nmemory");
    hal_nvm_write(STAGE_ADDRESS, 1);
    hal_nvm_write(OTHER_ADDRESS, 1); /* lost: it is busy */
    say_number(hal_nvm_busy());
}

static void try_sending(void) {
    say_number(hal_nvm_read(STAGE_ADDRESS));
    say_number(hal_nvm_read(OTHER_ADDRESS));
    say("\nsending");
    say_number(hal_uart_open(HAL_UART_DATA_OUT, 0, HAL_UART_8N1));
    say_number(hal_uart_open(HAL_UART_DATA_OUT, 400000, HAL_UART_8N1)); /* 500000 or 250000 */
    say_number(hal_uart_open(HAL_UART_DATA_OUT, 9600, 9));
    say_number(hal_uart_open(HAL_UART_DATA_OUT, 9600, HAL_UART_8N2));
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX | HAL_UART_COMPLETE_EVENT | HAL_UART_RELEASE);
    say_number(hal_uart_state(HAL_UART_DATA_OUT));
    for (uint8_t i = 0; i < 3; ++i)
        say_number(hal_uart_put(HAL_UART_DATA_OUT, i));
    say_number(hal_uart_state(HAL_UART_DATA_OUT));
}

/* The driver sends a byte, and then holds the line low. */
static void try_hearing(void) {
    hal_uart_enable(HAL_UART_DATA_OUT, 0);
    say("\nhearing");
    enable(HAL_UART_START_EVENT | HAL_UART_ERROR_EVENT);
}

/* The driver sends five bytes, the CPU is busy for four of them. */
static void try_overrun(void) {
    enable(0);
    say("\noverrun");
    if (hal_uart_get(HAL_UART_CHAIN, 0) != -1)
        say(" differs"); /* events have taken them */
    work_for(ms(45));
}

static void try_sleep(void) {
    say("\nsleep");
    hal_timer_start(0, ms(10), 0);
    hal_nvm_write(OTHER_ADDRESS, 7); /* done long before, and waits */
    hal_sleep(HAL_SLEEP_STANDBY, HAL_WAKE_TIMER);
}

static void try_identity(void) {
    say("\nidentity");
    for (uint8_t what = HAL_IDENT_SERIAL; what <= HAL_IDENT_CELL_OFFSET + 1; ++what)
        say_number(hal_ident(what));
}

/* The driver turns the switch on after a while, which does not count. */
static void try_deep_sleep(void) {
    say("\ndeep");
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_BOTH);
    enable(HAL_UART_COMPLETE_EVENT); /* what is being sent must be out */
    is_deep = 1;
}

static void fall_asleep(void) {
    is_deep = 0;
    sleeps = 1;
    begin = hal_ticks();
    begin_ms = hal_millis();
    hal_sleep(HAL_SLEEP_DEEP, HAL_WAKE_PIN);
}

static void on_waking(void) {
    sleeps = 0;
    say_number(rounded(hal_ticks() - begin, ms(5)) / ms(1));
    say_number(rounded(hal_millis() - begin_ms, 5));
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_NONE);
}

static void try_watchdog(void) {
    enable(0);
    say("\nwatchdog");
    hal_wdt_set(HAL_WDT_EVENT, 32);
}

static void on_watchdog(void) {
    if (++warnings == 2)
        hal_wdt_set(HAL_WDT_OFF, 0);
    else
        hal_wdt_kick();
}

static void end_by_watchdog(void) {
    hal_trace(1, 2, 3);
    hal_wdt_set(HAL_WDT_RESET, 64);
}

static void (*const stages[])(void) = {try_time,     try_masks,      try_pins,     try_pwm,
                                       try_adc,      try_memory,     try_sending,  try_hearing,
                                       try_overrun,  try_sleep,      try_identity, try_deep_sleep,
                                       try_watchdog, end_by_watchdog};

static void begin_stage(void) {
    if (resets == 1)
        hal_reset();
    if (resets == 2)
        hal_fail(3, 777);
    if (stage < sizeof stages / sizeof stages[0])
        stages[stage++]();
    enable((uint8_t)(flags & (uint8_t)~RECEIVE));
}

void fw_reset(uint8_t cause) {
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    const uint8_t kept = hal_nvm_read(STAGE_ADDRESS);
    resets = kept == STAGE_FRESH ? 0 : kept;
    if (resets)
        hal_nvm_write(STAGE_ADDRESS, (uint8_t)(resets + 1));
    say("\nreset");
    say_number(cause);
    say_number(hal_reset_cause());
    say_number(hal_reset_cause());
    enable(0);
    hal_timer_start(STAGE_TIMER, ms(STAGE_MS), 1);
}

static void on_timer(uint8_t n) {
    if (n == STAGE_TIMER)
        return begin_stage();
    say_event('t', n);
    if (n == 2 && ++periods == 3)
        hal_timer_stop(2);
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    switch (event) {
        case HAL_EV_UART_EMPTY:
            send_text();
            break;
        case HAL_EV_UART_COMPLETE:
            if (n != HAL_UART_CHAIN)
                say_event(letter_of(event), n);
            else if (is_deep && !text.length)
                return fall_asleep();
            break;
        case HAL_EV_TIMER:
            on_timer(n);
            break;
        case HAL_EV_ADC:
            on_conversion(arg);
            break;
        case HAL_EV_UART_BYTE:
        case HAL_EV_UART_ERROR:
            say_event(letter_of(event), n);
            say_number(arg);
            break;
        default:
            say_event(letter_of(event), n);
            if (event == HAL_EV_WATCHDOG)
                on_watchdog();
            if (event == HAL_EV_PIN && sleeps)
                on_waking();
            break;
    }
    enable((uint8_t)(flags & (uint8_t)~RECEIVE));
}
