#include "models/physics/adc.h"

#include "models/physics/deterministic_math.h"

namespace cellchain::physics {
namespace {

constexpr double full_scale = 1023.0;  // 10 bits
constexpr double counts_of_reference = 1024.0;
constexpr double absolute_zero_celsius = -273.15;
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

std::uint16_t ReferencedAdc::convert(Volts input, Volts reference, double noise) const {
    return clamped(input / reference * counts_of_reference + noise_rms_counts * noise);
}

double Thermistor::share(Celsius temperature) const {
    const double kelvins = temperature.value - absolute_zero_celsius;
    const double resistance =
        at_25_celsius.value *
        deterministic::exp(b_kelvins * (1.0 / kelvins - 1.0 / (25.0 - absolute_zero_celsius)));
    return resistance / (resistance + above.value);
}

std::uint16_t CurrentAdc::convert(Amperes sensed, double noise) const {
    const double counts = sensed / rating * counts_per_rating;
    return clamped(current_middle + counts + noise_rms_counts * noise + 0.5);
}

}  // namespace cellchain::physics
