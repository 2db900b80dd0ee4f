#include <string>

#include "tests/models/parts/remote_bench.h"

// The converter's channels and references. The cell has 3.3025 V and 25 degC; noise of half a count
// is left in, so most codes are given with one count of grace.

namespace cellchain::parts {
namespace {

struct Code {
    const char* name;
    const char* bytes;
    int channel;
    int code;
    int grace;
};

class AdcCodes : public testing::TestWithParam<Code> {};

TEST_P(AdcCodes, are_those_of_channel_and_reference) {
    const Code& row = GetParam();
    RemoteBench bench;
    bench.tell(row.bytes);
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    const std::string& line = bench.told[0];
    EXPECT_EQ(line.substr(0, 6), fmt::format("adc {} ", row.channel));
    EXPECT_NEAR(std::stoi(line.substr(6)), row.code, row.grace);
}

// W041 feeds sensors. Counts are 1024 x input / reference, or 5 mV each.
INSTANTIATE_TEST_SUITE_P(
    Of, AdcCodes,
    testing::Values(Code{"cell", "A000", 0, 660, 1},
                    Code{"cell_against_itself", "A010", 0, 1023, 1},
                    Code{"cell_against_an_external_reference", "W041A020", 0, 1023, 0},
                    Code{"supply", "A600", 6, 66, 1},
                    Code{"supply_against_the_external_reference", "W041A620", 6, 135, 1},
                    Code{"external_reference_without_power", "A620", 6, 1023, 0},
                    Code{"band_gap", "A500", 5, 219, 1},
                    // 1.098 / 3.3025 x 1024 = 340.5: from it a firmware works out its supply
                    Code{"band_gap_against_the_supply", "A510", 5, 340, 1},
                    Code{"band_gap_against_the_external_reference", "W041A520", 5, 449, 1},
                    // half of the supply at 25 degC: 330 counts of 5 mV
                    Code{"thermistor_against_the_supply", "W041A410", 4, 511, 1},
                    Code{"thermistor", "W041A400", 4, 330, 1},
                    Code{"thermistor_without_power", "A410", 4, 0, 0},
                    // code 300 of 5 mV are 1.5 V
                    Code{"temperature_against_the_external_reference", "W041A120", 1, 615, 5},
                    Code{"current_without_a_sensor", "A200", 2, 512, 0},
                    Code{"nothing_there", "A900", 9, 0, 0}),
    [](const auto& row) { return row.param.name; });

TEST(BoardAdc, knows_no_fourth_reference) {
    RemoteBench bench;
    bench.tell("A030H");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0].substr(0, 5), "H 0 0");
}

class BoardAdcInEveryWay : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, BoardAdcInEveryWay, every_way(), way_name);

// Quiet: from when the CPU stops, which is behind the 5 ms for which the same message keeps it
// busy. The digit 5 is complete at sample 1229 + 153, cycle 71864, its handler begins 40 cycles
// later: 8.988 ms, and 5 ms and 104 us later it is done. In main style the way out takes 36 cycles
// and more: 8 us in all.
TEST_P(BoardAdcInEveryWay, converts_quietly_when_the_cpu_stops) {
    RemoteBench bench(GetParam());
    bench.tell("HA001H");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 3u);
    EXPECT_EQ(bench.told[1].substr(0, 5), "adc 0");
    EXPECT_EQ(bench.told[2].substr(0, 3), "H 0");
}

// The last of four digits is complete at 1 + 3 x 1.1 + 0.995 = 5.295 ms. Its handler is busy for 5
// ms before it begins to measure; a barrier at 8 ms makes 600 counts 700.
TEST_P(BoardAdcInEveryWay, converts_what_is_there_behind_a_barrier_that_a_handler_has_passed) {
    RemoteBench bench(GetParam());
    bench.cell.voltage = Volts{3.0025};
    bench.script.at(8 * ms, [&bench] { bench.cell.voltage = Volts{3.5025}; });
    bench.tell("D005");
    run_until(60 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_NEAR(std::stoi(bench.told[0].substr(6)), 700, 1);
    EXPECT_TRUE(bench.horizon.fault().empty()) << bench.horizon.fault();
}

/// Of 200 conversions, in counts.
double spread_of(const char* bytes) {
    BoardConfig config;
    config.seed = 7;
    RemoteBench bench({Transport::bursts, false}, config);
    for (int i = 0; i < 200; ++i)
        bench.tell(bytes);
    run_until(1500 * ms);
    double sum = 0.0, squares = 0.0;
    for (const std::string& line : bench.told) {
        const double code = std::stoi(line.substr(6));
        sum += code;
        squares += code * code;
    }
    const auto count = static_cast<double>(bench.told.size());
    EXPECT_EQ(bench.told.size(), 200u);
    return squares / count - sum / count * (sum / count);
}

// Rounding alone makes up to 1/4 of a square count out of 0.4 and 0.2 counts of noise; with the
// input in the middle of a count 0.5 is 1.25 deviations away, or 2.5: 21 % of codes are next to it,
// or 1.2 %.
TEST(BoardAdc, hears_its_own_cpu) { EXPECT_NEAR(spread_of("A000"), 0.21, 0.06); }
TEST(BoardAdc, hears_less_when_it_is_quiet) { EXPECT_NEAR(spread_of("A001"), 0.012, 0.02); }

// ---- Identity -----------------------------------------------------------------------------------

// 7 mV are 1.4 counts: 358.4 of their 256ths.
TEST(BoardIdentity, is_what_production_wrote) {
    BoardConfig config;
    config.identity = {4711, 3, Volts{1.0875}};
    config.voltage_bias = Volts{0.007};
    RemoteBench bench({Transport::bursts, false}, config);
    bench.tell("N0N1N2N3N4");
    run_until(60 * ms);
    RemoteBench::Lines told;
    for (const std::string& line : bench.told)
        told.push_back(line.substr(0, line.find(" at")));
    EXPECT_EQ(told, (RemoteBench::Lines{"N 0 4711", "N 1 3", "N 2 1087500", "N 3 358", "N 4 0"}));
}

TEST(BoardIdentity, has_offsets_below_0_in_twos_complement) {
    BoardConfig config;
    config.voltage_bias = Volts{-0.005};
    RemoteBench bench({Transport::bursts, false}, config);
    bench.tell("N3");
    run_until(60 * ms);
    EXPECT_EQ(bench.told.at(0).substr(0, 14), "N 3 4294967040");
}

}  // namespace
}  // namespace cellchain::parts
