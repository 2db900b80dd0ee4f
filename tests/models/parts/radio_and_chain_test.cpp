#include <gtest/gtest.h>

#include "models/parts/out_board.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

/// Coils that are never driven.
class IdleCoils : public sc_core::sc_module, public CoilsIf {
public:
    explicit IdleCoils(const sc_core::sc_module_name& name) : sc_module(name) {}
    void drive_set_coil(bool, Ticks) override {}
    void drive_reset_coil(bool, Ticks) override {}
};

/// Speaks once, at an instant that is no barrier.
class LateSpeaker : public sc_core::sc_module {
public:
    sc_core::sc_port<SerialTransmitIf> line{"line"};

    SC_HAS_PROCESS(LateSpeaker);
    LateSpeaker(const sc_core::sc_module_name& name, Ticks when) : sc_module(name), when_(when) {
        SC_METHOD(speak);
    }

private:
    void speak() {
        const Ticks now = sc_core::sc_time_stamp().value();
        if (now < when_)
            return next_trigger(sc_core::sc_time::from_value(when_ - now));
        line->send({{when_ + 1, 'c'}});
    }
    const Ticks when_;
};

// A board that hears two lines must not act on one of them ahead of what the other may still say.
// The radio's bytes are known at 10 ms up to 25 ms; the chain's come to be known only later, at
// 12 ms, and arrive in between. (Found as a run that ended with a wrong order of time.)
TEST(OutBoard, hears_radio_and_chain_in_the_order_of_time) {
    Horizon horizon{"horizon", 200 * ms};
    host::FirmwareImage image{ECHO_FIRMWARE, host::Role::cell};
    SteadyCell cell{"cell"};
    IdleCoils coils{"coils"};
    SerialLink chain{"chain"}, answers{"answers"}, radio{"radio"}, replies{"replies"}, data{"data"};
    OutBoard board{"board", BoardConfig{}, image};
    board.horizon(horizon);
    board.cell(cell);
    board.chain_in(chain);
    board.chain_out(answers);
    board.radio_in(radio);
    board.radio_out(replies);
    board.data_out(data);
    board.charge_relay(coils);
    board.load_relay(coils);
    Script script{"script"};
    script.horizon(horizon);
    horizon.stages(script);
    script.at(10 * ms, [&] {
        std::vector<ByteOnWire> line;
        for (Ticks i = 0; i < 14; ++i)
            line.push_back({(10 + i) * ms + i * ms / 20, 'r'});
        radio.send(line);
    });
    LateSpeaker upstream{"upstream", 12 * ms};
    upstream.line(chain);
    run_until(100 * ms);

    EXPECT_EQ(horizon.fault(), "");
    // By hand, as in board_test.cpp: the edge is first seen at sample 1847, the byte complete at
    // sample 2000, cycle 104000, and answered 40 cycles later, at 13.005 ms.
    ASSERT_FALSE(answers.burst().empty());
    EXPECT_EQ(answers.burst().front().start_edge, 1'300'500'000u);
}

}  // namespace
}  // namespace cellchain::parts
