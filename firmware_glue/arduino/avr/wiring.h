// How the board's lines are connected to the microcontroller.
//
// A program that was written for another board has an avr::wiring of its own, which takes the place
// of the layer's: it says which line of this board stands for what is there on that one.
#ifndef CELLCHAIN_AVR_WIRING_H
#define CELLCHAIN_AVR_WIRING_H

#include <stdint.h>

#include "cellhal.h"

namespace avr {

constexpr uint8_t not_connected = HAL_PIN_COUNT;
constexpr uint8_t no_input = 0xFF;

/// An input of the converter.
struct AnalogInput {
    uint8_t number = no_input;  ///< of the multiplexer
    uint8_t channel = 0;        ///< HAL_ADC_..., what is measured
    uint8_t external = 0;       ///< HAL_ADC_REF_..., while the pin AREF is the reference
    /// The code that the other board's circuit would give for the one of this board; null: the
    /// same.
    uint16_t (*circuit)(uint16_t code) = nullptr;
};

struct Wiring {
    uint8_t port_a[8];  ///< by bit: HAL_PIN_..., or not_connected
    uint8_t port_b[8];
    AnalogInput inputs[12];
};

extern const Wiring wiring;

}  // namespace avr

#endif
