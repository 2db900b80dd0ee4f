#include "models/physics/oscillator.h"

namespace cellchain::physics {

namespace {

// 2^96 / period without a 128-bit literal: (2^128 - 1) / period, scaled down by 2^32.
std::uint64_t truncated_reciprocal(std::uint64_t period) {
    __extension__ using Wide = unsigned __int128;
    const Wide all_ones = ~Wide{0};
    return static_cast<std::uint64_t>((all_ones / period) >> 32);
}

}  // namespace

Oscillator::Oscillator(double nominal_hz, double error_ppm)
    : Oscillator(static_cast<std::uint64_t>(static_cast<double>(ticks_per_second) * 4294967296.0 /
                                                (nominal_hz * (1.0 + error_ppm * 1e-6)) +
                                            0.5)) {}

Oscillator::Oscillator(std::uint64_t period)
    : period_(period), frequency_(truncated_reciprocal(period)) {}

Oscillator Oscillator::divided_by(std::uint32_t divider) const {
    return Oscillator{period_ * divider};
}

}  // namespace cellchain::physics
