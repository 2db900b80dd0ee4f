#pragma once

#include <cstddef>

#include "sim/results/firmware_coverage.h"

namespace cellchain::results {

/// How many lines and branches of some sources there are, and were reached.
struct Reached {
    std::size_t lines = 0;
    std::size_t lines_reached = 0;
    std::size_t branches = 0;
    std::size_t branches_reached = 0;

    void add(const Reached& other);
};

Reached reached_of(const CoveredLines& lines);
Reached reached_of(const CoveredSources& sources);

/// 1 where there is nothing to reach.
double fraction(std::size_t part, std::size_t whole);

}  // namespace cellchain::results
