"""Sketches on the Arduino layer (firmware_glue/arduino) say by hal_trace what they saw.

Arguments: the program, the C compiler.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import simulator
from simulator import PROJECT

GLUE = os.path.join(PROJECT, "firmware_glue")
FLAGS = ["-O2", "-fPIC", "-fvisibility=hidden", "-fno-exceptions", "-fsanitize-coverage=trace-pc",
         "-Dmain=fw_main", "-I", f"{GLUE}/hal", "-I", f"{GLUE}/arduino", "-DCELLHAL_HOST",
         "-DCELLFW_ROLE=CELLFW_ROLE_CELL", "-DCELLFW_STYLE=CELLFW_STYLE_MAIN",
         "-DCELLFW_CPU_HZ=8000000u", '-DCELLFW_NAME="sketch"', '-DCELLFW_VERSION="1"']
LINK = ["-shared", "-Wl,-Bsymbolic", "-Wl,-z,now"]


def setUpModule():
    global objects
    objects = tempfile.mkdtemp(prefix="cellchain_")
    unittest.addModuleCleanup(shutil.rmtree, objects)
    sources = [*glob.glob(f"{GLUE}/arduino/core/*.cpp"), f"{GLUE}/hal/glue.c"]
    subprocess.run([simulator.arguments[1], *FLAGS, "-Wall", "-Wextra", "-Werror", "-c", *sources],
                   check=True, cwd=objects)


class Sketches(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def compile(self, sketch):
        """What the compiler tells."""
        source = os.path.join(self.folder, "sketch.cpp")
        with open(source, "w") as file:
            file.write("#include <Arduino.h>\n" + sketch)
        done = subprocess.run(
            [simulator.arguments[1], *FLAGS, *LINK, source, *glob.glob(f"{objects}/*.o"), "-o",
             os.path.join(self.folder, "sketch.so")], capture_output=True, text=True)
        return done.stderr

    def run_sketch(self, sketch, until_s=2):
        """As board 2, which hears IN: a message of 40 bytes each second, the first at 1 s."""
        self.assertEqual("", self.compile(sketch))
        return simulator.run(os.path.join(self.folder, "out"), "--set=/chain/cells=3",
                             f"--set=/duration_s={until_s}", "--set=/expect=[]",
                             f"--firmware=board[2]={self.folder}/sketch.so",
                             scenario="scenarios/steady_16s.json")

    def traces(self, sketch, until_s=2):
        outcome = self.run_sketch(sketch, until_s)
        self.assertEqual(0, outcome.status, outcome.told())
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        return [tuple(int(number) for number in event["detail"].split()) for event in events
                if event["what"] == "trace" and event["path"] == "bms.board_2"]

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
