#pragma once

#include "models/physics/oscillator.h"

namespace cellchain::physics {

/// How a UART receiver samples its line.
///
/// Models  16 samples a bit on the receiver's own grid; the first low sample is number 1 of the
///         start bit; each bit is the majority of its samples 8, 9 and 10; the byte is complete
///         at sample 10 of the stop bit.
/// Source  ATmega328P data sheet, "Asynchronous data reception".
/// Limits  only bytes that decode cleanly whatever the phase; a scenario's clocks are held inside
///         `max_clock_error_ppm`, where that is so.
namespace uart_receiver {

constexpr std::uint32_t samples_per_bit = 16;

/// Samples from the first low one (number 1 of the start bit) to number 10 of the stop bit.
constexpr Cycles samples_to_completion = 9 * samples_per_bit + 9;

/// Sender and receiver may each be this far off: together 3 %, where all three samples of every
/// bit fall inside it. The bounds are +7/144 (early) and -6/160 (late); the nearer is 3.75 %.
constexpr double max_clock_error_ppm = 15000.0;

}  // namespace uart_receiver

}  // namespace cellchain::physics
