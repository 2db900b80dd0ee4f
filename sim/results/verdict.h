#pragma once

#include <optional>
#include <string>

#include "models/units/ticks.h"

namespace cellchain::results {

enum class Result { pass, fail, untested };

/// What became of one expectation.
struct Verdict {
    std::string id;
    Result result = Result::untested;
    /// Smallest of the run, negative when it failed by so much; absent where nothing is measured.
    std::optional<double> margin;
    std::string unit;         ///< of the margin
    std::optional<Ticks> at;  ///< of the margin; where there is none, of the first failure
    bool untested_is_allowed = false;

    bool is_good() const {
        return result == Result::pass || (result == Result::untested && untested_is_allowed);
    }
};

/// "pass", "fail", "untested".
const char* name_of(Result result);

}  // namespace cellchain::results
