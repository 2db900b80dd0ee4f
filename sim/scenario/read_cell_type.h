#pragma once

#include <filesystem>

#include "models/physics/cell_type.h"
#include "sim/scenario/json_reader.h"

namespace cellchain::scenario {

/// The block `pack.cell.type`: the figures of a cell that is not the default one.
physics::CellTypeConfig read_cell_type(JsonReader json);

/// The same from a file of its own, kind `cell_type`. Throws InputError.
physics::CellTypeConfig read_cell_type_file(const std::filesystem::path& file);

}  // namespace cellchain::scenario
