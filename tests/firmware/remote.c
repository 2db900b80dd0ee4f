/* clang-format off */
/* Firmware for tests: makes the calls that bytes of the chain name, and traces what it is told.
 *
 * A letter, then its arguments in hexadecimal digits, as many as it has:
 *
 *   M pp m      hal_pin_mode
 *   R pp e      hal_pin_irq
 *   W pp l      hal_pin_write
 *   L pp        traces hal_pin_read
 *   P c dddd t  hal_pwm_set, t ms
 *   V hhhh      toggles the bypass
 *   A c r f     hal_adc_start
 *   D c mm      busy for mm ms, then hal_adc_start
 *   H           hal_adc_busy
 *   U ff        hal_uart_enable
 *   O f         hal_uart_open
 *   X n         n bytes
 *   T           hal_uart_state
 *   B mm        busy for mm ms
 *   S m wwww    hal_sleep
 *   Q           ticks and millis
 *   K m tt      hal_wdt_set, tt ms
 *   Z mm        a timer of mm ms
 *   N n         hal_ident
 *   J           hal_reset
 *
 * Events are traced with their number and argument, but for bytes without errors. In main style the
 * same is done in interrupts, and the program sleeps between them as it was told. */
/* clang-format on */
#include "firmware_glue/hal/cellhal.h"

#define MOST_DIGITS 8

static uint8_t command;
static uint8_t digits[MOST_DIGITS];
static uint8_t count;
static uint8_t bypass;
static volatile uint8_t mode = HAL_SLEEP_IDLE;
static volatile uint16_t wake = HAL_WAKE_ANY;

#ifdef CELLFW_STYLE
#define RECEIVE (HAL_UART_RX | HAL_UART_TX | HAL_UART_RX_EVENT)
#else
#define RECEIVE (HAL_UART_RX | HAL_UART_TX)
#endif

static uint32_t ms(uint32_t number) { return hal_ticks_per_second() / 1000 * number; }

void fw_reset(uint8_t cause) {
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, RECEIVE);
    if (cause != HAL_RESET_POWER_ON)
        hal_trace('r', cause, hal_reset_cause());
}

static uint8_t digits_of(uint8_t letter) {
    switch (letter) {
        case 'M':
        case 'R':
        case 'W':
        case 'A':
        case 'D':
        case 'K':
            return 3;
        case 'L':
        case 'U':
        case 'B':
        case 'Z':
            return 2;
        case 'P':
            return 6;
        case 'V':
            return 4;
        case 'S':
            return 5;
        case 'O':
        case 'X':
        case 'N':
            return 1;
        default:
            return 0;
    }
}

static uint32_t number(uint8_t first, uint8_t length) {
    uint32_t value = 0;
    for (uint8_t i = first; i < first + length; ++i)
        value = value << 4 | digits[i];
    return value;
}

static void obey_pins(void) {
    const uint8_t pin = (uint8_t)number(0, 2);
    switch (command) {
        case 'M':
            hal_pin_mode(pin, digits[2]);
            break;
        case 'R':
            hal_pin_irq(pin, digits[2]);
            break;
        case 'W':
            hal_pin_write(pin, digits[2]);
            break;
        case 'L':
            hal_trace('L', pin, hal_pin_read(pin));
            break;
        case 'P':
            hal_pwm_set(digits[0], (uint16_t)number(1, 4), digits[5] * 1000u);
            break;
        case 'V':
            hal_timer_start(1, hal_ticks_per_second() / 1000000 * number(0, 4), 1);
            break;
        default:
            break;
    }
}

static void obey_uart(void) {
    switch (command) {
        case 'U':
            hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(RECEIVE | number(0, 2)));
            break;
        case 'O':
            hal_trace('O', digits[0], hal_uart_open(HAL_UART_CHAIN, 9600, digits[0]));
            break;
        case 'X':
            for (uint8_t i = 0; i < digits[0]; ++i)
                (void)hal_uart_put(HAL_UART_CHAIN, 0x55);
            break;
        case 'T':
            hal_trace('T', hal_uart_state(HAL_UART_CHAIN), 0);
            break;
        default:
            break;
    }
}

static void obey_time(void) {
    switch (command) {
        case 'B':
            hal_cost(ms(number(0, 2)));
            break;
        case 'S':
            mode = digits[0];
            wake = (uint16_t)number(1, 4);
#ifndef CELLFW_STYLE
            hal_sleep(mode, wake);
#endif
            break;
        case 'Q':
            hal_trace('Q', hal_ticks(), hal_millis());
            break;
        case 'K':
            hal_wdt_set(digits[0], (uint16_t)number(1, 2));
            break;
        case 'Z':
            hal_timer_start(0, ms(number(0, 2)), 0);
            break;
        case 'J':
            hal_reset();
            break;
        default:
            break;
    }
}

static void obey(void) {
    switch (command) {
        case 'A':
            hal_adc_start(digits[0], digits[1], digits[2]);
            break;
        case 'D':
            hal_cost(ms(number(1, 2)));
            hal_adc_start(digits[0], HAL_ADC_REF_INTERNAL, 0);
            break;
        case 'H':
            hal_trace('H', hal_adc_busy(), 0);
            break;
        case 'N':
            hal_trace('N', digits[0], hal_ident(digits[0]));
            break;
        default:
            obey_pins();
            obey_uart();
            obey_time();
            break;
    }
}

static void take(uint8_t byte) {
    if (command == 0) {
        command = byte;
        count = 0;
    } else {
        digits[count++] = (uint8_t)(byte <= '9' ? byte - '0' : byte - 'A' + 10);
    }
    if (count < digits_of(command))
        return;
    obey();
    command = 0;
}

static void see(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE && arg <= 0xFF) {
        take((uint8_t)arg);
    } else if (event == HAL_EV_TIMER && n == 1) {
        bypass ^= 1;
        hal_pin_write(HAL_PIN_BYPASS, bypass);
    } else {
        hal_trace(event, n, arg);
    }
}

#ifdef CELLFW_STYLE
void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE || event == HAL_EV_UART_ERROR)
        (void)hal_uart_get(n, 0);
    see(event, n, arg);
}

int main(void) {
    for (;;) {
        const uint8_t told = mode;
        mode = HAL_SLEEP_IDLE;
        const uint16_t until = wake;
        wake = HAL_WAKE_ANY;
        hal_sleep(told, until);
    }
}
#else
void fw_event(uint8_t event, uint8_t n, uint16_t arg) { see(event, n, arg); }
#endif
