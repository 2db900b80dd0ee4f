#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/models/parts/conformance_bench.h"

// Every call and event of the contract, made by one firmware and said in lines of text
// (tests/firmware/conformance.h). What stands here is what each other host of it must give, too.

namespace cellchain::parts {
namespace {

class Conformance : public testing::TestWithParam<Transport> {};
INSTANTIATE_TEST_SUITE_P(Of, Conformance,
                         testing::Values(Transport::bursts, Transport::bytes, Transport::edges),
                         transport_name);

// A stage each 100 ms from 100 ms on. 660 counts of the cell, 308 of the temperature (25 degC is
// 300), 512 of an empty connector, half of the supply at the thermistor, 337 of a band gap of
// 1.0875 V, 66 and 135 of a tenth of the supply. A byte is 97; one of zeros without a stop bit
// carries a framing error and a break, 0x500; '3' (0x33) an overrun, 0x200, for '2' was lost. Of a
// UART at rest register and shifter are free and the line is high, 14.
TEST_P(Conformance, of_event_style) {
    ConformanceBench bench(CONFORMANCE_FIRMWARE, GetParam());
    bench.meet_event_style();
    EXPECT_EQ(bench.text(), text_of_event_style(true));
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults,
              std::vector<std::string>{"board: firmware assertion 3 failed at line 777"});
}

TEST_P(Conformance, of_main_style) {
    ConformanceBench bench(CONFORMANCE_MAIN, GetParam());
    bench.meet_main_style();
    EXPECT_EQ(bench.text(), text_of_main_style);
    EXPECT_EQ(bench.traces, std::vector<std::string>{"1 2 3"});
    EXPECT_EQ(bench.faults,
              std::vector<std::string>{"board: firmware assertion 3 failed at line 777"});
}

}  // namespace
}  // namespace cellchain::parts
