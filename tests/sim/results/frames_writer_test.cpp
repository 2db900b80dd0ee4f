#include "sim/results/frames_writer.h"

#include <gtest/gtest.h>

#include "sim/results/run_directory.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

const std::string header =
    "message,hop,from_board,to_board,first_start_edge_s,arrival_s,gap_s,age_s,byte_count,"
    "bytes_hex,verdict\n";

struct FramesTest : testing::Test {
    TemporaryFolder folder;

    void write(const std::vector<HopMessage>& messages) {
        const RunDirectory directory(folder.path());
        FramesWriter writer(directory.open("frames.csv"), directory.open("frames.pcapng"), 3, 9600,
                            "cellchain");
        for (const HopMessage& message : messages) {
            writer.take(message);
        }
        writer.finish();
    }
    std::size_t packets() const {
        const std::string capture = folder.text_of("frames.pcapng");
        std::size_t count = 0;
        for (std::size_t at = 0; (at = capture.find("message ", at)) != std::string::npos; ++at) {
            ++count;
        }
        return count;
    }
};

TEST_F(FramesTest, have_a_row_for_every_hop_with_exact_times) {
    HopMessage on_link;
    on_link.from_board = 2;
    on_link.number = 7;
    on_link.left_in = 123'456'789'012;
    on_link.first_start_edge = 123'556'789'013;
    on_link.gap = 5;
    on_link.end = 123'956'789'013;
    on_link.bytes = {0x02, 0xAB, 0x00};
    on_link.verdict = MessageVerdict::too_short;
    HopMessage on_data_out = on_link;
    on_data_out.line = Line::data_out;
    on_data_out.from_board = 3;
    on_data_out.verdict = MessageVerdict::good;
    write({on_link, on_data_out});
    EXPECT_EQ(folder.text_of("frames.csv"),
              header +
                  "7,2,2,3,1.23556789013,1.23956789013,0.00000000005,0.00500000001,3,02ab00,short\n"
                  "7,data_out,3,,1.23556789013,1.23956789013,0.00000000005,0.00500000001,3,02ab00,"
                  "good\n");
    EXPECT_EQ(packets(), 2U);
}

TEST_F(FramesTest, leave_empty_what_there_is_not) {
    HopMessage lost;
    lost.number = 1;
    lost.left_in = 100'000'000'000;
    lost.first_start_edge = 100'000'000'000;
    lost.end = 104'000'000'000;
    HopMessage noise;
    noise.end = 200'000'000'000;
    noise.bytes = {0xFF};
    noise.verdict = MessageVerdict::framing_error;
    write({lost, noise});
    EXPECT_EQ(folder.text_of("frames.csv"), header +
                                                "1,1,1,2,1.00000000000,,,,0,,not_received\n"
                                                "0,1,1,2,,2.00000000000,,,1,ff,framing_error\n");
    EXPECT_EQ(packets(), 1U) << "what was not heard is no packet";
}

}  // namespace
}  // namespace cellchain::results
