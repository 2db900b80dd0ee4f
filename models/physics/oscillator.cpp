#include "models/physics/oscillator.h"

namespace cellchain::physics {

namespace {

// 2^96 * parts / period without a 128-bit literal: (2^128 - 1) / period, scaled down.
std::uint64_t truncated_reciprocal(std::uint64_t period, std::uint64_t parts) {
    __extension__ using Wide = unsigned __int128;
    const Wide all_ones = ~Wide{0};
    return static_cast<std::uint64_t>((all_ones / period) / ((Wide{1} << 32) / parts));
}

std::uint64_t period_of(double nominal_hz, double error_ppm) {
    return static_cast<std::uint64_t>(static_cast<double>(ticks_per_second) * 4294967296.0 /
                                          (nominal_hz * (1.0 + error_ppm * 1e-6)) +
                                      0.5);
}

}  // namespace

Oscillator::Oscillator(double nominal_hz, double error_ppm)
    : Oscillator(period_of(nominal_hz, error_ppm), 0) {}

Oscillator::Oscillator(std::uint64_t period, Wide offset)
    : period_(period),
      frequency_(truncated_reciprocal(period, parts_of_cycle)),
      rounded_offset_(offset + half),
      behind_start_(static_cast<Ticks>((offset + 0xFFFFFFFFU) >> 32) + 1) {}

Oscillator Oscillator::divided_by(std::uint32_t divider) const {
    return Oscillator{period_ * divider, rounded_offset_ - half};
}

void Oscillator::retune(Cycles from, double nominal_hz, double error_ppm) {
    const std::uint64_t period = period_of(nominal_hz, error_ppm);
    *this = Oscillator{period, rounded(from) - half - static_cast<Wide>(from) * period};
}

Cycles Oscillator::first_cycle_near(Ticks when, Cycles cycle) const {
    while (instant(cycle) < when)
        ++cycle;
    return cycle;
}

}  // namespace cellchain::physics
