/* The part of the Arduino core that firmware of a battery's board uses: setup() and loop() on a
 * board of cellchain. No heap, and so no String. See README.md. */
#ifndef CELLCHAIN_ARDUINO_H
#define CELLCHAIN_ARDUINO_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "avr/interrupt.h"
#include "avr/io.h"
#include "avr/pgmspace.h"
#include "binary.h"
#include "pins_arduino.h"

#define ARDUINO 10819
#ifdef __AVR_ATtiny841__
#define ATTINY_CORE 1 /* the Arduino core for it */
#endif

typedef uint8_t byte;
typedef uint16_t word;
typedef bool boolean;

#define LOW 0
#define HIGH 1
#define INPUT 0
#define OUTPUT 1
#define INPUT_PULLUP 2

/* attachInterrupt */
#define CHANGE 1
#define FALLING 2
#define RISING 3
#define NOT_AN_INTERRUPT -1
#define digitalPinToInterrupt(pin) (pin)

/* analogReference: the 2.5 V reference that PIN_SENSOR_POWER feeds, the supply, the converter's own
 */
#define EXTERNAL 0
#define DEFAULT 1
#define INTERNAL 3

#define interrupts() sei()
#define noInterrupts() cli()

#define clockCyclesPerMicrosecond() (F_CPU / 1000000L)
#define bit(number) (1UL << (number))
#define bitRead(value, number) (((value) >> (number)) & 1)
#define bitSet(value, number) ((value) |= (1UL << (number)))
#define bitClear(value, number) ((value) &= ~(1UL << (number)))
#define bitWrite(value, number, to) ((to) ? bitSet(value, number) : bitClear(value, number))
#define lowByte(value) ((uint8_t)((value)&0xFF))
#define highByte(value) ((uint8_t)((value) >> 8))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define constrain(value, low, high) ((value) < (low) ? (low) : (value) > (high) ? (high) : (value))
#define sq(value) ((value) * (value))

#ifdef __cplusplus
extern "C" {
#endif

void setup(void);
void loop(void);
void init(void);

void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t level);
int digitalRead(uint8_t pin);
int analogRead(uint8_t pin); /* A0 ..., or the input's number */
void analogReference(uint8_t mode);
void analogWrite(uint8_t pin, int value); /* PWM of 245 Hz: PIN_BYPASS and LED_BUILTIN */
void attachInterrupt(uint8_t pin, void (*handler)(void), int mode);
void detachInterrupt(uint8_t pin);

unsigned long millis(void);
unsigned long micros(void);
void delay(unsigned long ms);
void delayMicroseconds(unsigned int us);
/* Behind a turn of loop() in which nothing happened: see README.md. Empty on the microcontroller.
 */
static inline void yield(void) { hal_poll(); }

static inline long map(long value, long from_low, long from_high, long to_low, long to_high) {
    return (value - from_low) * (to_high - to_low) / (from_high - from_low) + to_low;
}

#ifdef __cplusplus
}

#include "HardwareSerial.h"
#define F(text) (reinterpret_cast<const __FlashStringHelper*>(PSTR(text)))
#endif
#endif
