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

/// Any input of the same converter against a reference that is chosen.
///
/// Models  10 bits, 1024 counts to the reference, rounding down, clamped; noise before it.
/// Source  ATmega328P data sheet, "ADC conversion result". Noise is that of CellVoltageAdc.
/// Limits  no offset or gain error.
struct ReferencedAdc {
    double noise_rms_counts = 0.4;

    std::uint16_t convert(Volts input, Volts reference, double noise) const;
};

/// Thermistor to ground below a resistor, both behind a supply.
///
/// Models  R = R25 exp(B (1/T - 1/298.15 K)).
/// Source  Murata NCP18XH103F03RB: 10 kOhm +-1 % at 25 degC, B (25 to 50 degC) 3380 K +-1 %.
/// Limits  no tolerances, no self-heating; B is steady, so that against the data sheet's table it
///         is 0.8 K too cold at 0 degC and 1.2 K at 85 degC.
struct Thermistor {
    Ohms at_25_celsius{10'000.0};
    double b_kelvins = 3380.0;
    Ohms above{10'000.0};

    /// Of the supply that is across the thermistor.
    double share(Celsius temperature) const;
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
