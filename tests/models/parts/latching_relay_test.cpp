#include "models/parts/latching_relay.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

/// A relay whose coils a script drives; the driver pins act at barriers here.
struct RelayBench {
    Horizon horizon{"horizon", 200 * ms};
    LatchingRelay relay{"relay", LatchingRelayConfig{}};
    Script script{"script"};
    sc_core::sc_signal<bool> contact{"contact"};

    RelayBench() {
        script.horizon(horizon);
        relay.horizon(horizon);
        relay.contact_12(contact);
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
    bool contact_after(Ticks when) {
        sc_core::sc_start(sc_core::sc_time::from_value(when) - sc_core::sc_time_stamp());
        return contact.read();
    }
};

// M-OUT-01: the contact moves after the operate time (2 ms) and stays without power.
TEST(LatchingRelay, moves_its_contact_after_the_operate_time_and_holds_it) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_FALSE(bench.contact_after(12 * ms - 1));
    EXPECT_TRUE(bench.contact_after(12 * ms + 1));
    EXPECT_TRUE(bench.contact_after(190 * ms));
}

TEST(LatchingRelay, ignores_a_pulse_shorter_than_the_operate_time) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 12 * ms - 1);
    EXPECT_FALSE(bench.contact_after(190 * ms));
}

TEST(LatchingRelay, is_moved_back_by_the_other_coil) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 30 * ms);
    bench.pulse_reset(50 * ms, 70 * ms);
    EXPECT_TRUE(bench.contact_after(52 * ms - 1));
    EXPECT_FALSE(bench.contact_after(52 * ms + 1));
}

TEST(LatchingRelay, stays_where_it_is_when_both_coils_are_driven) {
    RelayBench bench;
    bench.pulse_set(10 * ms, 40 * ms);
    bench.pulse_reset(11 * ms, 35 * ms);
    EXPECT_FALSE(bench.contact_after(190 * ms));
}

// M-OUT-02: of the two pairs one is closed, from the start on.
TEST(LatchingRelay, opens_one_pair_of_contacts_as_it_closes_the_other) {
    RelayBench bench;
    sc_core::sc_signal<bool> other{"other"};
    bench.relay.contact_23(other);
    bench.pulse_set(10 * ms, 30 * ms);
    EXPECT_FALSE(bench.contact_after(5 * ms));
    EXPECT_TRUE(other.read());
    EXPECT_TRUE(bench.contact_after(20 * ms));
    EXPECT_FALSE(other.read());
}

}  // namespace
}  // namespace cellchain::parts
