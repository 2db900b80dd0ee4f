#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sim/results/output_file.h"

namespace cellchain::results {

/// hal_calls.txt: what one board's firmware has asked of its board, a line a call: when by the
/// board's local time, exact to the tick, how long it took, and its arguments and result.
class HalCallsWriter {
public:
    explicit HalCallsWriter(std::unique_ptr<OutputFile> file);
    void add(std::uint64_t began, std::uint64_t ended, const std::string& call);
    void finish() { file_->finish(); }

private:
    std::unique_ptr<OutputFile> file_;
};

}  // namespace cellchain::results
