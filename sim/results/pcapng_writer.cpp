#include "sim/results/pcapng_writer.h"

#include <cassert>
#include <utility>

namespace cellchain::results {

namespace {

// The draft's "Block Type Codes" and, block by block, "Options".
constexpr std::uint32_t section_header_block = 0x0A0D0D0A;
constexpr std::uint32_t interface_description_block = 1;
constexpr std::uint32_t enhanced_packet_block = 6;
constexpr std::uint16_t opt_endofopt = 0;
constexpr std::uint16_t opt_comment = 1;
constexpr std::uint16_t shb_userappl = 4;
constexpr std::uint16_t if_name = 2;
constexpr std::uint16_t if_tsresol = 9;

constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t version_major = 1;
constexpr std::uint16_t version_minor = 0;
constexpr std::uint32_t length_unknown = 0xFFFFFFFF;  // of the section, both halves
constexpr std::uint32_t no_length_limit = 0;          // of packets

constexpr char nanoseconds = 9;  // 10^-9 s
constexpr Ticks ticks_per_nanosecond = 100;

constexpr std::size_t type_and_length = 8;

}  // namespace

PcapngWriter::PcapngWriter(std::unique_ptr<OutputFile> file, const std::string& application)
    : file_(std::move(file)) {
    begin_block(section_header_block);
    put_32(byte_order_magic);
    put_16(version_major);
    put_16(version_minor);
    put_32(length_unknown);
    put_32(length_unknown);
    put_option(shb_userappl, application);
    end_options();
    end_block();
}

std::uint32_t PcapngWriter::add_interface(const std::string& name, std::uint16_t link_type) {
    begin_block(interface_description_block);
    put_16(link_type);
    put_16(0);  // reserved
    put_32(no_length_limit);
    put_option(if_name, name);
    put_option(if_tsresol, {&nanoseconds, 1});
    end_options();
    end_block();
    return interfaces_++;
}

void PcapngWriter::add_packet(std::uint32_t interface, Ticks time,
                              const std::vector<std::uint8_t>& bytes, const std::string& comment) {
    assert(interface < interfaces_);
    const std::uint64_t stamp = (time + ticks_per_nanosecond / 2) / ticks_per_nanosecond;
    const auto length = static_cast<std::uint32_t>(bytes.size());
    begin_block(enhanced_packet_block);
    put_32(interface);
    put_32(static_cast<std::uint32_t>(stamp >> 32));
    put_32(static_cast<std::uint32_t>(stamp));
    put_32(length);  // captured
    put_32(length);  // on the wire
    put_padded({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    put_option(opt_comment, comment);
    end_options();
    end_block();
}

void PcapngWriter::finish() { file_->finish(); }

// The length stands at both ends of a block; it is filled in when that is known.
void PcapngWriter::begin_block(std::uint32_t type) {
    block_.clear();
    put_32(type);
    put_32(0);
}

void PcapngWriter::end_block() {
    const auto length = static_cast<std::uint32_t>(block_.size() + sizeof(std::uint32_t));
    put_32(length);
    const std::string at_the_end = block_.substr(block_.size() - sizeof(std::uint32_t));
    block_.replace(type_and_length - sizeof(std::uint32_t), sizeof(std::uint32_t), at_the_end);
    file_->write(block_);
}

void PcapngWriter::put_16(std::uint16_t value) {
    block_ += static_cast<char>(value & 0xFF);
    block_ += static_cast<char>(value >> 8);
}

void PcapngWriter::put_32(std::uint32_t value) {
    put_16(static_cast<std::uint16_t>(value & 0xFFFF));
    put_16(static_cast<std::uint16_t>(value >> 16));
}

void PcapngWriter::put_padded(std::string_view data) {
    block_ += data;
    block_.resize((block_.size() + 3) / 4 * 4, '\0');  // to 32 bits
}

void PcapngWriter::put_option(std::uint16_t code, std::string_view value) {
    put_16(code);
    put_16(static_cast<std::uint16_t>(value.size()));
    put_padded(value);
}

void PcapngWriter::end_options() {
    put_16(opt_endofopt);
    put_16(0);
}

}  // namespace cellchain::results
