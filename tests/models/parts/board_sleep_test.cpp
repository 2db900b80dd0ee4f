#include <string>

#include "tests/models/parts/remote_bench.h"

// Deep sleep, and the watchdog, which has an oscillator of its own.

namespace cellchain::parts {
namespace {

using Lines = RemoteBench::Lines;

std::string without_time(const std::string& line) { return line.substr(0, line.find(" at")); }
double time_of(const std::string& line) { return std::stod(line.substr(line.find(" at") + 3)); }

/// Of "Q ticks milliseconds".
struct Clock {
    double ticks;
    int ms;
};
Clock clock_of(const std::string& line) {
    const std::string text = without_time(line);
    const auto space = text.find(' ', 2);
    return {std::stod(text.substr(2)), std::stoi(text.substr(space))};
}

class DeepSleep : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, DeepSleep, every_way(), way_name);

// Asleep from 17 ms or so on, until switch 1 wakes it at 500 ms: ten cycles of waking and 40 of the
// handler.
TEST_P(DeepSleep, ends_by_a_pin) {
    RemoteBench bench(GetParam());
    bench.tell("R093S20040");
    bench.turn(1, true, 500 * ms);
    run_until(600 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0].substr(0, 6), "pin 9 ");
    EXPECT_NEAR(time_of(bench.told[0]), 500'006.25, 0.01);
}

// "Q" starts at 20 ms and asks when complete, 20.995 ms, 5 us later; then sleep from 28 to 500 ms;
// asked again at 521 ms. Without the sleep 500 ms would lie between, with it 500 less some 472.
TEST_P(DeepSleep, stops_ticks_and_milliseconds) {
    RemoteBench bench(GetParam());
    bench.tell("R093");
    bench.next_byte = 20 * ms;
    bench.tell("QS20040");
    bench.turn(1, true, 500 * ms);
    bench.next_byte = 520 * ms;
    bench.tell("Q");
    run_until(600 * ms);
    ASSERT_EQ(bench.told.size(), 3u);
    const Clock before = clock_of(bench.told[0]);
    const Clock behind = clock_of(bench.told[2]);
    const double asleep_us = 500'000.0 - 27'600.0;
    EXPECT_NEAR((behind.ticks - before.ticks) / 8.0, 500'000.0 - asleep_us, 120.0);
    EXPECT_EQ(before.ms, 21);
    EXPECT_NEAR(behind.ms, 48, 1);
}

// A timer of 100 ms (64) has 80 ms or so left when its clock stops, which go on when it starts.
TEST_P(DeepSleep, stops_timers_until_it_ends) {
    RemoteBench bench(GetParam());
    bench.tell("R093");
    bench.next_byte = 10 * ms;
    bench.tell("Z64");  // complete at 13.2 ms
    bench.next_byte = 20 * ms;
    bench.tell("S20040");  // at 26.5 ms
    bench.turn(1, true, 500 * ms);
    run_until(800 * ms);
    ASSERT_EQ(bench.told.size(), 2u);
    EXPECT_EQ(bench.told[1].substr(0, 7), "timer 0");
    EXPECT_NEAR(time_of(bench.told[1]), 500'000.0 + 100'000.0 - 13'300.0, 120.0);
}

// START events wanted (U10), asleep until one (0080). 'T' starts at 200 ms, wakes the board within
// a sample, and is received whole: ten cycles are less than 416, half a bit.
TEST_P(DeepSleep, ends_by_a_start_edge_whose_byte_is_received) {
    RemoteBench bench(GetParam());
    bench.tell("U10S20080");
    run_until(100 * ms);
    bench.told.clear();
    bench.next_byte = 200 * ms;
    bench.tell("T");
    run_until(300 * ms);
    ASSERT_EQ(bench.told.size(), 2u);
    EXPECT_EQ(bench.told[0].substr(0, 8), "start 0 ");
    EXPECT_NEAR(time_of(bench.told[0]), 200'006.25 + 3.25, 3.3);
    EXPECT_EQ(bench.told[1].substr(0, 5), "T 14 ");
    EXPECT_NEAR(time_of(bench.told[1]), 200'000.0 + 994.5 + 8.5, 6.0);
}

// Nothing but the watchdog (8) wakes it: bytes meanwhile are gone.
TEST_P(DeepSleep, hears_nothing) {
    RemoteBench bench(GetParam());
    bench.tell("K1C8S20008");  // 200 ms, an event
    bench.next_byte = 50 * ms;
    bench.tell("L00L00");
    bench.next_byte = 260 * ms;
    bench.tell("T");
    run_until(300 * ms);
    ASSERT_GE(bench.told.size(), 2u);
    EXPECT_EQ(bench.told[0].substr(0, 8), "watchdog");
    EXPECT_EQ(bench.told[1].substr(0, 2), "T ");
}

// Woken by a switch at 200.3 ms, in the middle of a byte of 0xFF less its start bit, and of one of
// zeros: what is left of that looks like a byte of its own.
TEST_P(DeepSleep, that_ends_within_a_byte_hears_what_is_left_of_it) {
    RemoteBench bench(GetParam());
    bench.tell("R093S20040");
    bench.questions->send({{200 * ms, 0x00}});
    bench.turn(1, true, 200 * ms + 300 * us);
    bench.next_byte = 210 * ms;
    bench.tell("09");
    run_until(300 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0].substr(0, 3), "pin");
}

// The period of 10 ms begins at 10.2 ms or so; asleep at 24.8 ms, when the LED is off, and later,
// when it is on.
TEST(DeepSleepPwm, leaves_the_pin_as_it_is) {
    RemoteBench bench;
    bench.turn(1, true, 100 * ms);
    bench.tell("R093P04000A");
    run_until(20 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.25);
    bench.next_byte = 20 * ms;
    bench.tell("S20040");
    run_until(90 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.0);
    run_until(110 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.25);
}

// ---- The watchdog -------------------------------------------------------------------------------

class WatchdogInEveryWay : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, WatchdogInEveryWay, every_way(), way_name);

// "K132" is complete at 5.29 ms: 50 ms later, on an oscillator that is a tenth slow 55.56 ms.
TEST_P(WatchdogInEveryWay, has_a_clock_of_its_own) {
    BoardConfig config;
    config.watchdog_error = -0.1;
    RemoteBench bench(GetParam(), config);
    bench.tell("K132");
    run_until(100 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0].substr(0, 8), "watchdog");
    EXPECT_NEAR(time_of(bench.told[0]), 5'300.0 + 55'555.6 + 5.0, 15.0);
}

// A CPU 2 % fast, and a watchdog that knows nothing of it.
TEST(Watchdog, does_not_follow_the_cpus_clock) {
    BoardConfig config;
    config.clock.error_ppm = 20'000.0;
    RemoteBench bench({Transport::bursts, false}, config);
    bench.tell("K132");
    run_until(100 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_NEAR(time_of(bench.told[0]), 5'300.0 + 50'000.0 + 5.0, 30.0);
}

TEST_P(WatchdogInEveryWay, wakes_from_deep_sleep_again_and_again) {
    RemoteBench bench(GetParam());
    bench.tell("K132S20008");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "watchdog 0 0");
    EXPECT_NEAR(time_of(bench.told[0]), 55'300.0 + 6.25, 15.0);
}

TEST_P(WatchdogInEveryWay, resets_a_board_in_deep_sleep) {
    RemoteBench bench(GetParam());
    bench.tell("K232S20040");
    run_until(200 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "r 2 2");
    EXPECT_NEAR(time_of(bench.told[0]), 55'300.0 + 65'000.0, 30.0);
}

// ---- Supply -------------------------------------------------------------------------------------

class SupplyInEveryWay : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, SupplyInEveryWay, every_way(), way_name);

TEST_P(SupplyInEveryWay, is_told_to_be_low_and_wakes_from_deep_sleep) {
    RemoteBench bench(GetParam());
    bench.tell("S20200");
    bench.script.at(50 * ms, [&bench] { bench.board.feel_low_supply(50 * ms); });
    run_until(100 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(without_time(bench.told[0]), "supply low 0 0");
    EXPECT_NEAR(time_of(bench.told[0]), 50'006.25, 0.01);
}

}  // namespace
}  // namespace cellchain::parts
