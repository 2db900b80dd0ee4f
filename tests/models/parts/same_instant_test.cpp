#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// A main program speaks at the very cycle at which the next board samples. Both clocks are exact,
// 8 MHz, and at 9600 bits/s a sample is 52 cycles: whoever samples at that cycle sees the start
// edge, whichever board the kernel wakes first.

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;
constexpr Ticks cycle = ms / 8000;

// The answer to 'd' (main_program_test.cpp); sample 769.
constexpr Ticks start_edge = 39988 * cycle;

// A pulse of low makes the sample eight before that the first of a start bit, and the three that
// decide on it are the one before the edge, the one at the edge and the one behind.
constexpr Ticks pulse_begins = 39530 * cycle;
constexpr Ticks first_low = 39572 * cycle;
constexpr Ticks pulse_ends = 39600 * cycle;

// To sample 10 of the stop bit.
constexpr Ticks completion = 153 * 52 * cycle;

struct NeighboursBench {
    Horizon horizon;
    host::FirmwareImage speaks{LOOPS_FIRMWARE, host::Role::cell};
    host::FirmwareImage hears{ECHO_FIRMWARE, host::Role::cell};
    SteadyCell cell{"cell"};
    SteadyCell next_cell{"next_cell"};
    SerialLink questions{"questions"};
    std::unique_ptr<SerialLink> line;
    SerialLink end{"end"};
    Board speaker;
    Board hearer;
    Script script{"script"};
    std::vector<std::pair<Ticks, int>> heard;

    explicit NeighboursBench(Transport transport)
        : horizon("horizon", ticks_per_second, transport),
          speaker("speaker", at_position(2), speaks),
          hearer("hearer", at_position(3), hears) {
        line = wire_of(transport, "line");
        speaker.horizon(horizon);
        speaker.cell(cell);
        speaker.chain_in(questions);
        speaker.chain_out(*line);
        hearer.horizon(horizon);
        hearer.cell(next_cell);
        hearer.chain_in(*line);
        hearer.chain_out(end);
        script.horizon(horizon);
        horizon.stages(script);
        hearer.set_heard_sink([this](std::uint8_t, Ticks complete, std::uint16_t byte_and_errors) {
            heard.emplace_back(complete, byte_and_errors);
        });
    }
    static BoardConfig at_position(int position) {
        BoardConfig config;
        config.position = position;
        return config;
    }
};

enum class First { speaker, hearer };

class SameInstant : public testing::TestWithParam<std::tuple<Transport, First>> {};

TEST_P(SameInstant, start_edge_is_seen_by_the_sample_of_its_own_cycle) {
    const auto& [transport, first] = GetParam();
    NeighboursBench bench(transport);
    bench.questions.send({{ms, 'd'}});
    bench.script.at(pulse_begins, [&] { bench.line->disturb({nullptr, false}); });
    bench.script.at(pulse_ends, [&] { bench.line->disturb({}); });
    Board& woken_first = first == First::speaker ? bench.speaker : bench.hearer;
    woken_first.resume_event().notify(sc_core::sc_time::from_value(start_edge));
    run_until(100 * ms);
    EXPECT_EQ(bench.heard, (std::vector<std::pair<Ticks, int>>{{first_low + completion, 'd'}}));
}

std::string name_of(const testing::TestParamInfo<std::tuple<Transport, First>>& row) {
    const char* const names[] = {"bursts", "bytes", "edges"};
    return std::string(names[static_cast<int>(std::get<0>(row.param))]) +
           (std::get<1>(row.param) == First::speaker ? "_speaker_first" : "_hearer_first");
}

INSTANTIATE_TEST_SUITE_P(Of, SameInstant,
                         testing::Combine(testing::Values(Transport::bursts, Transport::bytes,
                                                          Transport::edges),
                                          testing::Values(First::speaker, First::hearer)),
                         name_of);

}  // namespace
}  // namespace cellchain::parts
