// A cell board as many are written: setup(), and a loop that does what there is to do and then
// sleeps.
//
// Bytes come by Serial, whose rings the interrupts fill and empty. Between messages the clock
// stands still: the start edge of the next one wakes the board, and every half second the watchdog
// does, by which it counts how long it has heard nothing. The resistor is switched by timer 1.
#include <EEPROM.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "bypass.h"
#include "message.h"
#include "settings.h"

// Three byte times: a byte that comes later begins a message.
constexpr uint32_t gap_us = 3125;

Settings settings;
Message message;
uint8_t stored[Message::length];
uint16_t voltage;
uint16_t temperature;
uint32_t heard_at;
bool is_receiving;
bool has_slept;  // and micros() with it
uint8_t silent_half_seconds_allowed;

volatile uint8_t silent_half_seconds;
volatile bool is_edge_seen;

ISR(WDT_vect) { ++silent_half_seconds; }

// Once: what follows is Serial's.
ISR(USART0_START_vect) {
    is_edge_seen = true;
    UCSR0D = 0;
}

void await_edge() {
    is_edge_seen = false;
    UCSR0D = _BV(RXSIE0) | _BV(SFDE0);
}

void show() { digitalWrite(LED_BUILTIN, is_receiving || bypass.is_on()); }

// ---- Measuring ----------------------------------------------------------------------------------

void measure() {
    bypass.pause();
    voltage = analogRead(PIN_CELL);
    temperature = analogRead(PIN_TEMPERATURE);
    bypass.go_on();
}

// The further above its limit, the longer the resistor is on.
void regulate(uint16_t v_bypass) {
    if (voltage > v_bypass) {
        const uint16_t above = voltage - v_bypass;
        const long duty = map(above, 0, settings.full_duty_above, Bypass::full / 4, Bypass::full);
        bypass.set(min(duty, long{Bypass::full}));
    } else if (voltage + settings.hysteresis < v_bypass) {
        bypass.set(0);
    }
}

void end_bypass_in_silence() {
    if (silent_half_seconds > silent_half_seconds_allowed && bypass.is_on()) {
        bypass.set(0);
        show();
    }
}

// ---- The message --------------------------------------------------------------------------------

void begin_message() {
    message.begin(voltage, temperature, bypass.is_on());
    is_receiving = true;
    show();
}

void end_message() {
    Serial.flush();  // the clock must not stop before
    is_receiving = false;
    if (message.is_whole() && message.is_good()) {
        silent_half_seconds = 0;
        silent_half_seconds_allowed = message.is_fast() ? 4 : 7;
        measure();
        regulate(message.v_bypass());
    }
    show();
    await_edge();
}

// Own cell and all, and only if it is good; another one ends here.
void send_stored() {
    begin_message();
    for (uint8_t in : stored)
        message.pass(in);
    if (!message.is_good())
        return;
    begin_message();
    for (uint8_t in : stored)
        Serial.write(message.pass(in));
}

void take(uint8_t in) {
    static uint8_t count;
    if (!is_receiving) {
        begin_message();
        count = 0;
    }
    if (settings.stores_messages)
        stored[count] = in;
    else
        Serial.write(message.pass(in));
    if (++count < Message::length)
        return;
    if (settings.stores_messages)
        send_stored();
    end_message();
}

void hear(uint8_t in) {
    const uint32_t now = micros();
    const bool begins = has_slept || now - heard_at > gap_us;
    has_slept = false;
    heard_at = now;
    if (begins)
        is_receiving = false;
    if (begins || is_receiving)
        take(in);
}

// ---- Rest ---------------------------------------------------------------------------------------

bool is_quiet() { return micros() - heard_at > gap_us; }

void rest() {
    const bool goes_deep = !is_receiving && is_quiet() && !bypass.is_switching();
    cli();
    if (Serial.available() == 0) {
        set_sleep_mode(goes_deep && !is_edge_seen ? SLEEP_MODE_PWR_DOWN : SLEEP_MODE_IDLE);
        has_slept = has_slept || (goes_deep && !is_edge_seen);
        sleep_enable();
        sei();
        sleep_cpu();
        sleep_disable();
    }
    sei();
}

void setup() {
    pinMode(LED_BUILTIN, OUTPUT);
    pinMode(PIN_BYPASS, OUTPUT);
    analogReference(INTERNAL);
    settings = load_settings();
    WDTCSR = _BV(WDCE) | _BV(WDE);
    WDTCSR = _BV(WDIE) | WDTO_500MS;
    Serial.begin(9600);
    measure();
    await_edge();
    heard_at = micros();  // a message that is under way is not ours
}

void loop() {
    while (Serial.available() != 0)
        hear(Serial.read());
    if (is_receiving && is_quiet())
        end_message();  // it stays incomplete
    end_bypass_in_silence();
    rest();
}
