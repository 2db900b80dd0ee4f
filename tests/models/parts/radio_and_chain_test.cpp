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

struct OutBench {
    Horizon horizon{"horizon", 200 * ms};
    host::FirmwareImage image;
    SteadyCell cell{"cell"};
    IdleCoils coils{"coils"};
    SerialLink chain{"chain"}, answers{"answers"}, radio{"radio"}, replies{"replies"}, data{"data"};
    OutBoard board{"board", BoardConfig{}, image};

    OutBench(const char* firmware, host::Role role) : image(firmware, role) {
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(chain);
        board.chain_out(answers);
        board.radio_in(radio);
        board.radio_out(replies);
        board.data_out(data);
        board.charge_relay(coils);
        board.load_relay(coils);
    }
};

// A board that hears two lines must not act on one of them ahead of what the other may still say.
// The radio's bytes are known at 10 ms up to 25 ms; the chain's come to be known only later, at
// 12 ms, and arrive in between. (Found as a run that ended with a wrong order of time.)
TEST(OutBoard, hears_radio_and_chain_in_the_order_of_time) {
    OutBench bench{ECHO_FIRMWARE, host::Role::cell};
    Script script{"script"};
    script.horizon(bench.horizon);
    bench.horizon.stages(script);
    script.at(10 * ms, [&] {
        std::vector<ByteOnWire> line;
        for (Ticks i = 0; i < 14; ++i)
            line.push_back({(10 + i) * ms + i * ms / 20, 'r'});
        bench.radio.send(line);
    });
    LateSpeaker upstream{"upstream", 12 * ms};
    upstream.line(bench.chain);
    run_until(100 * ms);

    EXPECT_EQ(bench.horizon.fault(), "");
    // By hand, as in board_test.cpp: the edge is first seen at sample 1847, the byte complete at
    // sample 2000, cycle 104000, and answered 40 cycles later, at 13.005 ms.
    ASSERT_FALSE(bench.answers.burst().empty());
    EXPECT_EQ(bench.answers.burst().front().start_edge, 1'300'500'000u);
}

// M-APP-01: asked at 5 and at 25 ms; a hand presses it at 20 ms.
TEST(OutBoard, shows_its_firmware_the_button) {
    OutBench bench{PROBE_FIRMWARE, host::Role::in};
    sc_core::sc_signal<bool> button{"button"};
    bench.board.button(button);
    Script script{"script"};
    script.horizon(bench.horizon);
    bench.horizon.stages(script);
    script.at(20 * ms, [&] { button.write(true); });
    bench.chain.send({{5 * ms, 'b'}, {25 * ms, 'b'}});
    run_until(100 * ms);
    ASSERT_FALSE(bench.answers.burst().empty());
    EXPECT_EQ(bench.answers.burst().front().data(), 0);
    bench.answers.burst().pop();
    ASSERT_FALSE(bench.answers.burst().empty());
    EXPECT_EQ(bench.answers.burst().front().data(), 1);
}

TEST(OutBoard, has_a_button_that_nobody_presses) {
    OutBench bench{PROBE_FIRMWARE, host::Role::in};
    bench.chain.send({{5 * ms, 'b'}});
    run_until(100 * ms);
    ASSERT_FALSE(bench.answers.burst().empty());
    EXPECT_EQ(bench.answers.burst().front().data(), 0);
}

}  // namespace
}  // namespace cellchain::parts
