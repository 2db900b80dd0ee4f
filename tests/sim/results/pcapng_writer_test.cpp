#include "sim/results/pcapng_writer.h"

#include <gtest/gtest.h>

#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

using namespace std::string_literals;

// Block by block as the draft draws them, little endian.
const std::string section_header =
    "\x0A\x0D\x0D\x0A\x28\0\0\0"        // type, 40 bytes
    "\x4D\x3C\x2B\x1A\x01\0\0\0"        // byte-order magic, version 1.0
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // section length: unknown
    "\x04\0\x03\0app\0"                 // application: 3 bytes and one of padding
    "\0\0\0\0\x28\0\0\0"s;              // end of options, length again
const std::string interface_link_1 =
    "\x01\0\0\0\x2C\0\0\0"    // type, 44 bytes
    "\x93\0\0\0\0\0\0\0"      // link type 147, no limit of length
    "\x02\0\x06\0link 1\0\0"  // name
    "\x09\0\x01\0\x09\0\0\0"  // resolution: 10^-9 s
    "\0\0\0\0\x2C\0\0\0"s;
// 4.3 s are 4300000000 ns: 1 and 0x004CCB00 in halves.
const std::string packet =
    "\x06\0\0\0\x34\0\0\0"            // type, 52 bytes
    "\0\0\0\0\x01\0\0\0\0\xCB\x4C\0"  // interface 0, time
    "\x05\0\0\0\x05\0\0\0"            // captured, on the wire
    "\x01\x02\x03\x04\xFF\0\0\0"      // the bytes, padded
    "\x01\0\x04\0good"                // comment: fills its 32 bits
    "\0\0\0\0\x34\0\0\0"s;

TEST(PcapngWriter, writes_blocks_as_the_draft_draws_them) {
    const TemporaryFolder folder;
    PcapngWriter writer(std::make_unique<OutputFile>(folder.path() / "x.pcapng"), "app");
    EXPECT_EQ(writer.add_interface("link 1", 147), 0U);
    writer.add_packet(0, 430'000'000'000, {1, 2, 3, 4, 0xFF}, "good");
    writer.finish();
    EXPECT_EQ(folder.text_of("x.pcapng"), section_header + interface_link_1 + packet);
}

TEST(PcapngWriter, rounds_times_to_the_nanosecond) {
    const TemporaryFolder folder;
    PcapngWriter writer(std::make_unique<OutputFile>(folder.path() / "x.pcapng"), "app");
    writer.add_interface("link 1", 147);
    for (const Ticks time : {149U, 150U, 250U}) {
        writer.add_packet(0, time, {}, "");
    }
    writer.finish();
    const std::string packets =
        folder.text_of("x.pcapng").substr(section_header.size() + interface_link_1.size());
    constexpr std::size_t packet_size = 40;
    constexpr std::size_t low_half_of_time = 16;
    ASSERT_EQ(packets.size(), 3 * packet_size);
    EXPECT_EQ(packets[low_half_of_time], 1);
    EXPECT_EQ(packets[packet_size + low_half_of_time], 2);
    EXPECT_EQ(packets[2 * packet_size + low_half_of_time], 3);
}

}  // namespace
}  // namespace cellchain::results
