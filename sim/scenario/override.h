#pragma once

#include <string>

namespace cellchain::scenario {

/// One `--set /json/pointer=value` of the command line.
struct Override {
    std::string pointer;  ///< "/chain/cells", as after all includes
    std::string value;    ///< JSON; what is not JSON is a string
};

}  // namespace cellchain::scenario
