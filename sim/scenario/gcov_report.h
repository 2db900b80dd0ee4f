#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cellchain::scenario {

/// What gcov tells of one source file.
struct GcovFile {
    struct Line {
        int number = 0;
        std::uint64_t count = 0;
        std::vector<std::uint64_t> branches;  ///< how often each way on was taken
    };
    std::filesystem::path file;  ///< absolute
    std::vector<Line> lines;
};

/// The output of `gcov --json-format --branch-probabilities --stdout` for one object file. A line
/// may come several times: a function of a header in each that has it. Throws InputError.
std::vector<GcovFile> read_gcov_report(const std::filesystem::path& file);

}  // namespace cellchain::scenario
