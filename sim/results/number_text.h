#pragma once

#include <string>

#include "models/units/ticks.h"

namespace cellchain::results {

/// Appends `value` with a fixed number of decimals, rounded half away from 0. Works on scaled
/// integers: several times faster than printing a floating-point number, and the same everywhere.
void append_fixed(std::string& text, double value, int decimals);

/// Appends a time in seconds, exact: 11 decimals, one tick being 10 ps.
void append_seconds(std::string& text, Ticks time);
/// Likewise without the zeros at its end: 60, 60.75.
void append_short_seconds(std::string& text, Ticks time);

/// Whole, with commas: "1,234,567".
std::string with_thousands(double value);

/// To 9 significant digits, so that JSON stays readable.
double rounded(double value);

}  // namespace cellchain::results
