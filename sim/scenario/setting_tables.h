#pragma once

#include <vector>

// The positions of the IN board's switches, as the manual's tables list them, and what else is
// stored as a position in a table.

namespace cellchain::scenario {

/// Switches 2, 6 and 7 (M-SW-01).
inline std::vector<double> bypass_thresholds_v() {
    return {3.4, 3.5, 3.6, 3.7, 4.0, 4.1, 4.2, 4.3};
}

/// Switches 1 to 3 while storing (M-SW-03).
inline std::vector<double> sensor_ratings_a() { return {25, 50, 100, 250, 400, 500, 1000, 2000}; }

/// Switches 4 to 7 while storing (M-SW-03).
inline std::vector<double> factory_cells() {
    return {4, 8, 12, 16, 20, 24, 28, 32, 48, 64, 80, 96, 128, 156, 204, 255};
}

/// What production may write to the boards (firmware_glue/reference/PROTOCOL.md, "Bit rate").
inline std::vector<double> chain_rates_bits_per_s() { return {2400, 9600, 38400}; }

}  // namespace cellchain::scenario
