#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/block_schema.h"

namespace cellchain::scenario {

/// What the readers declare when they are run with nothing to read.
struct Description {
    BlockSchema root;
    /// Every block and list of blocks, with its path; "NAME" stands for a key that the user
    /// chooses.
    std::vector<std::pair<std::string, const BlockSchema*>> blocks;
    std::vector<std::pair<std::string, const BlockSchema*>> lists;
};

}  // namespace cellchain::scenario
