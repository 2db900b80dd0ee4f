#pragma once

namespace cellchain::physics {

inline constexpr double zero_celsius_kelvin = 273.15;  // by definition

}  // namespace cellchain::physics
