"""Sketches on the Arduino layer (firmware_glue/arduino) say by hal_trace what they saw.

Arguments: the program, the C compiler.
"""
import json
import re
import unittest

import simulator
import sketches


def setUpModule():
    sketches.compile_core()


class Sketches(sketches.SketchTest):
    # ---- Time -----------------------------------------------------------------------------------

    def test_milliseconds_count_a_delay(self):
        (_, millis, micros), = self.traces("""
void setup() {
    const unsigned long begin_ms = millis(), begin_us = micros();
    delay(100);
    hal_trace(1, millis() - begin_ms, micros() - begin_us);
}
""")
        self.assertEqual(100, millis)
        self.assertAlmostEqual(100000, micros, delta=100)

    def test_a_loop_may_do_nothing_for_long(self):
        self.assertEqual([(1, 5, 0)], self.traces("""
volatile uint8_t count;
ISR(TIMER1_COMPA_vect) {
    if (++count == 5)
        hal_trace(1, count, 0);
}
void setup() {
    OCR1A = 62499;
    TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);
    TIMSK1 = _BV(OCIE1A);
}
""", until_s=4))

    def test_microseconds_go_on_when_the_ticks_wrap(self):
        (_, first, second), = self.traces("""
void setup() {
    const unsigned long begin = micros();
    delay(530000);
    const unsigned long first = micros() - begin;
    delay(10000);
    hal_trace(1, first, micros() - begin);
}
""", until_s=550)
        self.assertAlmostEqual(530e6, first, delta=100)
        self.assertAlmostEqual(540e6, second, delta=100)

    def test_the_clock_is_a_number_of_the_preprocessor(self):
        self.assertEqual([(1, 8000000, 8)], self.traces("""
#if F_CPU != 8000000L
#error another clock
#endif
void setup() { hal_trace(1, F_CPU, clockCyclesPerMicrosecond()); }
"""))

    def test_what_timer_0_counts_stands_still_without_its_clock(self):
        (_, millis, micros), = self.traces("""
#include <avr/power.h>
#include <util/delay.h>
void setup() {
    delay(10);
    power_timer0_disable();
    const unsigned long begin_ms = millis(), begin_us = micros();
    _delay_ms(50);
    const unsigned long still_ms = millis() - begin_ms, still_us = micros() - begin_us;
    power_timer0_enable();
    _delay_ms(20);
    hal_trace(1, still_ms * 1000 + millis() - begin_ms, still_us * 1000000 + micros() - begin_us);
}
""")
        self.assertEqual(20, millis)
        self.assertAlmostEqual(20000, micros, delta=100)

    # ---- Numbers --------------------------------------------------------------------------------

    def test_binary_numbers_have_names(self):
        self.assertEqual([(1, 0xAA, 0x05), (2, 1, 255)], self.traces("""
const uint8_t start = B10101010;
void setup() {
    hal_trace(1, start, B101);
    hal_trace(2, B00000001, B11111111);
}
"""))

    def test_functions_of_doubles_are_as_precise_as_on_the_part(self):
        # ln 3 is 1.0986122887, in single precision 1.0986123085; e is 2.7182818285 and 2.7182817459.
        self.assertEqual([(1, 986123085, 7182817459 % 2**32)], self.traces("""
void setup() {
    volatile double three = 3, one = 1;
    hal_trace(1, (log(three) - 1) * 1e10 + 0.5, uint64_t((exp(one) - 2) * 1e10 + 0.5));
}
"""))

    # ---- Memory ---------------------------------------------------------------------------------

    def test_an_equal_byte_is_not_written_again(self):
        self.assertEqual([(1, 1, 0x5A), (2, 0, 0x5A), (3, 0, 0x5B)], self.traces("""
#include <EEPROM.h>
void tell(int id) {
    const bool is_ready = eeprom_is_ready();
    hal_trace(id, is_ready, EEPROM.read(7));
}
void setup() {
    EEPROM.write(7, 0x5A);
    eeprom_busy_wait();
    EEPROM.update(7, 0x5A);
    tell(1);
    EEPROM.write(7, 0x5A);
    tell(2);
    EEPROM.update(7, 0x5B);
    tell(3);
}
"""))

    def test_values_are_put_and_got_whole(self):
        self.assertEqual([(1, 0x12345678, 512), (2, 0x78, 0x12), (3, 0xBEEF, 1)], self.traces("""
#include <EEPROM.h>
uint8_t before EEMEM;
uint16_t variable EEMEM;
void setup() {
    uint32_t value = 0x12345678;
    EEPROM.put(20, value);
    value = 0;
    hal_trace(1, EEPROM.get(20, value), EEPROM.length());
    hal_trace(2, EEPROM.read(20), EEPROM.read(23));
    eeprom_write_word(&variable, 0xBEEF);
    bool is_among_the_first = false;
    for (int address = 0; address < 4; ++address)
        is_among_the_first |= EEPROM.read(address) == 0xEF;
    hal_trace(3, eeprom_read_word(&variable), is_among_the_first);
}
"""))

    # ---- The line -------------------------------------------------------------------------------

    def test_the_ring_keeps_63_bytes_and_loses_the_next(self):
        self.assertEqual([(1, 40, 1), (2, 63, 1), (3, 63, 0xFFFFFFFF)], self.traces("""
void setup() {
    Serial.begin(9600);
    delay(1500);
    hal_trace(1, Serial.available(), Serial.peek());
    delay(1000);
    hal_trace(2, Serial.available(), Serial.peek());
    int count = 0;
    while (Serial.available()) {
        Serial.read();
        ++count;
    }
    hal_trace(3, count, Serial.read());
}
""", until_s=3))

    def test_writing_waits_for_room_and_flush_for_the_last_stop_bit(self):
        (_, written, flushed), (_, masked, _) = self.traces("""
void write_bytes(int count) {
    while (count-- > 0)
        Serial.write('u');
}
void setup() {
    Serial.begin(9600);
    unsigned long begin = micros();
    write_bytes(100);
    const unsigned long written = micros() - begin;
    Serial.flush();
    hal_trace(1, written, micros() - begin);
    begin = micros();
    noInterrupts();
    write_bytes(100);
    Serial.flush();
    interrupts();
    hal_trace(2, micros() - begin, 0);
}
""")
        # 10 bits of 104 us a byte; one is in the shift register, one in the data register, 63 in
        # the ring when the last one has found room.
        self.assertAlmostEqual(35 * 1040, written, delta=1100)
        self.assertAlmostEqual(100 * 1040, flushed, delta=200)
        self.assertAlmostEqual(100 * 1040, masked, delta=500)

    def test_texts_and_numbers_are_printed(self):
        self.assertEqual([(1, 1, 31)], self.traces("""
struct Text : Print {
    char letters[80] = {};
    size_t length = 0;
    size_t write(uint8_t letter) override { letters[length++] = letter; return 1; }
    using Print::write;
};
void setup() {
    Text text;
    text.print("a");
    text.print(F("b"));
    text.print(-12);
    text.print(255, HEX);
    text.print(5u, BIN);
    text.print(-3.14159);
    text.print(2.5, 0);
    text.println('c');
    text.println(4000000000UL);
    hal_trace(1, strcmp(text.letters, "ab-12FF101-3.143c\\r\\n4000000000\\r\\n") == 0, text.length);
}
"""))

    def test_serial_is_a_stream(self):
        self.assertEqual([(1, 40, 1), (2, 1, 39)], self.traces("""
void setup() {
    Serial.begin(9600);
    Stream* stream = &Serial;
    delay(1500);
    hal_trace(1, stream->available(), stream->peek());
    const int first = stream->read();
    hal_trace(2, first, stream->available());
}
"""))

    def test_an_interrupt_tells_that_all_is_sent(self):
        # Two bytes of 10 bits and the start's wait for the next bit; once, however long it waits.
        (_, after_us, count), (_, again_us, flag) = self.traces("""
volatile uint8_t count;
volatile unsigned long sent_at;
ISR(USART0_TX_vect) { sent_at = micros(); ++count; }
void setup() {
    Serial.begin(9600);
    UCSR0B |= _BV(TXCIE0);
    unsigned long begin = micros();
    Serial.write('a');
    Serial.write('b');
    delay(10);
    hal_trace(1, sent_at - begin, count);
    begin = micros();
    UDR0 = 'c';
    delay(10);
    hal_trace(2, sent_at - begin, bit_is_set(UCSR0A, TXC0) != 0);
}
""")
        self.assertEqual((1, 0), (count, flag))
        self.assertAlmostEqual(2 * 1040, after_us, delta=150)
        self.assertAlmostEqual(1040, again_us, delta=150)

    def test_registers_and_handlers_take_the_place_of_serial(self):
        self.assertEqual([(1, 40, 0), (2, 1, 40)], self.traces("""
volatile uint8_t heard, first, errors;
ISR(USART0_RX_vect) {
    errors |= UCSR0A & (_BV(FE0) | _BV(DOR0));
    const uint8_t in = UDR0;
    if (heard++ == 0)
        first = in;
}
void setup() {
    UBRR0H = 0;
    UBRR0L = 51;
    UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
    delay(1500);
    hal_trace(1, heard, errors);
    UCSR0B &= ~_BV(RXCIE0);
    uint8_t polled = 0;
    for (; polled < 40; ++polled) {
        while (bit_is_clear(UCSR0A, RXC0)) {}
        errors = UDR0;
    }
    hal_trace(2, first, polled);
}
""", until_s=3))

    # ---- Interrupts, sleep, watchdog ------------------------------------------------------------

    def test_timer_1_clears_on_match(self):
        (_, count, still), (_, largest, _) = self.traces("""
volatile uint16_t count;
ISR(TIMER1_COMPA_vect) { ++count; }
void setup() {
    OCR1A = 124;
    TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);
    TIMSK1 |= _BV(OCIE1A);
    delay(100);
    TIMSK1 = 0;
    const uint16_t before = count;
    delay(10);
    hal_trace(1, before, count);
    uint16_t largest = 0;
    for (int i = 0; i < 1000; ++i)
        largest = max(largest, uint16_t(TCNT1));
    hal_trace(2, largest, 0);
}
""")
        self.assertEqual((100, 100), (count, still))
        self.assertEqual(124, largest)

    def test_a_match_below_the_count_comes_a_whole_turn_later(self):
        (_, wrapped, _), = self.traces("""
volatile uint32_t matched_at;
ISR(TIMER1_COMPA_vect) { matched_at = micros(); TIMSK1 = 0; }
void setup() {
    OCR1A = 50000;
    TCCR1B = _BV(WGM12) | _BV(CS11);
    const uint32_t begin = micros();
    delay(10);
    OCR1A = 1000;
    TIMSK1 = _BV(OCIE1A);
    delay(100);
    hal_trace(1, matched_at - begin, 0);
}
""")
        self.assertAlmostEqual(65536 + 1001, wrapped, delta=50)

    def test_an_interrupt_between_sei_and_sleep_ends_the_sleep(self):
        self.assertEqual([(1, 1, 0)], self.traces("""
#include <avr/sleep.h>
#include <util/delay.h>
volatile uint8_t count;
ISR(TIMER1_COMPA_vect) { ++count; TIMSK1 = 0; }
void setup() {
    OCR1A = 1000;
    TCCR1B = _BV(WGM12) | _BV(CS11);
    cli();
    TIMSK1 = _BV(OCIE1A);
    _delay_ms(5);
    set_sleep_mode(SLEEP_MODE_ADC);
    sleep_enable();
    sei();
    sleep_cpu();
    hal_trace(1, count, 0);
    sleep_cpu();
    hal_trace(2, 0, 0);
}
"""))

    def test_the_tick_of_the_milliseconds_ends_an_idle_sleep(self):
        (_, slept, _), = self.traces("""
#include <avr/sleep.h>
void setup() {
    const unsigned long begin = micros();
    for (int i = 0; i < 100; ++i)
        sleep_mode();
    hal_trace(1, micros() - begin, 0);
}
""")
        self.assertAlmostEqual(100 * 2048, slept, delta=2048)

    def test_a_start_edge_ends_a_sleep_without_a_clock_and_its_byte_is_whole(self):
        (_, first, count), (_, slept_ms, received_ms) = self.traces("""
#include <avr/sleep.h>
volatile uint8_t edges;
ISR(USART0_START_vect) { ++edges; UCSR0D = 0; }
void setup() {
    Serial.begin(9600);
    UCSR0D = _BV(RXSIE0) | _BV(SFDE0);
    set_sleep_mode(SLEEP_MODE_PWR_DOWN);
    sleep_mode();
    const unsigned long slept = millis();
    while (Serial.available() < 40) {}
    hal_trace(1, Serial.read(), edges);
    hal_trace(2, slept, millis());
}
""")
        self.assertEqual((1, 1), (first, count))
        self.assertLess(slept_ms, 5)
        self.assertAlmostEqual(41.6, received_ms, delta=5)

    def test_the_last_stop_bit_ends_an_idle_sleep(self):
        (_, slept_us, _), = self.traces("""
#include <avr/sleep.h>
EMPTY_INTERRUPT(USART0_TX_vect)
int main() {
    UBRR0 = 51;
    UCSR0B = _BV(TXEN0) | _BV(TXCIE0);
    const unsigned long begin = micros();
    UDR0 = 'a';
    sleep_mode();
    hal_trace(1, micros() - begin, 0);
    for (;;)
        hal_poll();
}
""")
        self.assertAlmostEqual(1040, slept_us, delta=150)

    def test_pwm_goes_on_behind_a_sleep_without_a_clock_from_where_it_stood(self):
        # High for 2048 us, of which 500 are over when the clock stops.
        (_, high_us, _), = self.traces("""
#include <avr/sleep.h>
#include <avr/wdt.h>
EMPTY_INTERRUPT(WDT_vect)
void await_level(uint8_t level) {
    while (hal_pin_read(PIN_BYPASS) != level) {}
}
void setup() {
    WDTCSR |= _BV(WDCE) | _BV(WDE);
    WDTCSR = _BV(WDIE) | WDTO_15MS;
    set_sleep_mode(SLEEP_MODE_PWR_DOWN);
    analogWrite(PIN_BYPASS, 128);
    await_level(LOW);
    await_level(HIGH);
    const unsigned long rise = micros();
    wdt_reset();
    delayMicroseconds(500);
    sleep_mode();
    await_level(LOW);
    hal_trace(1, micros() - rise, 0);
}
""")
        self.assertAlmostEqual(2048, high_us, delta=30)

    def test_timer_1_goes_on_from_where_its_clock_was_taken(self):
        (_, before, still), (_, behind, _) = self.traces("""
#include <avr/power.h>
volatile uint8_t count;
ISR(TIMER1_COMPA_vect) { ++count; }
void setup() {
    OCR1A = 12499;
    TCCR1B = _BV(WGM12) | _BV(CS11) | _BV(CS10);
    TIMSK1 = _BV(OCIE1A);
    delay(50);
    power_timer1_disable();
    const uint16_t before = TCNT1;
    delay(300);
    hal_trace(1, before, TCNT1);
    power_timer1_enable();
    delay(60);
    hal_trace(2, TCNT1, count);
}
""")
        self.assertAlmostEqual(6250, before, delta=10)  # of 8 us each
        self.assertEqual(before, still)
        self.assertAlmostEqual(6250 + 7500 - 12500, behind, delta=20)

    def traces_of_in(self, sketch, until_s):
        """As IN, with switches 6 and 7 turned ON at 1 s, OFF at 2 s and so on: they are OFF for a
        V-bypass of 3.4 V and ON for 3.7 V (M-SW-01)."""
        flips = [{"at_s": at_s, "switches": {"v_bypass_v": 3.7 if at_s % 2 else 3.4}}
                 for at_s in range(1, until_s)]
        return self.traces(sketch, until_s, "IN",
                           "--set=/timeline=" + json.dumps({"person": flips}),
                           "--set=/settings/switches/v_bypass_v=3.4")

    def test_an_edge_that_waits_is_forgotten_when_its_pin_is_asked_for_again(self):
        self.assertEqual([(1, 0, 0), (2, 1, 0)], self.traces_of_in("""
constexpr uint8_t switch_6 = HAL_PIN_SW1 + 5;
volatile uint8_t count;
void on_edge() { ++count; }
void setup() {
    attachInterrupt(switch_6, on_edge, CHANGE);
    noInterrupts();
    delay(1500);
    attachInterrupt(switch_6, on_edge, CHANGE);
    interrupts();
    hal_trace(1, count, 0);
    noInterrupts();
    delay(1000);
    interrupts();
    hal_trace(2, count, 0);
}
""", 4))

    def test_pins_call_their_handlers_at_the_edges_that_were_asked_for(self):
        traces = self.traces_of_in("""
constexpr uint8_t switch_6 = HAL_PIN_SW1 + 5, switch_7 = HAL_PIN_SW1 + 6;
volatile uint8_t rising, falling, both;
void setup() {
    attachInterrupt(digitalPinToInterrupt(switch_6), [] { ++rising; }, RISING);
    attachInterrupt(digitalPinToInterrupt(switch_7), [] { ++falling; }, FALLING);
    delay(1500);
    hal_trace(1, rising, falling);
    delay(1000);
    hal_trace(2, rising, falling);
    attachInterrupt(digitalPinToInterrupt(switch_6), [] { ++both; }, CHANGE);
    detachInterrupt(digitalPinToInterrupt(switch_7));
    delay(2000);
    hal_trace(3, both, rising * 16 + falling);
}
""", 5)
        self.assertEqual([(1, 1, 0), (2, 1, 1), (3, 2, 0x11)], traces)

    def test_a_level_does_not_interrupt(self):
        outcome = self.run_sketch("void setup() { attachInterrupt(HAL_PIN_SW1, [] {}, LOW); }")
        self.assertEqual(3, outcome.status, outcome.told())
        self.assertIn("attachInterrupt: a level does not interrupt", outcome.errors)

    def test_the_line_calls_a_handler_at_each_edge(self):
        # IN's message of 40 bytes begins with 1, 0, 0, ...: the first byte has four edges.
        (_, edges, level), (_, start_us, _) = self.traces("""
volatile uint8_t edges;
volatile unsigned long times[4];
void on_edge() {
    if (edges < 4)
        times[edges++] = micros();
}
void setup() {
    attachInterrupt(HAL_PIN_CHAIN_RX, on_edge, CHANGE);
    while (edges < 4) {}
    hal_trace(1, edges, digitalRead(HAL_PIN_CHAIN_RX));
    hal_trace(2, times[1] - times[0], times[2] - times[1]);
}
""", needs="CELLFW_NEEDS_LINE")
        self.assertEqual((4, 1), (edges, level))
        self.assertAlmostEqual(104, start_us, delta=10)

    def test_the_line_is_no_pin_unless_the_firmware_says_so(self):
        outcome = self.run_sketch("void setup() { attachInterrupt(HAL_PIN_CHAIN_RX, [] {}, FALLING); }")
        self.assertEqual(3, outcome.status, outcome.told())
        self.assertIn("CELLFW_NEEDS", outcome.errors)

    def test_analog_values_are_shares_of_a_period_of_4_080_us(self):
        # 8 MHz by 64 by 510; 64 of 255 are 1024 us.
        (_, share, ten_periods), *levels = self.traces("""
void await_level(uint8_t level) {
    while (hal_pin_read(PIN_BYPASS) != level) {}
}
void tell(uint8_t pin, uint8_t id) {
    delay(10);
    hal_trace(id, hal_pin_read(pin), 0);
}
void setup() {
    analogWrite(PIN_BYPASS, 64);
    await_level(LOW);
    await_level(HIGH);
    const unsigned long rise = micros();
    await_level(LOW);
    const unsigned long fall = micros();
    await_level(HIGH);
    for (int further = 9; further > 0; --further) {
        await_level(LOW);
        await_level(HIGH);
    }
    hal_trace(1, fall - rise, micros() - rise);
    analogWrite(PIN_BYPASS, 255);
    tell(PIN_BYPASS, 2);
    analogWrite(PIN_BYPASS, 0);
    tell(PIN_BYPASS, 3);
    analogWrite(PIN_BYPASS, 1);
    digitalWrite(PIN_BYPASS, HIGH);
    tell(PIN_BYPASS, 4);
    analogWrite(PIN_SENSOR_POWER, 127);
    tell(PIN_SENSOR_POWER, 5);
    analogWrite(PIN_SENSOR_POWER, 128);
    tell(PIN_SENSOR_POWER, 6);
}
""")
        self.assertAlmostEqual(1024, share, delta=20)
        self.assertAlmostEqual(10 * 4080, ten_periods, delta=20)
        self.assertEqual([(2, 1, 0), (3, 0, 0), (4, 1, 0), (5, 0, 0), (6, 1, 0)], levels)

    def test_the_watchdog_ends_a_sleep_without_a_clock(self):
        traces = self.traces("""
#include <avr/sleep.h>
#include <avr/wdt.h>
volatile uint8_t barks;
ISR(WDT_vect) { ++barks; }
void setup() {
    WDTCSR |= _BV(WDCE) | _BV(WDE);
    WDTCSR = _BV(WDIE) | WDTO_500MS;
    set_sleep_mode(SLEEP_MODE_PWR_DOWN);
    for (;;) {
        sleep_mode();
        hal_trace(1, barks, millis() < 10);
    }
}
""", until_s=5)
        self.assertEqual([(1, n + 1, 1) for n in range(len(traces))], traces)
        self.assertIn(len(traces), range(8, 12))  # its oscillator is off by up to 10 %

    def test_the_watchdog_interrupts_and_then_resets(self):
        first, interrupt, second = self.traces("""
#include <avr/wdt.h>
ISR(WDT_vect) { hal_trace(2, millis() / 50, WDTCSR); }
void setup() {
    hal_trace(1, MCUSR, 0);
    if (MCUSR & _BV(WDRF))
        return;
    WDTCSR |= _BV(WDCE) | _BV(WDE);
    WDTCSR = _BV(WDIE) | _BV(WDE) | WDTO_120MS;
}
""", until_s=1)
        self.assertEqual((1, 1 << 0, 0), first)
        self.assertEqual((2, 2, 1 << 3 | 3), interrupt)
        self.assertEqual((1, 1 << 3, 0), second)

    def test_blocks_are_atomic_and_end_as_they_began(self):
        self.assertEqual([(1, 0, 0x80), (2, 0, 0), (3, 0, 0x80)], self.traces("""
#include <util/atomic.h>
uint8_t within() {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { return SREG; }
    return 1;
}
void setup() {
    const uint8_t inner = within();
    hal_trace(1, inner, SREG);
    cli();
    const uint8_t masked = within();
    hal_trace(2, masked, SREG);
    ATOMIC_BLOCK(ATOMIC_FORCEON) {}
    hal_trace(3, masked, SREG);
}
"""))

    # ---- Measuring, checking --------------------------------------------------------------------

    def test_the_converter_by_call_and_by_interrupt(self):
        (_, called, interrupted), = self.traces("""
volatile uint16_t code;
ISR(ADC_vect) { code = ADC; }
void setup() {
    analogReference(INTERNAL);
    const int called = analogRead(PIN_CELL);
    ADMUX = _BV(REFS1) | _BV(REFS0);
    ADCSRA = _BV(ADEN) | _BV(ADIE);
    ADCSRA |= _BV(ADSC);
    while (code == 0) {}
    hal_trace(1, called, code);
}
""")
        self.assertAlmostEqual(3.3 / 0.005, called, delta=30)
        self.assertAlmostEqual(called, interrupted, delta=3)

    def test_the_reference_is_what_was_chosen(self):
        (_, against_itself, without_power), (_, external, internal) = self.traces("""
void setup() {
    pinMode(PIN_SENSOR_POWER, OUTPUT);
    const int against_itself = analogRead(PIN_CELL);
    analogReference(EXTERNAL);
    hal_trace(1, against_itself, analogRead(PIN_SUPPLY));
    digitalWrite(PIN_SENSOR_POWER, HIGH);
    delay(10);
    const int external = analogRead(PIN_SUPPLY);
    analogReference(INTERNAL);
    hal_trace(2, external, analogRead(PIN_SUPPLY));
}
""")
        self.assertEqual((1023, 1023), (against_itself, without_power))
        self.assertAlmostEqual(0.33 / 2.5 * 1024, external, delta=4)
        self.assertAlmostEqual(0.33 / 5.12 * 1024, internal, delta=4)

    def test_checksums_are_those_of_avr_libc(self):
        # Over "123456789": ARC, MCRF4XX, XMODEM, Maxim and SMBus of the CRC catalogue.
        self.assertEqual([(1, 0xBB3D, 0x6F91), (2, 0x31C3, 0xA1), (3, 0xF4, 0)], self.traces("""
#include <util/crc16.h>
template <typename Crc>
Crc over(Crc crc, Crc (*update)(Crc, uint8_t)) {
    for (const char* letter = "123456789"; *letter != 0; ++letter)
        crc = update(crc, *letter);
    return crc;
}
void setup() {
    hal_trace(1, over<uint16_t>(0, _crc16_update), over<uint16_t>(0xFFFF, _crc_ccitt_update));
    hal_trace(2, over<uint16_t>(0, _crc_xmodem_update), over<uint8_t>(0, _crc_ibutton_update));
    hal_trace(3, over<uint8_t>(0, _crc8_ccitt_update), 0);
}
"""))

    # ---- What is refused ------------------------------------------------------------------------

    def test_the_compiler_refuses_what_the_board_does_not_have(self):
        for sketch, name in (("uint8_t get() { return TWCR; }", "TWCR"),
                             ("ISR(TIMER2_OVF_vect) {}", "TIMER2_OVF_vect"),
                             ("ISR(WDT_vect, ISR_NOBLOCK) {}", "ISR_NOBLOCK"),
                             ("volatile uint8_t* port = &PORTB;", "taking"),
                             ("String text;", "String")):
            self.assertRegex(self.compile(sketch), f"error: .*{name}")

    def test_a_register_refuses_what_is_not_modelled(self):
        outcome = self.run_sketch("void setup() { TCCR1A = 0x81; }")
        self.assertEqual(3, outcome.status, outcome.told())
        self.assertTrue(re.search(r'firmware assertion ".*TCCR1A: outputs, and modes but normal and '
                                  r'CTC, are not there.*" failed', outcome.errors), outcome.errors)

    def test_what_has_no_clock_is_not_used(self):
        for statement, text in (
                ("power_adc_disable(); analogRead(PIN_CELL);",
                 "ADCSRA: the converter has no clock (PRADC)"),
                ("power_timer0_disable(); delay(1);", "delay: timer 0 has no clock (PRTIM0)"),
                ("power_usart0_disable();", "PRR: the chain's USART keeps its clock")):
            outcome = self.run_sketch(f"#include <avr/power.h>\nvoid setup() {{ {statement} }}")
            self.assertEqual(3, outcome.status, outcome.told())
            self.assertIn(text, outcome.errors)

    def test_an_interrupt_without_a_handler_is_a_reset(self):
        self.assertEqual([(1, 1, 0), (1, 0, 0)], self.traces("""
void setup() {
    hal_trace(1, MCUSR, 0);
    if (MCUSR == 0)
        return;
    OCR1A = 1000;
    TCCR1B = _BV(CS10);
    TIMSK1 = _BV(OCIE1A);
}
"""))

    def test_a_program_has_its_own_main(self):
        self.assertEqual([(1, 7, 0)], self.traces("""
int main() {
    hal_trace(1, 7, 0);
    for (;;)
        hal_poll();
}
"""))


if __name__ == "__main__":
    simulator.main(2)
