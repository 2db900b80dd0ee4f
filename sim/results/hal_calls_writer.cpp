#include "sim/results/hal_calls_writer.h"

#include <fmt/format.h>

#include <utility>

#include "models/units/ticks.h"
#include "sim/results/number_text.h"

namespace cellchain::results {

HalCallsWriter::HalCallsWriter(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {
    file_->write("# time_s  took_us  call\n");
}

void HalCallsWriter::add(std::uint64_t began, std::uint64_t ended, const std::string& call) {
    constexpr std::uint64_t ticks_per_us = ticks_per_second / 1'000'000;
    const std::uint64_t took = ended - began;
    std::string line;
    append_seconds(line, began);
    line += fmt::format("  {}.{:05}  {}\n", took / ticks_per_us, took % ticks_per_us, call);
    file_->write(line);
}

}  // namespace cellchain::results
