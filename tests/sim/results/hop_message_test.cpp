#include "sim/results/hop_message.h"

#include <gtest/gtest.h>

#include <string>

namespace cellchain::results {
namespace {

using Bytes = std::vector<std::uint8_t>;

// 38 bytes, the first one as given and the rest 0; CRCs from Python's binascii.crc_hqx(...,
// 0xFFFF).
Bytes chain_message(std::uint8_t position, std::uint8_t crc_high, std::uint8_t crc_low) {
    Bytes bytes(40, 0);
    bytes[0] = position;
    bytes[38] = crc_high;
    bytes[39] = crc_low;
    return bytes;
}

// "Framing" and "overrun" as in the contract: 0x01 and 0x02.
struct ChainRow {
    const char* name;
    Bytes bytes;
    std::uint8_t errors;
    const char* verdict;
};

class ChainVerdict : public testing::TestWithParam<ChainRow> {};

TEST_P(ChainVerdict, is_what_the_protocol_says) {
    EXPECT_STREQ(name_of(judge_chain_message(GetParam().bytes, GetParam().errors)),
                 GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Protocol, ChainVerdict,
    testing::Values(ChainRow{"first_position", chain_message(1, 0xAA, 0xC4), 0, "good"},
                    ChainRow{"last_position", chain_message(254, 0x1B, 0x34), 0, "good"},
                    ChainRow{"position_0", chain_message(0, 0x4E, 0x5F), 0, "position_wrong"},
                    ChainRow{"position_255", chain_message(255, 0xFF, 0xAF), 0, "position_wrong"},
                    ChainRow{"crc_bytes_swapped", chain_message(1, 0xC4, 0xAA), 0, "crc_wrong"},
                    ChainRow{"spoilt_last_byte", chain_message(1, 0xAA, 0x91), 0, "crc_wrong"},
                    ChainRow{"one_byte", Bytes(1, 0), 0, "short"},
                    ChainRow{"39_bytes", Bytes(39, 0), 0, "short"},
                    ChainRow{"41_bytes", Bytes(41, 0), 0, "long"},
                    ChainRow{"framing", chain_message(1, 0xAA, 0xC4), 0x01, "framing_error"},
                    ChainRow{"overrun", Bytes(39, 0), 0x02, "overrun"},
                    ChainRow{"both_flags", Bytes(39, 0), 0x03, "framing_error"}),
    [](const auto& row) { return std::string(row.param.name); });

// 57 times 5 is 285, whose low byte is 29.
TEST(DataOutVerdict, is_what_the_protocol_says) {
    Bytes frame(58, 5);
    frame[57] = 29;
    EXPECT_EQ(judge_data_out_frame(frame), MessageVerdict::good);
    frame[57] = 30;
    EXPECT_EQ(judge_data_out_frame(frame), MessageVerdict::checksum_wrong);
    EXPECT_EQ(judge_data_out_frame(Bytes(57, 0)), MessageVerdict::too_short);
    EXPECT_EQ(judge_data_out_frame(Bytes(59, 0)), MessageVerdict::too_long);
}

}  // namespace
}  // namespace cellchain::results
