#include "models/parts/serial_listener.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;
constexpr Ticks frame = 104'166'667;  // ten bits at 9600 baud: 1.0416667 ms

struct Heard {
    std::uint8_t byte;
    Ticks complete;
    Ticks handed_on;
    bool operator==(const Heard& other) const {
        return byte == other.byte && complete == other.complete && handed_on == other.handed_on;
    }
};

struct ListenerBench {
    std::vector<Heard> heard;
    Horizon horizon{"horizon", 100 * ms};
    SerialLink line{"line"};
    SerialListener listener{"listener", 9600.0, [this](std::uint8_t byte, Ticks complete) {
                                heard.push_back({byte, complete, sc_core::sc_time_stamp().value()});
                            }};
    ListenerBench() {
        listener.line(line);
        horizon.stages(listener);
    }
};

TEST(SerialListener, dates_a_byte_with_the_end_of_its_stop_bit) {
    ListenerBench bench;
    bench.line.send({{2 * ms, 0x7B}});
    bench.horizon.add_barrier(50 * ms);
    run_until(60 * ms);
    EXPECT_EQ(bench.heard, (std::vector<Heard>{{0x7B, 2 * ms + frame, 50 * ms}}));
}

TEST(SerialListener, leaves_unfinished_bytes_on_the_line) {
    ListenerBench bench;
    bench.line.send({{2 * ms, 1}, {2 * ms + frame, 2}, {8 * ms, 3}});
    bench.horizon.add_barrier(2 * ms + frame - 1);
    bench.horizon.add_barrier(2 * ms + 2 * frame);
    run_until(2 * ms + frame);
    EXPECT_TRUE(bench.heard.empty());
    run_until(20 * ms);
    EXPECT_EQ(bench.heard, (std::vector<Heard>{
                               {1, 2 * ms + frame, 2 * ms + 2 * frame},
                               {2, 2 * ms + 2 * frame, 2 * ms + 2 * frame},
                           }));
    ASSERT_FALSE(bench.line.burst().empty());
    EXPECT_EQ(bench.line.burst().front().data(), 3);
}

}  // namespace
}  // namespace cellchain::parts
