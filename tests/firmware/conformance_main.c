/* Every call of the contract that main style has more than event style, and the others from a main
 * program; conformance.h says how. The program waits, its interrupts note what came. */
#include "conformance.h"

#define RECEIVE (HAL_UART_RX | HAL_UART_TX)
#define MOST_EVENTS 24

static volatile uint8_t events[MOST_EVENTS];
static volatile uint8_t numbers[MOST_EVENTS];
static volatile uint8_t event_count;
static uint8_t reset_cause;

void fw_reset(uint8_t cause) {
    reset_cause = cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, RECEIVE);
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    (void)arg;
    if (event == HAL_EV_UART_BYTE || event == HAL_EV_UART_ERROR)
        (void)hal_uart_get(n, 0);
    if (event == HAL_EV_UART_EMPTY)
        hal_uart_enable(n, HAL_UART_TX);
    if (event_count < MOST_EVENTS) {
        events[event_count] = event;
        numbers[event_count++] = n;
    }
}

static void say_events(void) {
    for (uint8_t i = 0; i < event_count; ++i)
        say_event(letter_of(events[i]), numbers[i]);
    event_count = 0;
}

static void end_line(void) {
    say_events();
    say("\n");
    while (text.length) {
        send_text();
        hal_poll();
    }
    while (!(hal_uart_state(HAL_UART_CHAIN) & HAL_UART_TX_COMPLETE))
        hal_poll();
    event_count = 0;
}

static void try_time(void) {
    say("time");
    const uint32_t begin = hal_ticks();
    const uint32_t begin_ms = hal_millis();
    hal_delay_us(20000);
    say_number(rounded(hal_ticks() - begin, ms(1)) / ms(1));
    while (hal_millis() - begin_ms < 30)
        hal_poll();
    say_number(rounded(hal_ticks() - begin, ms(2)) / ms(1));
    hal_timer_start(0, ms(10), 0);
    hal_timer_at(1, hal_ticks() + ms(22));
    hal_timer_start(2, ms(6), 1);
    while (event_count < 5)
        hal_poll();
    hal_timer_stop(2);
    end_line();
}

static void try_masks(void) {
    say("masks");
    const hal_irq_t irq = hal_irq_save();
    say_number(irq);
    say_number(hal_irq_save());
    hal_timer_start(0, ms(2), 1);
    hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
    work_for(ms(9));
    hal_timer_stop(0);
    say_number(event_count);
    hal_irq_restore(irq);
    end_line();
}

static void try_adc(void) {
    say("adc");
    hal_pin_write(HAL_PIN_SENSOR_POWER, 1);
    for (uint8_t i = 0; i < CONVERSIONS; ++i) {
        convert(i);
        if (conversions[i].flags & HAL_ADC_QUIET)
            hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ADC);
        while (hal_adc_busy())
            hal_poll();
        say_number(rounded(hal_adc_result(), conversions[i].to));
    }
    event_count = 0;
    end_line();
}

static void try_memory(void) {
    say("memory");
    hal_nvm_write(STAGE_ADDRESS, 42);
    say_number(hal_nvm_busy());
    while (hal_nvm_busy())
        hal_poll();
    say_number(hal_nvm_read(STAGE_ADDRESS));
    end_line();
}

static void try_pins(void) {
    say("pins");
    hal_pin_write(HAL_PIN_BYPASS, 1);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_ANALOG);
    say_number(hal_pin_read(HAL_PIN_BYPASS));
    hal_pin_mode(HAL_PIN_BYPASS, HAL_PIN_OUTPUT);
    hal_pin_write(HAL_PIN_BYPASS, 0);
    hal_pwm_set(HAL_PWM_LED_INFO, 0xFFFF, 1000);
    say_number(hal_pin_read(HAL_PIN_LED_INFO));
    hal_pwm_set(HAL_PWM_LED_INFO, 0, 0);
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_BOTH); /* the driver turns it on */
    while (event_count == 0)
        hal_sleep(HAL_SLEEP_STANDBY, HAL_WAKE_PIN);
    end_line();
}

/* The driver turns the switch off, which ends it. */
static void try_deep_sleep(void) {
    say("deep");
    const uint32_t begin = hal_ticks();
    hal_sleep(HAL_SLEEP_DEEP, HAL_WAKE_PIN);
    hal_pin_irq(HAL_PIN_SW1, HAL_EDGE_NONE);
    say_number(rounded(hal_ticks() - begin, ms(5)) / ms(1));
    end_line();
}

static void try_sending(void) {
    say("sending");
    say_number(hal_uart_open(HAL_UART_DATA_OUT, 9600, HAL_UART_8N2));
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX | HAL_UART_COMPLETE_EVENT);
    for (uint8_t i = 0; i < 3; ++i)
        say_number(hal_uart_put(HAL_UART_DATA_OUT, i));
    while (event_count == 0)
        hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_UART_COMPLETE);
    end_line();
    say("empty");
    hal_uart_enable(HAL_UART_DATA_OUT, HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
    while (event_count == 0)
        hal_poll();
    end_line();
}

/* The driver sends "ab" 5 and 6 ms behind an 'h' of ours, and a break 10 ms behind. */
static void try_hearing(void) {
    uint8_t errors = 0;
    int16_t byte;
    end_line();
    say("hearing");
    while ((byte = hal_uart_get(HAL_UART_CHAIN, &errors)) < 0)
        hal_poll();
    say_number((uint32_t)byte);
    say_number(errors);
    while (!(hal_uart_state(HAL_UART_CHAIN) & HAL_UART_RX_READY))
        hal_poll();
    say_number(hal_uart_state(HAL_UART_CHAIN) & (HAL_UART_RX_READY | HAL_UART_LINE));
    say_number((uint32_t)hal_uart_get(HAL_UART_CHAIN, 0));
    while (hal_uart_state(HAL_UART_CHAIN) & HAL_UART_LINE)
        hal_poll(); /* the break's beginning */
    while ((byte = hal_uart_get(HAL_UART_CHAIN, &errors)) < 0)
        hal_poll();
    say_number((uint32_t)byte);
    say_number(errors);
    end_line();
}

/* The driver sends two bytes more. */
static void try_waking_by_bytes(void) {
    say("waking");
    hal_uart_enable(HAL_UART_CHAIN, RECEIVE | HAL_UART_RX_EVENT);
    hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_UART_BYTE);
    hal_uart_enable(HAL_UART_CHAIN, RECEIVE | HAL_UART_RX_EVENT | HAL_UART_START_EVENT);
    hal_sleep(HAL_SLEEP_DEEP, HAL_WAKE_UART_START);
    hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_UART_BYTE);
    hal_uart_enable(HAL_UART_CHAIN, RECEIVE);
    end_line();
}

static void try_watchdog(void) {
    say("watchdog");
    hal_wdt_set(HAL_WDT_EVENT, 32);
    hal_delay_us(20000);
    hal_wdt_kick();
    hal_delay_us(20000);
    say_number(event_count);
    hal_sleep(HAL_SLEEP_DEEP, HAL_WAKE_WATCHDOG);
    hal_wdt_set(HAL_WDT_OFF, 0);
    end_line();
    hal_trace(1, 2, 3);
    hal_wdt_set(HAL_WDT_EVENT_THEN_RESET, 32);
    for (;;)
        hal_poll();
}

int main(void) {
    say("reset");
    say_number(reset_cause);
    say_number(hal_reset_cause());
    say_number(hal_reset_cause());
    end_line();
    if (reset_cause == HAL_RESET_WATCHDOG)
        hal_reset();
    if (reset_cause == HAL_RESET_SOFTWARE)
        hal_fail(3, 777);
    try_time();
    try_masks();
    try_adc();
    try_memory();
    try_pins();
    try_deep_sleep();
    try_sending();
    say("identity");
    for (uint8_t what = HAL_IDENT_SERIAL; what <= HAL_IDENT_CELL_OFFSET + 1; ++what)
        say_number(hal_ident(what));
    try_hearing();
    try_waking_by_bytes();
    try_watchdog();
    return 0;
}
