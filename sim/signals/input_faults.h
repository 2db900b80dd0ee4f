#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "sim/signals/token.h"

namespace cellchain::signals {

/// Gathers mistakes in conditions and names of signals, to report all of a file at once.
class InputFaults {
public:
    explicit InputFaults(std::filesystem::path file) : file_(std::move(file)) {}

    void add(const std::string& json_path, const ExpressionError& error);
    /// Throws scenario::InputError.
    void throw_if_any() const;

private:
    std::filesystem::path file_;
    std::string text_;
};

}  // namespace cellchain::signals
