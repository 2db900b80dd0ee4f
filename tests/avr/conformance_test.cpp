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
    EXPECT_EQ(bench.text(), R"(
reset 0 0 255
time 8000 t02 t00 t02 t02 t01 100 100
masks 0
pins 1 0 1 0 p09
pwm 1 0
adc 1 660 300 512 512 512 340 66 135
memory 1 n00 1 255
sending 0 0 0 1 14 1 1 0 8 c01
hearing s00 b00 97 s00 x00 1280
overrun b00 48 b00 49 b00 563 b00 52
sleep t00 n00
identity 4711 3 1087500 4294967270 0
deep p09 0 0
watchdog w00 w00
reset 2 2 255 n00
reset 1 1 255 n00)");
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults, failed);
}

TEST_P(AvrConformance, of_main_style) {
    ConformanceBench bench(CONFORMANCE_MAIN, GetParam());
    bench.meet_main_style();
    EXPECT_EQ(bench.text(), R"(reset 0 0 255
time 20 30 t02 t00 t02 t02 t01
masks 1 0 0 t00 a00
adc 660 300 512 512 512 340 66 135
memory 1 42 n00
pins 1 0 1 p09
deep 0 p09
sending 1 1 1 0 c01
empty e01
identity 4711 3 1087500 4294967270 0
hearing 97 0 9 98 0 5
waking b00 s00 b00
watchdog 0 w00
reset 2 2 255
reset 1 1 255
)");
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults, failed);
}

}  // namespace
}  // namespace cellchain::parts
