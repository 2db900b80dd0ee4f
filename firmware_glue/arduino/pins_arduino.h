/* The board's pins, by the numbers of the contract. Those without a name here are not connected. */
#ifndef CELLCHAIN_ARDUINO_PINS_H
#define CELLCHAIN_ARDUINO_PINS_H

#include "cellhal.h"

#define NUM_DIGITAL_PINS HAL_PIN_COUNT
#define LED_BUILTIN HAL_PIN_LED_INFO
#define PIN_BYPASS HAL_PIN_BYPASS
#define PIN_SENSOR_POWER HAL_PIN_SENSOR_POWER

/* Analog inputs, of analogRead */
#define A0 100
#define A1 101
#define A2 102
#define A3 103
#define A4 104
#define A5 105
#define PIN_CELL A0 /* own cell: 5 mV per count with INTERNAL */
#define PIN_TEMPERATURE                                                                            \
    A1                      /* of the board: 0.857 degC per count, count 0 = -232.1 degC, INTERNAL \
                             */
#define PIN_TEMPERATURE2 A4 /* thermistor, fed by PIN_SENSOR_POWER; wants DEFAULT */
#define PIN_SUPPLY A5       /* a tenth of the supply */

#endif
