"""Sketches for an ATtiny841 on the Arduino layer: what differs from the ATmega328PB of arduino_test.

Arguments: the program, the C compiler.
"""
import unittest

import simulator
import sketches

# A board on which PA3 bypasses, PA6 is the LED and PA7 supplies the sensors; the cell is on ADC8
# behind a divider that halves it, a thermistor to the supply on ADC4.
WIRING = """
#include <avr/wiring.h>
constexpr uint8_t nc = avr::not_connected;
const avr::Wiring avr::wiring = {
    {nc, nc, nc, PIN_BYPASS, nc, nc, LED_BUILTIN, PIN_SENSOR_POWER},
    {nc, nc, nc, nc, nc, nc, nc, nc},
    {{8, HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, [](uint16_t code) -> uint16_t { return code / 2; }},
     {4, HAL_ADC_TEMP2, HAL_ADC_REF_SUPPLY,
      [](uint16_t code) -> uint16_t { return 1023 - code; }}}};
"""


def setUpModule():
    sketches.compile_core(sketches.ATTINY841)


class ATtiny841(sketches.SketchTest):
    def test_bits_of_ports_are_what_the_wiring_says(self):
        self.assertEqual([(1, 0, 0xC8), (2, 0x1C8, 0), (3, 0x03C8, 0xE8), (4, 0x1E8, 0)],
                         self.traces(WIRING + """
uint32_t lines() { return hal_pin_read(PIN_BYPASS) | hal_pin_read(LED_BUILTIN) << 1; }
void setup() {
    PORTA = _BV(PORTA3);
    hal_trace(1, lines(), 0xC0 | PORTA);
    DDRA = _BV(DDA3) | _BV(DDA6) | _BV(DDA7);
    hal_trace(2, lines() << 8 | DDRA, PINB);
    PORTA |= _BV(PORTA6) | _BV(PORTA5);
    hal_trace(3, lines() << 8 | DDRA, 0x80 | PORTA);
    PINA = _BV(PINA6) | _BV(PINA7);
    hal_trace(4, lines() << 8 | PORTA | 0x40, PORTB);
}
"""))

    def test_pull_ups_and_input_buffers_are_told_and_do_nothing(self):
        self.assertEqual([(1, 0x21, 0x0F), (2, 5, 3)], self.traces("""
void setup() {
    PUEA = _BV(PORTA5) | _BV(PORTA0);
    PUEB = 0x0F;
    DIDR0 = _BV(ADC2D) | _BV(ADC0D);
    PHDE |= _BV(PHDEA0) | _BV(PHDEA1);
    hal_trace(1, PUEA, PUEB);
    hal_trace(2, DIDR0, PHDE);
}
"""))

    def test_an_input_is_what_the_wiring_says_by_the_reference_and_circuit_it_says(self):
        # 3.3 V of 5 mV a count, halved; 25 degC is the middle, 20 degC above it on this side.
        (_, cell, adjusted), (_, thermistor, band_gap) = self.traces(WIRING + """
volatile uint16_t code;
ISR(ADC_vect) { const uint8_t low = ADCL; code = ADCH << 8 | low; }
uint16_t convert(uint8_t input) {
    ADMUXA = input;
    ADCSRA |= _BV(ADEN) | _BV(ADIF) | _BV(ADPS2);
    code = 0;
    ADCSRA |= _BV(ADSC) | _BV(ADIE);
    while (bit_is_set(ADCSRA, ADSC)) {}
    return code;
}
void setup() {
    DDRA = _BV(DDA7);
    PORTA = _BV(PORTA7);
    delay(10);
    ADMUXB = _BV(REFS2);
    const uint16_t cell = convert(8);
    ADCSRB = _BV(ADLAR);
    hal_trace(1, cell, convert(8));
    ADCSRB = 0;
    const uint16_t thermistor = convert(4);
    ADMUXB = 0;
    hal_trace(2, thermistor, convert(13));
}
""")
        self.assertAlmostEqual(3.3 / 0.005 / 2, cell, delta=15)
        self.assertAlmostEqual(cell * 64, adjusted, delta=3 * 64)
        self.assertAlmostEqual(512, thermistor, delta=60)
        self.assertAlmostEqual(1.1 / 3.3 * 1024, band_gap, delta=15)

    def test_analog_inputs_by_call(self):
        (_, against_supply, external), = self.traces(WIRING + """
void setup() {
    const int against_supply = analogRead(8);
    analogReference(EXTERNAL);
    hal_trace(1, against_supply, analogRead(A0 + 8));
}
""")
        self.assertEqual(1023 // 2, against_supply)
        self.assertAlmostEqual(330, external, delta=15)

    def test_the_watchdog_s_reset_is_turned_off_behind_ccp_only(self):
        self.assertEqual([(1, 0x08, 0x08), (2, 0x61, 0x61), (3, 0x47, 0)], self.traces("""
#include <avr/wdt.h>
ISR(WDT_vect) {}
void setup() {
    WDTCSR |= _BV(WDE);
    const uint8_t on = WDTCSR;
    WDTCSR = 0;
    hal_trace(1, on, WDTCSR);
    CCP = 0xD8;
    WDTCSR = _BV(WDIE) | _BV(WDP3) | _BV(WDP0);
    const uint8_t by_permission = WDTCSR;
    CCP = 0x00;
    hal_trace(2, by_permission, WDTCSR);
    WDTCSR = _BV(WDIE) | WDTO_2S;
    hal_trace(3, WDTCSR, CCP);
}
"""))

    def test_the_clock_is_what_the_prescaler_makes_of_8_mhz(self):
        self.assertEqual([(1, 3, 2)], self.traces("""
void setup() {
    CLKPR = 0;
    const uint8_t unchanged = CLKPR;
    CCP = 0xD8;
    CLKPR = _BV(CLKPS1);
    hal_trace(1, unchanged, CLKPR);
}
"""))

    def test_registers_refuse_what_is_not_modelled(self):
        for statement, text in (
                ("CCP = 0xD8; CLKPR = 0;", "CLKPR: the clock is CPU_HZ from the start on, and stays so"),
                ("UCSR1B = _BV(RXEN1);", "UCSR1B: nothing is on a second USART"),
                ("ADMUXA = 9;", "ADMUX: nothing is on that input"),
                ("ADMUXB = _BV(REFS0);", "ADMUXB: only the supply and the pin AREF, and no gain"),
                ("analogReference(INTERNAL); analogRead(8);", "ADMUXB: only the supply and"),
                ("ADCSRB = 1;", "ADCSRB: conversions do not start by themselves")):
            outcome = self.run_sketch(f"{WIRING}void setup() {{ {statement} }}")
            self.assertEqual(3, outcome.status, outcome.told())
            self.assertIn(text, outcome.errors)

    def test_the_compiler_refuses_what_the_other_one_has(self):
        for sketch, name in (("uint8_t get() { return ADMUX; }", "ADMUX"),
                             ("uint8_t get() { return _BV(WDCE); }", "WDCE"),
                             ("uint8_t get() { return PRR0; }", "PRR0")):
            self.assertRegex(self.compile(sketch), f"error: .*{name}")

    def test_a_start_edge_ends_a_sleep_in_which_all_else_has_no_clock(self):
        (_, first, count), (_, prr, _) = self.traces("""
#include <avr/power.h>
#include <avr/sleep.h>
ISR(USART0_START_vect) {}
void setup() {
    Serial.begin(9600);
    UCSR0D = _BV(RXSIE0) | _BV(SFDE0);
    ADCSRA = 0;
    set_sleep_mode(SLEEP_MODE_STANDBY);
    power_adc_disable();
    power_spi_disable();
    power_timer0_disable();
    power_timer1_disable();
    power_timer2_disable();
    power_twi_disable();
    power_usart1_disable();
    const uint8_t prr = PRR;
    interrupts();
    sleep_enable();
    sleep_cpu();
    sleep_disable();
    power_all_enable();
    delay(200);
    const int first = Serial.read();
    hal_trace(1, first, Serial.available());
    hal_trace(2, prr, PRR);
}
""")
        self.assertEqual((1, 39), (first, count))
        self.assertEqual(0xDF, prr)


if __name__ == "__main__":
    simulator.main(2)
