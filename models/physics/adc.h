#pragma once

#include <cstdint>

#include "models/units/quantity.h"

namespace cellchain::physics {

/// Cell-voltage input of a board.
///
/// Models  10 bits, rounding down, clamped; gain error, bias and noise before the conversion.
/// Source  data-out protocol: cell voltages in 5 mV. Bias and noise are assumed: with bias uniform
///         within +-10 mV the board keeps the manual's +-15 mV.
/// Limits  no integral or differential non-linearity; the reference does not drift.
struct CellVoltageAdc {
    Volts volts_per_count{0.005};
    double gain_error = 0.0;
    Volts bias{0.0};
    Volts noise_rms{0.002};

    /// `noise` is a standard normal draw of the caller's stream.
    std::uint16_t convert(Volts input, double noise) const;
};

/// Temperature sensor of a board.
///
/// Models  10 bits, rounded to the nearest count, clamped; offset and noise in counts.
/// Source  data-out protocol: raw counts of 0.857 K, board at 31.9 degC near 308. Offset uniform
///         within +-4.7 counts and noise make the manual's +-5 K (assumed).
/// Limits  no gain error.
struct TemperatureAdc {
    double celsius_per_count = 0.857;
    Celsius at_count_zero{-232.1};
    double offset_counts = 0.0;
    double noise_rms_counts = 0.6;

    std::uint16_t convert(Celsius board, double noise) const;
};

/// Input of a current sensor's output voltage.
///
/// Models  10 bits with the middle at 512, rating / 200 per count, rounded to the nearest, clamped.
/// Source  manual, table of sensors: 0.125 A for 25 A up to 10 A for 2000 A. For 400 A, which the
///         table leaves out, 2 A by the same rule.
/// Limits  offset, gain and drift belong to the sensor, not to its input. Noise of 0.3 % of the
///         rating before averaging is assumed.
struct CurrentAdc {
    Amperes rating{100.0};
    double noise_rms_counts = 0.6;

    std::uint16_t convert(Amperes sensed, double noise) const;
};

}  // namespace cellchain::physics
