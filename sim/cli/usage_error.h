#pragma once

#include <stdexcept>

namespace cellchain::cli {

/// A mistake on the command line; what() is the whole text, without a line end.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace cellchain::cli
