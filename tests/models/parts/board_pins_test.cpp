#include <string>

#include "models/parts/battery.h"
#include "models/parts/out_board.h"
#include "tests/models/parts/remote_bench.h"

// Pins, their edges and PWM. A handler begins 40 cycles (5 us) behind its event, in main style 4
// more that waking takes.

namespace cellchain::parts {
namespace {

using Lines = RemoteBench::Lines;

class BoardPinsInEveryWay : public InEveryWay {};
INSTANTIATE_TEST_SUITE_P(Of, BoardPinsInEveryWay, every_way(), way_name);

// Ticks of 50, 60 and 70 ms, 400000, 480000 and 560000, less 65536 as often as it goes: 6784,
// 21248, 35712.
TEST_P(BoardPinsInEveryWay, tell_of_the_edges_that_are_wanted) {
    RemoteBench bench(GetParam());
    bench.tell("R093R0A1");
    bench.turn(1, true, 50 * ms);
    bench.turn(2, true, 60 * ms);
    bench.turn(3, true, 60 * ms);
    bench.turn(2, false, 65 * ms);
    bench.turn(1, false, 70 * ms);
    run_until(100 * ms);
    const char* const behind = GetParam().main_style ? "5.500" : "5.000";
    EXPECT_EQ(bench.told, (Lines{fmt::format("pin 9 6784 at 5000{} us", behind),
                                 fmt::format("pin 10 21248 at 6000{} us", behind),
                                 fmt::format("pin 9 35712 at 7000{} us", behind)}));
}

// The lowest number first, each behind the handler before (40 cycles, and 36 of exit in main
// style).
TEST_P(BoardPinsInEveryWay, tell_of_simultaneous_edges_one_after_the_other) {
    RemoteBench bench(GetParam());
    bench.tell("R0A3R093");
    bench.turn(2, true, 50 * ms);
    bench.turn(1, true, 50 * ms);
    run_until(100 * ms);
    ASSERT_EQ(bench.told.size(), 2u);
    EXPECT_EQ(bench.told[0].substr(0, 10), "pin 9 6784");
    EXPECT_EQ(bench.told[1].substr(0, 11), "pin 10 6784");
}

// Busy from 28.5 ms on for 30 ms, while the switch goes on at 40, off at 45 and on at 50 ms (tick
// 320000: 57856). The latch holds one.
TEST_P(BoardPinsInEveryWay, keep_the_first_edge_that_came_to_a_busy_cpu) {
    RemoteBench bench(GetParam());
    bench.tell("R093");
    bench.next_byte = 25 * ms;
    bench.tell("B1E");
    bench.turn(1, true, 40 * ms);
    bench.turn(1, false, 45 * ms);
    bench.turn(1, true, 50 * ms);
    run_until(100 * ms);
    ASSERT_EQ(bench.told.size(), 1u);
    EXPECT_EQ(bench.told[0].substr(0, 11), "pin 9 57856");
}

TEST(BoardPins, ask_for_no_edge_tell_none) {
    RemoteBench bench;
    bench.tell("R093R090M0A4R0A3");
    bench.turn(1, true, 50 * ms);
    bench.turn(2, true, 50 * ms);  // analog: its input is off
    run_until(100 * ms);
    EXPECT_EQ(bench.told, Lines{});
}

std::string level_of(const std::string& line) { return line.substr(0, line.find(" at")); }

// Switch 1 (9) is on.
TEST(BoardPins, read_what_their_mode_lets_them) {
    RemoteBench bench;
    bench.turn(1, true, 500 * us);
    bench.tell("L09M094L09M091L09M093L09W091L09M092W090L09L0A");
    run_until(100 * ms);
    Lines levels;
    for (const std::string& line : bench.told)
        levels.push_back(level_of(line));
    EXPECT_EQ(levels, (Lines{"L 9 1", "L 9 0", "L 9 1", "L 9 0", "L 9 1", "L 9 0", "L 10 0"}));
}

// The bypass (3) is a transistor with a pull-down: only a driven high turns it on.
TEST(BoardPins, drive_only_as_outputs_and_keep_what_was_written) {
    RemoteBench bench;
    bench.tell("W031");
    run_until(9 * ms);
    EXPECT_EQ(bench.cell.bypass, 1.0);
    bench.next_byte = 10 * ms;
    bench.tell("M031L03");
    run_until(19 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.0);
    EXPECT_EQ(level_of(bench.told.at(0)), "L 3 0");
    bench.next_byte = 20 * ms;
    bench.tell("M033");
    run_until(29 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.0);
    bench.next_byte = 30 * ms;
    bench.tell("M032");
    run_until(39 * ms);
    EXPECT_EQ(bench.cell.bypass, 1.0);
}

TEST(BoardPins, are_what_their_names_say_behind_a_reset) {
    RemoteBench bench;
    bench.tell("M030M094R0A3W031J");
    bench.turn(1, true, 500 * us);
    bench.turn(2, true, 120 * ms);
    run_until(100 * ms);
    bench.next_byte = 130 * ms;
    bench.tell("W031L03L09");
    run_until(200 * ms);
    ASSERT_EQ(bench.told.size(), 3u);
    EXPECT_EQ(bench.told[0].substr(0, 5), "r 1 1");
    EXPECT_EQ(level_of(bench.told[1]), "L 3 1");
    EXPECT_EQ(level_of(bench.told[2]), "L 9 1");
}

struct OutBench {
    Horizon horizon{"horizon", 200 * ms};
    host::FirmwareImage image{REMOTE_OUT, host::Role::out};
    SteadyCell cell{"cell"};
    SerialLink questions{"questions"}, data_out{"data_out"}, radio_in{"radio_in"},
        radio_out{"radio_out"};
    struct NoCoils : sc_core::sc_module, CoilsIf {
        explicit NoCoils(const sc_core::sc_module_name& name) : sc_module(name) {}
        void drive_set_coil(bool, Ticks) override {}
        void drive_reset_coil(bool, Ticks) override {}
    } relay{"relay"};
    sc_core::sc_signal<bool> button{"button"};
    OutBoard board{"board", BoardConfig{}, image};
    Script script{"script"};
};

TEST(BoardPins, of_out_tell_when_the_button_is_pressed) {
    OutBench bench;
    bench.board.horizon(bench.horizon);
    bench.board.cell(bench.cell);
    bench.board.chain_in(bench.questions);
    bench.board.charge_relay(bench.relay);
    bench.board.load_relay(bench.relay);
    bench.board.data_out(bench.data_out);
    bench.board.radio_in(bench.radio_in);
    bench.board.radio_out(bench.radio_out);
    bench.board.button(bench.button);
    bench.script.horizon(bench.horizon);
    bench.horizon.stages(bench.script);
    Lines told;
    bench.board.set_trace_sink(
        [&told](const char*, Ticks when, std::uint16_t id, std::uint32_t a, std::uint32_t) {
            told.push_back(fmt::format("{} {} at {} us", event_name(id), a, when / us));
        });
    Ticks at = 1 * ms;
    for (const char byte : std::string("R113")) {  // HAL_PIN_BUTTON is 17
        bench.questions.send({{at, static_cast<std::uint8_t>(byte)}});
        at += 2 * ms;
    }
    bench.script.at(50 * ms, [&bench] { bench.button.write(true); });
    bench.script.at(60 * ms, [&bench] { bench.button.write(false); });
    run_until(100 * ms);
    EXPECT_EQ(told, (Lines{"pin 17 at 50005 us", "pin 17 at 60005 us"}));
}

// ---- PWM ----------------------------------------------------------------------------------------

TEST(BoardPwm, of_the_bypass_connects_it_for_the_dutys_share) {
    RemoteBench bench;
    bench.tell("P040002");
    run_until(20 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.25);
    EXPECT_TRUE(bench.board.pin_level(HAL_PIN_BYPASS));
    bench.next_byte = 21 * ms;
    bench.tell("P0FFFF2");
    run_until(40 * ms);
    EXPECT_EQ(bench.cell.bypass, 1.0);
    bench.next_byte = 41 * ms;
    bench.tell("P000002");
    run_until(60 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.0);
}

// A period of 10 ms begins with the last digit, complete at 8.6 ms: high for 2.5 ms.
TEST(BoardPwm, of_the_led_is_read_as_it_is_at_that_instant) {
    RemoteBench bench;
    bench.tell("P14000A");
    bench.next_byte = 8 * ms;
    bench.tell("L00L00L00L00");  // read at 11.2, 14.5, 17.8 and 21.1 ms
    run_until(40 * ms);
    EXPECT_TRUE(bench.board.led());
    Lines levels;
    for (const std::string& line : bench.told)
        levels.push_back(level_of(line));
    EXPECT_EQ(levels, (Lines{"L 0 0", "L 0 0", "L 0 0", "L 0 1"}));
}

TEST(BoardPwm, given_back_leaves_the_pin_as_it_was_written) {
    RemoteBench bench;
    bench.tell("W031P040002W030W031");
    run_until(30 * ms);
    EXPECT_EQ(bench.cell.bypass, 0.25);
    bench.next_byte = 31 * ms;
    bench.tell("P000000");
    run_until(60 * ms);
    EXPECT_EQ(bench.cell.bypass, 1.0);
}

/// A board on a cell of 3.52 V behind nothing, wires of 0.02 and a bypass of 3.5 Ohm: 1 A, 3.5 W.
struct PwmBench {
    static BatteryConfig battery_config() {
        BatteryConfig config;
        config.type = plain_cell_type(Volts{3.52}, Ohms{1e-9});
        config.cells.push_back(plain_cell());
        config.cells[0].wire_resistance = Ohms{0.02};
        return config;
    }
    Horizon horizon{"horizon", 3000 * ms};
    host::FirmwareImage image{REMOTE_FIRMWARE, host::Role::in};
    Battery battery{"battery", battery_config()};
    SerialLink questions{"questions"};
    InBoard board{"board", BoardConfig{}, image};
    sc_core::sc_vector<sc_core::sc_signal<bool>> switches{"switch", InBoard::switch_count};

    PwmBench() {
        board.horizon(horizon);
        board.cell(battery.cells[0]);
        board.chain_in(questions);
        for (unsigned i = 0; i < InBoard::switch_count; ++i)
            board.switches[i](switches[i]);
    }
    /// Of the bypass, from 20 ms to 1.02 s.
    EnergyAccount energy_after(const std::string& bytes) {
        Ticks at = 1 * ms;
        for (const char byte : bytes) {
            questions.send({{at, static_cast<std::uint8_t>(byte)}});
            at += 1100 * us;
        }
        run_until(20 * ms);
        battery.commit(20 * ms);
        const EnergyAccount before = battery.books().cells[0].energy;
        run_until(1020 * ms);
        battery.commit(1020 * ms);
        EnergyAccount after = battery.books().cells[0].energy;
        after.bypass -= before.bypass;
        after.wires -= before.wires;
        return after;
    }
};

// A quarter of a second of 1 A in 3.5 Ohm and in 20 mOhm.
TEST(BoardPwm, takes_the_dutys_share_of_the_energy) {
    PwmBench bench;
    const EnergyAccount energy = bench.energy_after("P040002");
    EXPECT_NEAR(energy.bypass.value, 0.875, 1e-6);
    EXPECT_NEAR(energy.wires.value, 0.005, 1e-8);
}

// A timer that toggles the pin each 500 us (01F4): half of the time.
TEST(BoardPwm, written_in_software_takes_the_mean_of_its_energy) {
    PwmBench bench;
    const EnergyAccount energy = bench.energy_after("V01F4");
    EXPECT_NEAR(energy.bypass.value, 1.75, 0.004);
}

}  // namespace
}  // namespace cellchain::parts
