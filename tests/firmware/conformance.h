/* What the conformance firmware says, and how: lines of text on the chain, one for each topic, so
 * that two hosts of the same source can be compared word by word. Figures are rounded to what does
 * not depend on the last cycles of a handler.
 *
 * For an IN board, with a driver that does what tests/models/parts/conformance_test.cpp does: it
 * sends bytes, turns switch 1 and holds the line low. C11, no heap, no floating point, 2 KB of
 * memory will do.
 *
 * A microcontroller may lack HAL_EV_SUPPLY_LOW, which takes a comparator; hal_cost and hal_poll are
 * empty there, for time passes by itself. */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include "firmware_glue/hal/cellhal.h"

#define TEXT_BYTES 256
static struct {
    char bytes[TEXT_BYTES];
    uint16_t first;
    uint16_t length;
} text;

static void say_byte(char byte) {
    if (text.length < TEXT_BYTES)
        text.bytes[(text.first + text.length++) % TEXT_BYTES] = byte;
}

static void say(const char* word) {
    for (; *word; ++word)
        say_byte(*word);
}

static void say_number(uint32_t number) {
    char digits[10];
    uint8_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    say_byte(' ');
    while (count)
        say_byte(digits[--count]);
}

/* " t3": an event. */
static void say_event(char letter, uint8_t n) {
    say_byte(' ');
    say_byte(letter);
    say_byte((char)('0' + n / 10));
    say_byte((char)('0' + n % 10));
}

static char letter_of(uint8_t event) {
    static const char letters[] = "?tbeanwscxpl"; /* by number */
    return event < sizeof letters - 1 ? letters[event] : '?';
}

/* From the text into the register, as long as that takes bytes. */
static void send_text(void) {
    while (text.length && hal_uart_put(HAL_UART_CHAIN, (uint8_t)text.bytes[text.first])) {
        text.first = (uint16_t)((text.first + 1) % TEXT_BYTES);
        --text.length;
    }
}

static uint32_t ms(uint32_t count) { return hal_ticks_per_second() / 1000 * count; }

static uint32_t rounded(uint32_t value, uint32_t to) { return (value + to / 2) / to * to; }

/* Busy in a way that ends on the host, too. */
static void work_for(uint32_t ticks) {
    const uint32_t begin = hal_ticks();
    while (hal_ticks() - begin < ticks)
        hal_cost(100);
}

/* What is converted, and to which multiple its code is rounded. */
static const struct {
    uint8_t channel;
    uint8_t reference;
    uint8_t flags;
    uint8_t to;
} conversions[] = {
    {HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0, 20},
    {HAL_ADC_TEMP, HAL_ADC_REF_INTERNAL, 0, 20},
    {HAL_ADC_CURRENT1, HAL_ADC_REF_INTERNAL, 0, 16},
    {HAL_ADC_CURRENT2, HAL_ADC_REF_INTERNAL, HAL_ADC_QUIET, 16},
    {HAL_ADC_TEMP2, HAL_ADC_REF_SUPPLY, 0, 16},
    {HAL_ADC_BAND_GAP, HAL_ADC_REF_SUPPLY, HAL_ADC_QUIET, 20},
    {HAL_ADC_SUPPLY, HAL_ADC_REF_INTERNAL, 0, 6},
    {HAL_ADC_SUPPLY, HAL_ADC_REF_EXTERNAL, 0, 15},
};
#define CONVERSIONS (sizeof conversions / sizeof conversions[0])

static void convert(uint8_t number) {
    hal_adc_start(conversions[number].channel, conversions[number].reference,
                  conversions[number].flags);
}

/* Where it is, over resets. */
#define STAGE_ADDRESS 300
#define OTHER_ADDRESS 301
#define STAGE_FRESH 0xFF

#endif
