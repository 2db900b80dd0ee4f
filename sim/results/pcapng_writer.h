#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/output_file.h"

namespace cellchain::results {

/// A pcapng file: one section, little endian, any number of interfaces, then packets.
///
/// Times are nanoseconds, half a nanosecond rounded up: readers count in 64 bits and no finer, and
/// Wireshark 4.0 overflows below 0.1 ns. Time 0 shows as 1970-01-01.
///
/// Source  IETF draft-ietf-opsawg-pcapng, blocks SHB, IDB and EPB.
class PcapngWriter {
public:
    /// `application` is named as what wrote the file.
    PcapngWriter(std::unique_ptr<OutputFile> file, const std::string& application);

    /// Its number, counted from 0. `link_type` is one of tcpdump.org/linktypes.html.
    std::uint32_t add_interface(const std::string& name, std::uint16_t link_type);
    void add_packet(std::uint32_t interface, Ticks time, const std::vector<std::uint8_t>& bytes,
                    const std::string& comment);
    void finish();

private:
    void begin_block(std::uint32_t type);
    void end_block();
    void put_16(std::uint16_t value);
    void put_32(std::uint32_t value);
    void put_padded(std::string_view data);
    void put_option(std::uint16_t code, std::string_view value);
    void end_options();

    std::unique_ptr<OutputFile> file_;
    std::string block_;
    std::uint32_t interfaces_ = 0;
};

}  // namespace cellchain::results
