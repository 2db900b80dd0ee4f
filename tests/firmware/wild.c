/* Firmware for tests: echoes the bytes of the chain, but some letters make it go wrong.
 *
 *   'n' writes through null       'o' overruns its stack         'O' the same by calls with HAL
 * calls 'c' calls a wild address      '0' calls address 0            's' writes over its callers'
 * stack 'd' divides by zero           'i' illegal instruction        'a' abort()  'e' exit(3)  't'
 * assert() 'l' loops, calls nothing      'h' loops, takes time          'p' loops, moves a pin 'r'
 * resets itself             'w' arms the watchdog, 50 ms   'v' the same with an event first
 *   'm' writes 0xF0 to address 0 of the memory, 'g' says what is there (both are not echoed) */
#include <assert.h>
#include <stdlib.h>

#include "firmware_glue/hal/cellhal.h"

static volatile uint32_t sink;
static uint8_t* volatile nowhere;
static volatile int zero;

void fw_reset(uint8_t cause) {
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
    if (cause != HAL_RESET_POWER_ON)
        (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)(0xF0 | cause));
    else
        hal_pin_write(HAL_PIN_LED_INFO, 1);
}

static uint32_t descend(uint32_t depth, uint8_t calls) {
    volatile uint8_t frame[200];
    frame[depth % sizeof frame] = (uint8_t)depth;
    if (calls)
        hal_trace(0, depth, 0);
    return descend(depth + 1, calls) + frame[(depth + 1) % sizeof frame];
}

// Apart, so that what it counts with lies below what it overwrites. No memset: a sanitizer would
// have that in its care.
__attribute__((noinline)) static void fill(volatile uint8_t* place, size_t count) {
    for (size_t n = 0; n < count; ++n)
        place[n] = 0xA5;
}

static void smash(void) {
    uint8_t frame[16];
    fill(frame, 1000000);
    sink = frame[3];
}

static void jump_to(uintptr_t address) {
    void (*volatile target)(void) = (void (*)(void))address;
    target();
}

static void loop(uint8_t how) {
    for (uint8_t level = 0;; level ^= 1) {
        ++sink;
        if (how == 'h')
            hal_cost(100);
        if (how == 'p')
            hal_pin_write(HAL_PIN_LED_LOAD, level);
    }
}

static void obey(uint8_t letter) {
    switch (letter) {
        case 'n':
            *nowhere = 1;
            break;
        case 'o':
            sink += descend(0, 0);
            break;
        case 'O':
            sink += descend(0, 1);
            break;
        case 's':
            smash();
            break;
        case 'c':
            jump_to(0x1000);
            break;
        case '0':
            jump_to(0);
            break;
        case 'd':
            sink = (uint32_t)(7 / zero);
            break;
        case 'i':
            __builtin_trap();
            break;
        case 'a':
            abort();
            break;
        case 'e':
            exit(3);
            break;
        case 't':
            assert(letter == 0);
            break;
        case 'l':
        case 'h':
        case 'p':
            loop(letter);
            break;
        case 'r':
            hal_reset();
            break;
        case 'w':
            hal_wdt_set(HAL_WDT_RESET, 50);
            break;
        case 'v':
            hal_wdt_set(HAL_WDT_EVENT_THEN_RESET, 50);
            break;
        case 'k':
            hal_wdt_kick();
            break;
        default:
            break;
    }
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_WATCHDOG)
        (void)hal_uart_put(HAL_UART_CHAIN, 'W');
    if (event != HAL_EV_UART_BYTE || n != HAL_UART_CHAIN)
        return;
    if (arg == 'm')
        return hal_nvm_write(0, 0xF0);
    if (arg == 'g')
        arg = hal_nvm_read(0);
    obey((uint8_t)arg);
    (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)arg);
}
