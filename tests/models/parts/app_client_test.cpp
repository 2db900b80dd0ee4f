#include "models/parts/app_client.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

struct AppBench {
    Horizon horizon{"horizon", 5000 * ms};
    SerialLink radio{"radio"};
    sc_core::sc_signal<bool> connected{"connected"};
    Script script{"script"};
    AppClient app;

    explicit AppBench(std::vector<std::string> lines) : app("app", std::move(lines), 2200 * ms) {
        app.horizon(horizon);
        app.radio(radio);
        app.connected(connected);
        script.horizon(horizon);
        horizon.stages(script);
        horizon.stages(app);
    }
    std::vector<ByteOnWire> sent() {
        std::vector<ByteOnWire> bytes;
        for (SerialBurst& burst = radio.burst(); !burst.empty(); burst.pop())
            bytes.push_back(burst.front());
        return bytes;
    }
};

std::string text(const std::vector<ByteOnWire>& bytes) {
    std::string all;
    for (const auto& byte : bytes)
        all += static_cast<char>(byte.data());
    return all;
}

TEST(AppClient, sends_its_lines_one_after_the_other) {
    AppBench bench{{"pin 1234", "set v_min_mv 2800", "bye"}};
    run_until(2200 * ms - 1);
    EXPECT_EQ(text(bench.sent()), "");
    run_until(2300 * ms);
    EXPECT_EQ(text(bench.sent()), "pin 1234\n");
    run_until(4000 * ms);
    EXPECT_EQ(text(bench.sent()), "set v_min_mv 2800\nbye\n");
}

TEST(AppClient, begins_a_line_every_200_ms) {
    AppBench bench{{"a", "b", "c"}};
    run_until(4000 * ms);
    const auto bytes = bench.sent();
    ASSERT_EQ(text(bytes), "a\nb\nc\n");
    EXPECT_EQ(bytes[0].start_edge, 2200 * ms);
    EXPECT_EQ(bytes[2].start_edge, 2400 * ms);
    EXPECT_EQ(bytes[4].start_edge, 2600 * ms);
}

// Byte k starts k x 10/9600 s after the first: 1.041666667 ms, 2.083333333 ms, ... 32.291666667 ms.
TEST(AppClient, sends_at_9600_baud_without_drifting) {
    AppBench bench{{"set discharge_restart_percent 30"}};
    run_until(4000 * ms);
    const auto bytes = bench.sent();
    ASSERT_EQ(bytes.size(), 33u);
    EXPECT_EQ(bytes[1].start_edge - 2200 * ms, 104'166'667u);
    EXPECT_EQ(bytes[2].start_edge - 2200 * ms, 208'333'333u);
    EXPECT_EQ(bytes[8].start_edge - 2200 * ms, 833'333'333u);
    EXPECT_EQ(bytes[31].start_edge - 2200 * ms, 3'229'166'667u);
}

TEST(AppClient, says_further_lines_at_once_when_idle_and_behind_those_that_wait_when_not) {
    AppBench bench{{"a", "b"}};
    bench.script.at(2300 * ms, [&bench] { bench.app.say({"c"}); });
    bench.script.at(4000 * ms, [&bench] { bench.app.say({"d"}); });
    run_until(4900 * ms);
    const auto bytes = bench.sent();
    ASSERT_EQ(text(bytes), "a\nb\nc\nd\n");
    EXPECT_EQ(bytes[2].start_edge, 2400 * ms);
    EXPECT_EQ(bytes[4].start_edge, 2600 * ms);
    EXPECT_EQ(bytes[6].start_edge, 4000 * ms);
}

// M-MEA-05: lines at 2.2, 2.4 and, 2 s later than it need be, 4.6 s; it hangs up 200 ms behind the
// last.
TEST(AppClient, is_connected_from_its_first_line_until_behind_its_last) {
    AppBench bench{{}};
    bench.script.at(2200 * ms, [&bench] { bench.app.say({"a", "b", "bye"}, Seconds{2.0}); });
    run_until(2200 * ms - 1);
    EXPECT_FALSE(bench.connected.read());
    run_until(2200 * ms + 1);
    EXPECT_TRUE(bench.connected.read());
    run_until(4800 * ms - 1);
    EXPECT_TRUE(bench.connected.read());
    EXPECT_EQ(text(bench.sent()), "a\nb\nbye\n");
    run_until(4800 * ms + 1);
    EXPECT_FALSE(bench.connected.read());
}

TEST(AppClient, makes_no_barriers_when_it_has_nothing_to_say) {
    AppBench bench{{}};
    run_until(1 * ms);
    EXPECT_EQ(bench.horizon.next_barrier(), 5000 * ms);
}

}  // namespace
}  // namespace cellchain::parts
