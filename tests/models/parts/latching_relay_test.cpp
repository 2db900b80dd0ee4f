#include "models/parts/latching_relay.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

using Fault = LatchingRelayFault::Kind;
constexpr Ticks ms = ticks_per_second / 1000;

/// The OUT board's cell.
class BenchSupply : public sc_core::sc_module, public CoilSupplyIf {
public:
    explicit BenchSupply(const sc_core::sc_module_name& name) : sc_module(name) {}
    Volts supply_voltage(Ticks) const override { return voltage; }
    Volts voltage{3.3};
};

/// A relay whose coils a script drives; the driver pins act at barriers here.
struct RelayBench {
    Horizon horizon{"horizon", 400 * ms};
    BenchSupply supply{"supply"};
    LatchingRelay relay;
    Script script{"script"};
    sc_core::sc_signal<bool> set_contact{"set_contact"};
    sc_core::sc_signal<bool> reset_contact{"reset_contact"};
    std::vector<std::string> told;

    explicit RelayBench(const LatchingRelayConfig& config = {}, std::uint64_t seed = 0)
        : relay("relay", config, seed) {
        script.horizon(horizon);
        relay.horizon(horizon);
        relay.supply(supply);
        relay.contact_12(set_contact);
        relay.contact_23(reset_contact);
        relay.set_sink([this](Ticks when, const char* what, const std::string& detail) {
            told.push_back(std::to_string(when / ms) + " ms " + what + ": " + detail);
        });
        horizon.stages(script);
        horizon.stages(relay);
    }
    void pulse_set(Ticks from, Ticks to) {
        script.at(from, [this, from] { relay.drive_set_coil(true, from); });
        script.at(to, [this, to] { relay.drive_set_coil(false, to); });
    }
    void pulse_reset(Ticks from, Ticks to) {
        script.at(from, [this, from] { relay.drive_reset_coil(true, from); });
        script.at(to, [this, to] { relay.drive_reset_coil(false, to); });
    }
    /// "set", "reset", "open" or "both"; which contacts are closed.
    std::string contacts_after(Ticks when) {
        run_until(when);
        if (set_contact.read())
            return reset_contact.read() ? "both" : "set";
        return reset_contact.read() ? "reset" : "open";
    }
};

// M-OUT-01: the contact moves after the operate time (2 ms) and stays without power.
TEST(LatchingRelay, moves_its_contact_after_the_operate_time_and_holds_it) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_EQ(bench.contacts_after(11 * ms), "reset");
    EXPECT_EQ(bench.contacts_after(12 * ms - 1), "open");
    EXPECT_EQ(bench.contacts_after(12 * ms + 1), "set");
    EXPECT_EQ(bench.contacts_after(190 * ms), "set");
}

TEST(LatchingRelay, ignores_a_pulse_shorter_than_the_operate_time) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 12 * ms - 1);
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
}

TEST(LatchingRelay, is_moved_back_by_the_other_coil) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.pulse_reset(50 * ms, 70 * ms);
    EXPECT_EQ(bench.contacts_after(52 * ms - 1), "set");
    EXPECT_EQ(bench.contacts_after(52 * ms + 1), "open");
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
}

TEST(LatchingRelay, stays_where_it_is_when_both_coils_are_driven) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 40 * ms);
    bench.pulse_reset(11 * ms, 35 * ms);
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
}

// M-OUT-02: of the two pairs one is closed, from the start on.
TEST(LatchingRelay, may_have_been_set_before_the_board_had_power) {
    LatchingRelayConfig config;
    config.starts_set = true;
    EXPECT_EQ(RelayBench{config}.contacts_after(1 * ms), "set");
}

// Break before make: 0.5 ms in which neither contact is closed, on the way there and back.
TEST(LatchingRelay, opens_one_contact_before_it_closes_the_other) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.pulse_reset(50 * ms, 70 * ms);
    EXPECT_EQ(bench.contacts_after(11 * ms + ms / 2 - 1), "reset");
    EXPECT_EQ(bench.contacts_after(11 * ms + ms / 2 + 1), "open");
    EXPECT_EQ(bench.contacts_after(12 * ms + 1), "set");
    EXPECT_EQ(bench.contacts_after(52 * ms + ms / 2 - 1), "open");
    EXPECT_EQ(bench.contacts_after(52 * ms + ms / 2 + 1), "reset");
}

// TQ2-L2: about 1 ms. Closed at 12 ms, then apart twice, at rest from 13 ms on.
TEST(LatchingRelay, bounces_as_it_closes) {
    LatchingRelayConfig config;
    config.bounce = Seconds{0.001};
    RelayBench bench{config};
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_EQ(bench.contacts_after(12 * ms + 1), "set");
    EXPECT_EQ(bench.contacts_after(12 * ms + ms / 4 + 1), "open");
    EXPECT_EQ(bench.contacts_after(12 * ms + ms / 2 + 1), "set");
    EXPECT_EQ(bench.contacts_after(12 * ms + 3 * ms / 4 + 1), "open");
    EXPECT_EQ(bench.contacts_after(13 * ms + 1), "set");
    EXPECT_EQ(bench.contacts_after(190 * ms), "set");
}

// 75 % of a 3 V coil are 2.25 V, and the driver takes 0.1 V: a cell of 2.35 V just moves it.
TEST(LatchingRelay, is_moved_by_a_cell_of_2_35_v) {
    RelayBench bench;
    bench.supply.voltage = Volts{2.3501};
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_EQ(bench.contacts_after(190 * ms), "set");
    EXPECT_EQ(bench.told, std::vector<std::string>{});
}

TEST(LatchingRelay, does_not_move_when_the_cell_is_too_low_to_drive_its_coil) {
    RelayBench bench;
    bench.supply.voltage = Volts{2.34};
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
    EXPECT_EQ(bench.told,
              std::vector<std::string>{"10 ms coil_too_weak: 2.24 V at the coil, 2.25 V move it"});
    EXPECT_EQ(bench.relay.weak_pulses(), 1);
}

TEST(LatchingRelay, does_not_move_when_the_cell_sags_before_the_armature_has_left) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.script.at(11 * ms, [&bench] { bench.supply.voltage = Volts{2.0}; });
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
    EXPECT_EQ(bench.relay.weak_pulses(), 1);
}

// Between 2 and 5 ms a pulse leaves either state: of 40 relays neither none nor all.
TEST(LatchingRelay, is_left_in_either_state_by_a_pulse_between_2_and_5_ms) {
    std::vector<std::unique_ptr<LatchingRelay>> relays;
    Horizon horizon{"horizon", 100 * ms};
    BenchSupply supply{"supply"};
    Script script{"script"};
    script.horizon(horizon);
    horizon.stages(script);
    sc_core::sc_vector<sc_core::sc_signal<bool>> set{"set", 40};
    sc_core::sc_vector<sc_core::sc_signal<bool>> reset{"reset", 40};
    for (unsigned i = 0; i < 40; ++i) {
        relays.push_back(std::make_unique<LatchingRelay>(("relay_" + std::to_string(i)).c_str(),
                                                         LatchingRelayConfig{}, 7));
        relays.back()->horizon(horizon);
        relays.back()->supply(supply);
        relays.back()->contact_12(set[i]);
        relays.back()->contact_23(reset[i]);
        horizon.stages(*relays.back());
    }
    const auto drive_all = [&relays](bool on, Ticks when) {
        for (auto& relay : relays)
            relay->drive_set_coil(on, when);
    };
    script.at(10 * ms, [&drive_all] { drive_all(true, 10 * ms); });
    script.at(14 * ms, [&drive_all] { drive_all(false, 14 * ms); });
    run_until(90 * ms);
    int moved = 0;
    for (unsigned i = 0; i < 40; ++i) {
        EXPECT_NE(set[i].read(), reset[i].read());
        moved += set[i].read() ? 1 : 0;
    }
    EXPECT_GT(moved, 5);
    EXPECT_LT(moved, 35);
}

TEST(LatchingRelay, welded_keeps_its_contact_closed_until_it_is_repaired) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.script.at(40 * ms, [&bench] { bench.relay.inject({Fault::set_contact_welded}); });
    bench.pulse_reset(50 * ms, 70 * ms);
    bench.script.at(100 * ms, [&bench] { bench.relay.repair(Fault::set_contact_welded); });
    bench.pulse_reset(120 * ms, 140 * ms);
    EXPECT_EQ(bench.contacts_after(119 * ms), "set");
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
}

TEST(LatchingRelay, stuck_stays_where_it_is_until_it_is_repaired) {
    RelayBench bench;
    bench.script.at(5 * ms, [&bench] { bench.relay.inject({Fault::stuck}); });
    bench.pulse_set(10 * ms, 30 * ms);
    bench.script.at(100 * ms, [&bench] { bench.relay.repair(Fault::stuck); });
    bench.pulse_set(120 * ms, 140 * ms);
    EXPECT_EQ(bench.contacts_after(119 * ms), "reset");
    EXPECT_EQ(bench.contacts_after(190 * ms), "set");
}

TEST(LatchingRelay, with_an_open_coil_is_only_moved_the_other_way) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.script.at(40 * ms, [&bench] { bench.relay.inject({Fault::set_coil_open}); });
    bench.pulse_reset(50 * ms, 70 * ms);
    bench.pulse_set(90 * ms, 110 * ms);
    EXPECT_EQ(bench.contacts_after(60 * ms), "reset");
    EXPECT_EQ(bench.contacts_after(190 * ms), "reset");
}

// M-OUT-04: 1 A and no more.
TEST(LatchingRelay, tells_of_more_than_1_a_through_the_contact_in_use) {
    LatchingRelayConfig config;
    config.contact_current = Amperes{1.5};
    RelayBench bench{config};
    bench.pulse_set(10 * ms, 30 * ms);
    bench.pulse_reset(50 * ms, 70 * ms);
    bench.contacts_after(190 * ms);
    EXPECT_EQ(bench.told,
              std::vector<std::string>{"12 ms overload: 1.5 A through a contact for 1 A"});
    EXPECT_EQ(bench.relay.overloads(), 1);
}

TEST(LatchingRelay, carries_1_a_without_a_word) {
    LatchingRelayConfig config;
    config.contact_current = Amperes{1.0};
    RelayBench bench{config};
    bench.pulse_set(10 * ms, 30 * ms);
    bench.contacts_after(190 * ms);
    EXPECT_EQ(bench.relay.overloads(), 0);
}

}  // namespace
}  // namespace cellchain::parts
