#include "models/parts/in_board.h"

#include <gtest/gtest.h>

#include "tests/models/parts/in_bench.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

/// A sensor that shows a given current.
class BenchSensor : public sc_core::sc_module, public SensorOutputIf {
public:
    BenchSensor(const sc_core::sc_module_name& name, Amperes rating, Amperes current)
        : sc_module(name), rating_(rating), current_(current) {}
    bool is_connected() const override { return connected; }
    Amperes reading(double) const override { return current_; }
    Amperes rating() const override { return rating_; }
    bool connected = true;

private:
    const Amperes rating_;
    const Amperes current_;
};

/// Its firmware answers questions about its connectors.
struct ProbeBench : InBench {
    ProbeBench() : InBench(PROBE_FIRMWARE, Transport::bursts, 1000 * ms, BoardConfig{}) {}

    /// One question every 5 ms from 1 ms on, and all that is answered.
    std::vector<ByteOnWire> answers_to(const std::string& letters) {
        Ticks when = 1 * ms;
        for (const char letter : letters) {
            send(letter, when);
            when += 5 * ms;
        }
        run_until(500 * ms);
        return said();
    }
    std::vector<int> ask(const std::string& letters) {
        std::vector<int> values;
        for (const ByteOnWire& byte : answers_to(letters))
            values.push_back(byte.data());
        return values;
    }
};

struct Row {
    const char* name;
    Amperes rating;
    Amperes current;
    std::vector<int> answer;  // ADC code, two bytes
};

// M-MEA-06: resolution of each type around the middle of the scale, 512 (0x0200).
class CurrentCounts : public testing::TestWithParam<Row> {};

TEST_P(CurrentCounts, follow_the_manuals_resolution) {
    ProbeBench bench;
    BenchSensor sensor{"sensor", GetParam().rating, GetParam().current};
    bench.board.sensor_j1(sensor);
    EXPECT_EQ(bench.ask("p1"), GetParam().answer);
}
INSTANTIATE_TEST_SUITE_P(
    Manual, CurrentCounts,
    testing::Values(
        Row{"no_current", Amperes{100.0}, Amperes{0.0}, {0x02, 0x00}},
        Row{"type_25_a_10_counts", Amperes{25.0}, Amperes{1.25}, {0x02, 0x0A}},
        Row{"type_50_a_10_counts", Amperes{50.0}, Amperes{2.5}, {0x02, 0x0A}},
        Row{"type_100_a_100_counts", Amperes{100.0}, Amperes{50.0}, {0x02, 0x64}},
        Row{"type_100_a_minus_100_counts", Amperes{100.0}, Amperes{-50.0}, {0x01, 0x9C}},
        Row{"type_250_a_10_counts", Amperes{250.0}, Amperes{12.5}, {0x02, 0x0A}},
        Row{"type_400_a_10_counts", Amperes{400.0}, Amperes{20.0}, {0x02, 0x0A}},
        Row{"type_500_a_10_counts", Amperes{500.0}, Amperes{25.0}, {0x02, 0x0A}},
        Row{"type_1000_a_10_counts", Amperes{1000.0}, Amperes{50.0}, {0x02, 0x0A}},
        Row{"type_2000_a_10_counts", Amperes{2000.0}, Amperes{100.0}, {0x02, 0x0A}},
        Row{"over_range", Amperes{100.0}, Amperes{400.0}, {0x03, 0xFF}},
        Row{"over_range_backwards", Amperes{100.0}, Amperes{-400.0}, {0x00, 0x00}}),
    [](const auto& row) { return row.param.name; });

TEST(InBoard, reads_each_sensor_on_its_own_connector) {
    ProbeBench bench;
    BenchSensor charge{"charge", Amperes{100.0}, Amperes{5.0}};
    BenchSensor load{"load", Amperes{100.0}, Amperes{10.0}};
    bench.board.sensor_j1(charge);
    bench.board.sensor_j2(load);
    EXPECT_EQ(bench.ask("p12"), (std::vector<int>{0x02, 0x0A, 0x02, 0x14}));
}

TEST(InBoard, reads_the_middle_of_the_scale_from_an_empty_connector) {
    ProbeBench bench;
    BenchSensor charge{"charge", Amperes{100.0}, Amperes{5.0}};
    bench.board.sensor_j1(charge);
    EXPECT_EQ(bench.ask("p2"), (std::vector<int>{0x02, 0x00}));
}

TEST(InBoard, reads_the_middle_of_the_scale_when_the_sensors_plug_is_out) {
    ProbeBench bench;
    BenchSensor charge{"charge", Amperes{100.0}, Amperes{5.0}};
    charge.connected = false;
    bench.board.sensor_j1(charge);
    EXPECT_EQ(bench.ask("p1"), (std::vector<int>{0x02, 0x00}));
}

TEST(InBoard, reads_the_middle_of_the_scale_from_a_sensor_without_power) {
    ProbeBench bench;
    BenchSensor charge{"charge", Amperes{100.0}, Amperes{5.0}};
    bench.board.sensor_j1(charge);
    EXPECT_EQ(bench.ask("1p1o1"), (std::vector<int>{0x02, 0x00, 0x02, 0x0A, 0x02, 0x00}));
}

// By hand, 8 MHz: a start edge at 1 ms is handled from cycle 15964 on; the handler's first
// statement comes 40 cycles later, 16004. A conversion takes 832 cycles (104 us), its handler 40:
// 16876.
TEST(InBoard, finishes_a_conversion_right_behind_the_message) {
    ProbeBench bench;
    const auto bytes = bench.answers_to("1");
    ASSERT_EQ(bytes.size(), 2u);
    EXPECT_EQ(bytes[0].start_edge, 210'950'000u);
}

// Likewise: 16004, 40000 cycles of 5 ms, 40 of the handler: 56044. Much later than the settle time.
TEST(InBoard, runs_a_timer_at_its_own_time_long_after_the_message) {
    ProbeBench bench;
    const auto bytes = bench.answers_to("t");
    ASSERT_EQ(bytes.size(), 1u);
    EXPECT_EQ(bytes[0].start_edge, 700'550'000u);
}

TEST(InBoard, shows_its_firmware_the_eight_switches) {
    ProbeBench bench;
    for (const unsigned on : {1u, 2u, 8u})
        bench.switches[on - 1].write(true);
    EXPECT_EQ(bench.ask("s"), std::vector<int>{0x83});
}

}  // namespace
}  // namespace cellchain::parts
