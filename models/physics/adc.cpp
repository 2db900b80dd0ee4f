#include "models/physics/adc.h"

namespace cellchain::physics {
namespace {

constexpr double full_scale = 1023.0;  // 10 bits
constexpr double current_middle = 512.0;
constexpr double counts_per_rating = 200.0;

std::uint16_t clamped(double counts) {
    if (!(counts > 0.0))  // not-a-number ends here too
        return 0;
    return static_cast<std::uint16_t>(counts < full_scale ? counts : full_scale);
}

}  // namespace

std::uint16_t CellVoltageAdc::convert(Volts input, double noise) const {
    return clamped((input * (1.0 + gain_error) + bias + noise_rms * noise) / volts_per_count);
}

std::uint16_t TemperatureAdc::convert(Celsius board, double noise) const {
    const double counts = (board - at_count_zero).value / celsius_per_count;
    return clamped(counts + offset_counts + noise_rms_counts * noise + 0.5);
}

std::uint16_t CurrentAdc::convert(Amperes sensed, double noise) const {
    const double counts = sensed / rating * counts_per_rating;
    return clamped(current_middle + counts + noise_rms_counts * noise + 0.5);
}

}  // namespace cellchain::physics
