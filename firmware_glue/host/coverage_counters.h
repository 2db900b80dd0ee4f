#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "firmware_glue/hal/cellfw_abi.h"

namespace cellchain::host {

/// How often each branch of a firmware was taken, by all its boards: they belong to the file, not
/// to a board's state, and so no reset and no swap of boards loses one.
///
/// Source  gcc's --coverage; `hal/coverage.c` is compiled into such a firmware.
class CoverageCounters {
public:
    explicit CoverageCounters(const cellfw_coverage& coverage) : coverage_(coverage) {}

    /// In an order that is the same in every process that has loaded the file.
    std::vector<std::uint64_t> values() const;
    /// The address of the first one.
    std::uintptr_t begin() const { return reinterpret_cast<std::uintptr_t>(coverage_.counters); }
    /// As many as there are.
    void set(const std::vector<std::uint64_t>& values);

    /// What gcov reads, as the present values make it. The path is beside the object file, where
    /// the compiler has left its notes (the same name with .gcno).
    struct File {
        std::filesystem::path path;
        std::string bytes;
    };
    std::vector<File> files() const;

private:
    const cellfw_coverage& coverage_;
};

}  // namespace cellchain::host
