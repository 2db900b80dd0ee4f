/* Firmware for tests, in main style: waits for bytes of the chain in a polling loop, and answers.
 *
 *   'a'  converts, polls, says the code's low byte
 *   'd'  blocks for 3 ms, then 'd'
 *   'D'  blocks for 10 ms, then 'D'; errors of the next three bytes follow
 *   'e'  '1' '2' '3' '4' as fast as the register takes them, polling
 *   'E'  the same, by interrupts
 *   'f'  looks at a flag that a timer sets in 1 ms, calls nothing, then 'f'
 *   'F'  the same for ever
 *   'h'  the next byte by an interrupt: 'h', then that byte
 *   'i'  three interrupts of a timer, 1 ms apart, then 'i'
 *   'k'  kicks the watchdog, 50 ms, for 200 ms, then 'k'
 *   'K'  does not kick it
 *   'm'  holds 1 ms interrupts back for 4.5 ms: how many before and behind
 *   'o'  masks a timer and a conversion, and says in which order they come
 *   's'  sleeps until a timer ends, 2 ms, then 's'
 *   'S'  likewise; which interrupts came, in order: the conversion waits
 *   't'  3 ms by hal_millis, then 't'
 *   'T'  1 ms by hal_ticks, then 'T'
 *   'v'  turns of a polling loop until a timer of 1 ms ends, low byte first: two bytes
 *
 *   '0'  calls address 0                 '1'  writes through null
 *   '2'  overruns its stack              '3'  calls a wild address
 *   '4'  abort()                         '5'  returns from main
 *   '6'  hangs in an interrupt           '7'  traces without end
 *   '8'  sleeps in an interrupt          '9'  polls a pin for ever
 *
 * Any other letter is echoed. */
#include <stdlib.h>

#include "firmware_glue/hal/cellhal.h"

static volatile uint8_t timer_events;
static volatile uint8_t bytes_by_interrupt;
static volatile uint8_t last_byte;
static volatile uint8_t order[4];
static volatile uint8_t order_length;
static volatile uint8_t to_send;
static volatile uint8_t misdeed; /* of the timer's interrupt */
static uint8_t* volatile nowhere;

#define MS (hal_ticks_per_second() / 1000)

static void enable(uint8_t more) {
    hal_uart_enable(HAL_UART_CHAIN, (uint8_t)(HAL_UART_RX | HAL_UART_TX | more));
}

void fw_reset(uint8_t cause) {
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    enable(0);
    if (cause != HAL_RESET_POWER_ON)
        (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)(0xF0 | cause));
}

static void note(uint8_t letter) {
    if (order_length < sizeof order)
        order[order_length++] = letter;
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_TIMER) {
        ++timer_events;
        note('T');
        while (misdeed == '6')
            hal_cost(1000);
        if (misdeed == '8')
            hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ANY);
    } else if (event == HAL_EV_ADC) {
        note((uint8_t)(n == HAL_ADC_CELL && arg == hal_adc_result() ? 'A' : '?'));
    } else if (event == HAL_EV_UART_BYTE) {
        last_byte = (uint8_t)hal_uart_get(n, 0);
        ++bytes_by_interrupt;
    } else if (event == HAL_EV_UART_EMPTY) {
        (void)hal_uart_put(n, to_send++);
        if (to_send > '4')
            enable(0);
    }
}

static void say(uint8_t byte) {
    while (!hal_uart_put(HAL_UART_CHAIN, byte))
        hal_poll();
}

static void start_timer(uint32_t ticks, uint8_t periodic) {
    timer_events = 0;
    hal_timer_start(0, ticks, periodic);
}

static void wait_for_timer(uint8_t events) {
    while (timer_events < events)
        hal_poll();
}

static uint8_t next_byte(uint8_t* errors) {
    int16_t byte;
    while ((byte = hal_uart_get(HAL_UART_CHAIN, errors)) < 0)
        hal_poll();
    return (uint8_t)byte;
}

static void obey_waiting(uint8_t letter) {
    uint8_t errors;
    const uint32_t now = hal_ticks();
    const uint32_t now_ms = hal_millis();
    switch (letter) {
        case 'a':
            hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
            while (hal_adc_busy())
                hal_poll();
            say((uint8_t)hal_adc_result());
            break;
        case 'd':
            hal_delay_us(3000);
            say(letter);
            break;
        case 'D':
            hal_delay_us(10000);
            say(letter);
            for (uint8_t n = 0; n < 3; ++n) {
                (void)next_byte(&errors);
                say(errors);
            }
            break;
        case 't':
            while (hal_millis() - now_ms < 3)
                hal_poll();
            say(letter);
            break;
        case 'T':
            while (hal_ticks() - now < MS)
                hal_poll();
            say(letter);
            break;
        default:
            break;
    }
}

static void sleep_for_2_ms(void) {
    start_timer(2 * MS, 0);
    hal_sleep(HAL_SLEEP_STANDBY, HAL_WAKE_TIMER);
}

static void obey_with_interrupts(uint8_t letter) {
    hal_irq_t irq;
    switch (letter) {
        case 'E':
            to_send = '1';
            enable(HAL_UART_TX_EMPTY_EVENT);
            break;
        case 'h':
            enable(HAL_UART_RX_EVENT);
            while (!bytes_by_interrupt)
                hal_poll();
            enable(0);
            say(letter);
            say(last_byte);
            break;
        case 'i':
            start_timer(MS, 1);
            wait_for_timer(3);
            hal_timer_stop(0);
            say(letter);
            break;
        case 'm':
            irq = hal_irq_save();
            start_timer(MS, 1);
            hal_delay_us(4500);
            say(timer_events);
            hal_irq_restore(irq);
            hal_timer_stop(0);
            say(timer_events);
            break;
        case 'o':
            irq = hal_irq_save();
            hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
            start_timer(MS, 0);
            hal_delay_us(2000);
            hal_irq_restore(irq);
            say(order[0]);
            say(order[1]);
            break;
        case 's':
            sleep_for_2_ms();
            say(letter);
            break;
        case 'S':
            hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
            sleep_for_2_ms();
            say(order[0]);
            say(order[1]);
            break;
        default:
            break;
    }
}

static uint32_t descend(uint32_t depth) {
    volatile uint8_t frame[200];
    frame[depth % sizeof frame] = (uint8_t)depth;
    return descend(depth + 1) + frame[(depth + 1) % sizeof frame];
}

static void jump_to(uintptr_t address) {
    void (*volatile target)(void) = (void (*)(void))address;
    target();
}

static void misbehave(uint8_t digit) {
    misdeed = digit;
    switch (digit) {
        case '0':
            jump_to(0);
            break;
        case '1':
            *nowhere = 1;
            break;
        case '2':
            last_byte = (uint8_t)descend(0);
            break;
        case '3':
            jump_to(0x1000);
            break;
        case '4':
            abort();
            break;
        case '7':
            for (;;)
                hal_trace(0, 0, 0);
        case '9':
            for (;;)
                (void)hal_pin_read(HAL_PIN_BUTTON);
        default: /* in an interrupt */
            start_timer(MS, 0);
            wait_for_timer(1);
            break;
    }
}

static void obey(uint8_t letter) {
    uint16_t turns = 0;
    switch (letter) {
        case 'e':
            for (uint8_t byte = '1'; byte <= '4'; ++byte)
                say(byte);
            break;
        case 'k':
        case 'K':
            hal_wdt_set(HAL_WDT_RESET, 50);
            start_timer(200 * MS, 0);
            while (!timer_events) {
                if (letter == 'k')
                    hal_wdt_kick();
                hal_poll();
            }
            hal_wdt_set(HAL_WDT_OFF, 0);
            say(letter);
            break;
        case 'F':
            hal_timer_stop(0);
            timer_events = 0;
            while (!timer_events) {
            }
            break;
        case 'f':
            start_timer(MS, 0);
            while (!timer_events) {
            }
            say(letter);
            break;
        case 'v':
            start_timer(MS, 0);
            while (!timer_events) {
                ++turns;
                hal_poll();
            }
            say((uint8_t)turns);
            say((uint8_t)(turns >> 8));
            break;
        default:
            obey_waiting(letter);
            obey_with_interrupts(letter);
            break;
    }
}

int main(void) {
    for (;;) {
        const uint8_t letter = next_byte(0);
        if (letter == '5')
            return 0;
        if (letter >= '0' && letter <= '9')
            misbehave(letter);
        if (letter >= 'a' || letter == 'D' || letter == 'E' || letter == 'F' || letter == 'K' ||
            letter == 'S' || letter == 'T')
            obey(letter);
        else
            say(letter);
    }
}
