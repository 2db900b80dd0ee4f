#pragma once

#include <vector>

#include "models/physics/ageing.h"
#include "models/physics/cell.h"

namespace cellchain::physics {

/// A cell and how it begins.
struct CellAtStart {
    CellConfig cell;  ///< as it was when new
    CellAge age;
    double state_of_charge = 0.5;
};

/// Cells of one type in parallel, as the one cell that they make: of as many times the type's
/// capacity, `parallel_type`, and with these factors.
///
/// Models  capacities add up, and so do conductances; what has been lost by age, too. Charge
///         levels out as they are joined.
/// Source  circuit laws.
/// Limits  one state for all: they share every current by their capacity. Unequal cells share by
///         resistance first and level out behind, so the group bends a little earlier at either
///         end than this one does, and the better ones warm more.
CellAtStart parallel_group(const std::vector<CellAtStart>& cells);

/// What `count` of them in parallel make of a type of cell: with as many ways for the heat, too.
CellTypeConfig parallel_type(const CellTypeConfig& cell, int count);

}  // namespace cellchain::physics
