#include "sim/results/in_data_out_writer.h"

#include <string>
#include <utility>

namespace cellchain::results {

InDataOutWriter::InDataOutWriter(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}

void InDataOutWriter::at_in_data_out(Ticks /*time*/, std::uint8_t byte) {
    file_->write(std::string(1, static_cast<char>(byte)));
}

void InDataOutWriter::finish() { file_->finish(); }

}  // namespace cellchain::results
