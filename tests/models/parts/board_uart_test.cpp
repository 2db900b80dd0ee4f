#include <string>

#include "tests/models/parts/remote_bench.h"

// UARTs: formats, start edges, the end of what is sent, errors. At 9600 bits/s a bit is 832 cycles
// (104 us), a sample 52 (6.5 us); a byte that starts at T is first seen low at the sample behind
// it, and complete 153 samples (994.5 us) later.

namespace cellchain::parts {
namespace {

using Lines = RemoteBench::Lines;

std::string without_time(const std::string& line) { return line.substr(0, line.find(" at")); }

class BoardUartInEveryWay : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, BoardUartInEveryWay, every_way(), way_name);

// Wanted from 3.2 + 0.995 ms on. 'T' starts at 20 ms: sample 3077 is the first one behind (20.0005
// ms), tick 160004, low 16 bits 28932. Its handler traces when the byte is complete.
TEST_P(BoardUartInEveryWay, tell_of_start_edges_that_are_wanted) {
    RemoteBench bench(GetParam());
    bench.tell("U10");
    bench.next_byte = 20 * ms;
    bench.tell("T");
    run_until(40 * ms);
    ASSERT_EQ(bench.told.size(), 2u);
    const bool sleeps = GetParam().main_style;
    EXPECT_EQ(bench.told[0],
              fmt::format("start 0 28932 at {} us", sleeps ? "20006.000" : "20005.500"));
    EXPECT_EQ(bench.told[1].substr(0, 2), "T ");
}

TEST_P(BoardUartInEveryWay, tell_of_each_of_a_row_of_start_edges) {
    RemoteBench bench(GetParam());
    bench.tell("U10L00L00");
    run_until(40 * ms);
    Lines told;
    for (const std::string& line : bench.told)
        told.push_back(line.substr(0, 5));
    EXPECT_EQ(told,
              (Lines{"start", "start", "start", "L 0 0", "start", "start", "start", "L 0 0"}));
}

// 'O', a barrier, and '0', which opens the UART once more while nothing is known to follow.
TEST_P(BoardUartInEveryWay, hear_on_behind_the_first_byte_of_a_turn_that_opens_them_anew) {
    RemoteBench bench(GetParam());
    bench.horizon.add_barrier(2500 * us);
    bench.tell("O0");
    bench.script.at(15 * ms, [&bench] { bench.send('T', 20 * ms); });
    run_until(40 * ms);
    Lines told;
    for (const std::string& line : bench.told)
        told.push_back(line.substr(0, 1));
    EXPECT_EQ(told, (Lines{"O", "T"}));
    EXPECT_EQ(bench.horizon.fault(), "");
}

// "U20" and "X2" with 1.1 ms between bytes: the last digit starts at 5.4 ms. Two bytes of ten bits
// each leave behind it without a pause.
TEST_P(BoardUartInEveryWay, tell_when_all_that_was_put_is_out) {
    RemoteBench bench(GetParam());
    bench.tell("U20X2");
    run_until(40 * ms);
    const auto bytes = bench.said();
    ASSERT_EQ(bytes.size(), 2u);
    EXPECT_EQ(bytes[1].start_edge - bytes[0].start_edge, 1040 * us);
    const double end = static_cast<double>(bytes[1].start_edge + 1040 * us) / us;
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0],
              fmt::format("complete 0 0 at {:.3f} us", end + (GetParam().main_style ? 5.5 : 5.0)));
}

TEST_P(BoardUartInEveryWay, send_two_stop_bits_if_told_to) {
    RemoteBench bench(GetParam());
    bench.tell("O1U20X2");
    run_until(40 * ms);
    const auto bytes = bench.said();
    ASSERT_EQ(bytes.size(), 2u);
    EXPECT_EQ(bytes[1].start_edge - bytes[0].start_edge, 1144 * us);
    EXPECT_EQ(without_time(bench.told.at(0)), "O 1 1");
    const double end = static_cast<double>(bytes[1].start_edge + 1144 * us) / us;
    EXPECT_EQ(bench.told.at(1),
              fmt::format("complete 0 0 at {:.3f} us", end + (GetParam().main_style ? 5.5 : 5.0)));
}

// Of an overrun, the only error on a good line: bytes at 10, 11.1, 12.2 ... 15.5 ms come while the
// CPU is busy from the second digit of "B0A", complete at 5 ms or so, for 10 ms. It keeps two.
TEST_P(BoardUartInEveryWay, lose_what_a_busy_cpu_does_not_take) {
    RemoteBench bench(GetParam());
    bench.tell("B0A");
    bench.next_byte = 6 * ms;
    bench.tell("L09L0A");  // 'L', '0' are kept
    bench.next_byte = 25 * ms;
    bench.tell("9");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "byte 0 569");  // '9' with an overrun, 0x239
}

TEST_P(BoardUartInEveryWay, tell_errors_apart_where_that_is_wanted) {
    RemoteBench bench(GetParam());
    bench.tell("U40B0A");
    bench.next_byte = 9 * ms;
    bench.tell("L09L0A");
    bench.next_byte = 28 * ms;
    bench.tell("9");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "error 0 569");
}

TEST(BoardUart, opens_two_formats) {
    RemoteBench bench;
    bench.tell("O0O1O2");
    run_until(40 * ms);
    Lines told;
    for (const std::string& line : bench.told)
        told.push_back(without_time(line));
    EXPECT_EQ(told, (Lines{"O 0 1", "O 1 1", "O 2 0"}));
}

// The state: free, complete, and the line's level. Asked at the byte's last sample, the stop bit,
// and by one that has waited for a busy CPU until 6.2 ms, when the next byte, of zeros, is on it.
TEST_P(BoardUartInEveryWay, know_the_lines_level) {
    RemoteBench bench(GetParam());
    bench.tell("T");
    bench.next_byte = 1 * ms + 2 * RemoteBench::byte_spacing;
    bench.tell(std::string("B02T\0", 5));
    run_until(20 * ms);
    ASSERT_EQ(bench.told.size(), 2u);
    EXPECT_EQ(without_time(bench.told[0]), "T 14 0");
    EXPECT_EQ(without_time(bench.told[1]), "T 6 0");
}

// A line that is low for two frames: one byte of zeros without a stop bit.
TEST_P(BoardUartInEveryWay, tell_a_break) {
    RemoteBench bench(GetParam());
    physics::LineState low;
    low.held = false;
    bench.script.at(10 * ms, [&bench, low] { bench.questions->disturb(low); });
    bench.script.at(13 * ms, [&bench] { bench.questions->disturb({}); });
    run_until(40 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "byte 0 1280");  // framing error and break, 0x500
}

}  // namespace
}  // namespace cellchain::parts
