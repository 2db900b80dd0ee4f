#include "sim/results/frames_writer.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "sim/results/number_text.h"

namespace cellchain::results {

namespace {

// LINKTYPE_USER0 and USER1: what tools/wireshark/cellchain.lua decodes.
constexpr std::uint16_t chain_link_type = 147;
constexpr std::uint16_t data_out_link_type = 148;

void append_seconds_or_nothing(std::string& line, const std::optional<Ticks>& time) {
    if (time) {
        append_seconds(line, *time);
    }
    line += ',';
}

void append_hex(std::string& line, const std::vector<std::uint8_t>& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        line += digits[byte >> 4];
        line += digits[byte & 0xF];
    }
}

}  // namespace

FramesWriter::FramesWriter(std::unique_ptr<OutputFile> csv, std::unique_ptr<OutputFile> pcapng,
                           int boards, int chain_bits_per_s, const std::string& application)
    : csv_(std::move(csv)),
      pcapng_(std::move(pcapng), application),
      assembler_(boards, chain_bits_per_s, [this](const HopMessage& message) { take(message); }) {
    csv_->write(
        "message,hop,from_board,to_board,first_start_edge_s,arrival_s,gap_s,age_s,byte_count,"
        "bytes_hex,verdict\n");
    for (int board = 1; board < boards; ++board) {
        pcapng_.add_interface(fmt::format("link {}", board), chain_link_type);
    }
    pcapng_.add_interface("data_out", data_out_link_type);
}

void FramesWriter::take(const HopMessage& message) {
    write_row(message);
    if (message.is_heard()) {
        write_packet(message);
    }
}

void FramesWriter::write_row(const HopMessage& message) {
    const auto arrival = message.is_heard() ? std::optional(message.end) : std::nullopt;
    const auto age =
        arrival && message.left_in ? std::optional(*arrival - *message.left_in) : std::nullopt;
    line_ = std::to_string(message.number);
    if (message.line == Line::chain) {
        line_ += fmt::format(",{0},{0},{1},", message.from_board, message.from_board + 1);
    } else {
        line_ += fmt::format(",data_out,{},,", message.from_board);
    }
    append_seconds_or_nothing(line_, message.first_start_edge);
    append_seconds_or_nothing(line_, arrival);
    append_seconds_or_nothing(line_, message.gap);
    append_seconds_or_nothing(line_, age);
    line_ += std::to_string(message.bytes.size()) + ',';
    append_hex(line_, message.bytes);
    line_ += std::string(",") + name_of(message.verdict) + '\n';
    csv_->write(line_);
}

void FramesWriter::write_packet(const HopMessage& message) {
    pcapng_.add_packet(static_cast<std::uint32_t>(message.from_board - 1), message.end,
                       message.bytes,
                       fmt::format("message {}: {}", message.number, name_of(message.verdict)));
}

void FramesWriter::finish() {
    assembler_.finish();
    csv_->finish();
    pcapng_.finish();
}

}  // namespace cellchain::results
