#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/models/parts/conformance_bench.h"

// The conformance firmware on the microcontroller: what it says on the host
// (tests/models/parts/conformance_test.cpp) it says here, but for what the part does not have.

namespace cellchain::parts {
namespace {

class AvrConformance : public testing::TestWithParam<Transport> {};
INSTANTIATE_TEST_SUITE_P(Of, AvrConformance,
                         testing::Values(Transport::bursts, Transport::bytes, Transport::edges),
                         transport_name);

const std::vector<std::string> failed{"board: firmware assertion 3 failed at line 777"};

// A quarter of 1 ms: with a prescaler of 64 the period is 125 counts, of which 31 are high, which
// is 16252 65536ths; the host has 16384. From 400 to 500 ms.
TEST(AvrPwm, is_that_of_the_nearest_counts) {
    ConformanceBench bench(CONFORMANCE_FIRMWARE, Transport::bytes);
    double during = 0.0;
    bench.script.at(450 * ms, [&] { during = bench.cell.bypass; });
    run_until(550 * ms);
    EXPECT_EQ(during, 16252.0 / 65536.0);
    EXPECT_EQ(bench.cell.bypass, 0.0);
}

// Without HAL_EV_SUPPLY_LOW, "l00" behind deep sleep.
TEST_P(AvrConformance, of_event_style) {
    ConformanceBench bench(CONFORMANCE_FIRMWARE, GetParam());
    bench.meet_event_style();
    EXPECT_EQ(bench.text(), text_of_event_style(false));
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults, failed);
}

TEST_P(AvrConformance, of_main_style) {
    ConformanceBench bench(CONFORMANCE_MAIN, GetParam());
    bench.meet_main_style();
    EXPECT_EQ(bench.text(), text_of_main_style);
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults, failed);
}

}  // namespace
}  // namespace cellchain::parts
