#include "models/parts/board_supplies.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "firmware_glue/hal/cellhal.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks s = ticks_per_second;

/// Keeps what it is told.
class TestBoard : public sc_core::sc_module, public SuppliedIf {
public:
    explicit TestBoard(const sc_core::sc_module_name& name) : sc_module(name) {}
    void lose_power(Ticks now) override { note("off", now); }
    void get_power(Ticks now, std::uint8_t cause) override {
        note(cause == HAL_RESET_BROWN_OUT ? "on from brown-out" : "on", now);
    }
    void neighbour_lets_go(Ticks now) override { note("neighbour off", now); }
    void feel_low_supply(Ticks now) override { note("low", now); }
    std::vector<std::string> told;

private:
    void note(const std::string& what, Ticks now) {
        told.push_back(what + " at " + std::to_string(now / s) + " s");
    }
};

/// Two cells of 3.3 V behind 10 milliohm, with a board each: a current of I lowers them by I/100.
struct Bench {
    static BatteryConfig battery_config() {
        BatteryConfig config;
        config.type = plain_cell_type(Volts{3.3}, Ohms{0.01});
        config.cells = {plain_cell(), plain_cell()};
        return config;
    }
    Horizon horizon{"horizon", 100 * s};
    Battery battery{"battery", battery_config()};
    TestBoard board_1{"board_1"};
    TestBoard board_2{"board_2"};
    sc_core::sc_signal<bool> app_connected{"app_connected"};
    Script script{"script"};
    BoardSupplies supplies;

    explicit Bench(bool second_is_plugged = true)
        : supplies("supplies",
                   {{{Amperes{0.002}, true}, {Amperes{0.003}, second_is_plugged}}, Amperes{0.007}},
                   battery) {
        supplies.boards(board_1);
        supplies.boards(board_2);
        supplies.app_connected(app_connected);
        script.horizon(horizon);
        horizon.stages(script);
        horizon.stages(supplies);
    }
    void current_at(Ticks when, Amperes current) {
        script.at(when, [this, when, current] {
            battery.commit(when);
            battery.set_current(current);
        });
    }
    double drawn(int board) const { return battery.board_current(board).value; }
};

using Told = std::vector<std::string>;

// M-MEA-01. 129 A leave 2.01 V and 131 A 1.99 V; 126 A are 2.04 V, within the hysteresis; 124 A
// are 2.06 V.
TEST(BoardSupplies, brown_out_below_2_v_and_run_again_50_mv_above) {
    Bench bench;
    std::vector<std::string> brown_outs;
    bench.supplies.set_sink([&](int board, Ticks when, Volts supply) {
        brown_outs.push_back(std::to_string(board) + " at " + std::to_string(when / s) + " s " +
                             std::to_string(supply.value).substr(0, 4));
    });
    bench.current_at(10 * s, Amperes{-129.0});
    bench.current_at(20 * s, Amperes{-131.0});
    bench.current_at(30 * s, Amperes{-126.0});
    bench.current_at(40 * s, Amperes{-124.0});
    run_until(25 * s);
    EXPECT_FALSE(bench.supplies.has_power(0));
    EXPECT_EQ(bench.drawn(0), 0.0);
    run_until(50 * s);
    EXPECT_TRUE(bench.supplies.has_power(0));
    EXPECT_EQ(bench.drawn(0), 0.002);
    EXPECT_EQ(bench.board_1.told,
              (Told{"low at 10 s", "off at 20 s", "on from brown-out at 40 s"}));
    EXPECT_EQ(bench.board_2.told, (Told{"low at 10 s", "neighbour off at 20 s", "off at 20 s",
                                        "on from brown-out at 40 s"}));
    EXPECT_EQ(brown_outs, (Told{"0 at 20 s 1.98", "1 at 20 s 1.98"}));
}

// 79 A leave 2.51 V, 81 A 2.49 V; 76 A are 2.54 V, within the hysteresis; 74 A are 2.56 V.
TEST(BoardSupplies, tell_of_little_supply_once_until_it_is_over) {
    Bench bench(false);
    bench.current_at(10 * s, Amperes{-79.0});
    bench.current_at(20 * s, Amperes{-81.0});
    bench.current_at(30 * s, Amperes{-76.0});
    bench.current_at(40 * s, Amperes{-81.0});
    bench.current_at(50 * s, Amperes{-74.0});
    bench.current_at(60 * s, Amperes{-81.0});
    run_until(70 * s);
    EXPECT_EQ(bench.board_1.told, (Told{"low at 20 s", "low at 60 s"}));
    EXPECT_EQ(bench.board_2.told, Told{});  // not plugged in
}

// M-CHN-09
TEST(BoardSupplies, plug_in_and_pull_off) {
    Bench bench(false);
    bench.script.at(10 * s, [&] { bench.supplies.plug(1, true, 10 * s); });
    bench.script.at(20 * s, [&] { bench.supplies.plug(1, true, 20 * s); });
    bench.script.at(30 * s, [&] { bench.supplies.plug(0, false, 30 * s); });
    run_until(5 * s);
    EXPECT_FALSE(bench.supplies.has_power(1));
    EXPECT_EQ(bench.drawn(1), 0.0);
    run_until(40 * s);
    EXPECT_EQ(bench.drawn(1), 0.003);
    EXPECT_EQ(bench.board_1.told, Told{"off at 30 s"});
    EXPECT_EQ(bench.board_2.told, (Told{"on at 10 s", "neighbour off at 30 s"}));
}

TEST(BoardSupplies, plug_into_a_cell_that_is_too_low_feeds_nobody_until_it_rises) {
    Bench bench(false);
    bench.current_at(5 * s, Amperes{-140.0});
    bench.script.at(10 * s, [&] { bench.supplies.plug(1, true, 10 * s); });
    bench.current_at(20 * s, Amperes{0.0});
    run_until(15 * s);
    EXPECT_FALSE(bench.supplies.has_power(1));
    run_until(30 * s);
    EXPECT_TRUE(bench.supplies.has_power(1));
    EXPECT_EQ(bench.board_2.told, (Told{"neighbour off at 5 s", "on from brown-out at 20 s"}));
}

// M-MEA-05
TEST(BoardSupplies, feed_the_radio_of_out_while_an_app_is_connected) {
    Bench bench;
    bench.script.at(10 * s, [&] { bench.app_connected.write(true); });
    bench.script.at(20 * s, [] {});
    bench.script.at(30 * s, [&] { bench.app_connected.write(false); });
    bench.script.at(40 * s, [] {});
    run_until(25 * s);
    EXPECT_EQ(bench.drawn(0), 0.002);
    EXPECT_EQ(bench.drawn(1), 0.01);
    run_until(50 * s);
    EXPECT_EQ(bench.drawn(1), 0.003);
}

}  // namespace
}  // namespace cellchain::parts
