// A pin as its port has it: what it drives as an output, else its pull-up.
#ifndef CELLCHAIN_ARDUINO_PINS_CORE_H
#define CELLCHAIN_ARDUINO_PINS_CORE_H

#include <stdint.h>

namespace avr {

bool is_output(uint8_t pin);
void set_output(uint8_t pin, bool is_output);
bool latch_of(uint8_t pin);
void set_latch(uint8_t pin, bool level);
bool level_of(uint8_t pin);

}  // namespace avr

#endif
