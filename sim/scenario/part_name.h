#pragma once

#include "sim/scenario/text_rule.h"

namespace cellchain::scenario {

/// Names that the user chooses and that become part of signals' names, or a folder's.
inline constexpr TextRule part_name{"[A-Za-z_][A-Za-z_0-9]*",
                                    "letters, digits and \"_\" and not begin with a digit"};

}  // namespace cellchain::scenario
