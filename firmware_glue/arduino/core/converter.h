// The converter behind its registers, which each microcontroller has in other places.
#ifndef CELLCHAIN_ARDUINO_CONVERTER_H
#define CELLCHAIN_ARDUINO_CONVERTER_H

#include <stdint.h>

namespace avr {

#if defined(__AVR_ATtiny841__)
constexpr uint8_t number_of_band_gap = 13;
#else
constexpr uint8_t number_of_band_gap = 14;
#endif

enum class Reference : uint8_t { supply, external, internal };

/// By the number of the multiplexer.
void select_input(uint8_t number);
void select_reference(Reference reference);
void set_left_adjusted(bool is_left_adjusted);

}  // namespace avr

#endif
