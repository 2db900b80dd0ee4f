#include "sim/results/data_out_writer.h"

#include <cassert>
#include <string>
#include <utility>

namespace cellchain::results {

namespace {

constexpr std::size_t frame_size = 58;  // data-out protocol, "58 bytes"

}  // namespace

DataOutWriter::DataOutWriter(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}

void DataOutWriter::at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& frame) {
    assert(frame.size() == frame_size);
    static_cast<void>(frame_size);
    file_->write(std::string(frame.begin(), frame.end()));
}

void DataOutWriter::finish() { file_->finish(); }

}  // namespace cellchain::results
