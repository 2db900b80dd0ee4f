#include "models/parts/contactor.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks millisecond = ticks_per_second / 1000;

/// A contactor behind two relay contacts in series; tests move these.
struct ContactorBench {
    Horizon horizon{"horizon", 10 * ticks_per_second};
    Script script{"script"};
    Contactor contactor;
    sc_core::sc_signal<bool> charge_contact{"charge_contact"};
    sc_core::sc_signal<bool> load_contact{"load_contact"};
    sc_core::sc_signal<bool> contact{"contact"};

    explicit ContactorBench(bool has_diode) : contactor("contactor", config(has_diode)) {
        contactor.horizon(horizon);
        contactor.coil(charge_contact);
        contactor.coil(load_contact);
        contactor.contact(contact);
        script.horizon(horizon);
        horizon.stages(script);
        horizon.stages(contactor);
    }
    void move(Ticks when, sc_core::sc_signal<bool>& signal, bool closed) {
        script.at(when, [&signal, closed] { signal.write(closed); });
    }
    bool closed_at(Ticks when) {
        run_until(when);
        return contact.read();
    }

private:
    static ContactorConfig config(bool has_diode) {
        ContactorConfig config;
        config.has_flyback_diode = has_diode;
        return config;
    }
};

// EV200: closes within 20 ms, opens within 12 ms; a diode makes five times that, 60 ms. A contact
// that moves at one barrier is seen at the next: here that is one of the script's, 1 ms on.
TEST(Contactor, closes_when_both_contacts_in_series_have_and_opens_late_with_a_diode) {
    ContactorBench bench(true);
    bench.move(100 * millisecond, bench.charge_contact, true);
    bench.move(200 * millisecond, bench.load_contact, true);
    bench.script.at(201 * millisecond, [] {});
    bench.move(400 * millisecond, bench.charge_contact, false);
    bench.script.at(401 * millisecond, [] {});
    EXPECT_FALSE(bench.closed_at(220 * millisecond));
    EXPECT_TRUE(bench.closed_at(222 * millisecond));
    EXPECT_TRUE(bench.closed_at(460 * millisecond));
    EXPECT_FALSE(bench.closed_at(462 * millisecond));
}

TEST(Contactor, opens_at_once_without_a_diode) {
    ContactorBench bench(false);
    bench.move(0, bench.charge_contact, true);
    bench.move(millisecond, bench.load_contact, true);
    bench.script.at(2 * millisecond, [] {});
    bench.move(400 * millisecond, bench.load_contact, false);
    bench.script.at(401 * millisecond, [] {});
    EXPECT_TRUE(bench.closed_at(412 * millisecond));
    EXPECT_FALSE(bench.closed_at(414 * millisecond));
}

TEST(Contactor, ignores_a_pulse_shorter_than_its_operate_time) {
    ContactorBench bench(true);
    bench.move(0, bench.charge_contact, true);
    bench.move(100 * millisecond, bench.load_contact, true);
    bench.script.at(101 * millisecond, [] {});
    bench.move(110 * millisecond, bench.load_contact, false);
    bench.script.at(111 * millisecond, [] {});
    EXPECT_FALSE(bench.closed_at(130 * millisecond));
    EXPECT_FALSE(bench.closed_at(500 * millisecond));
}

}  // namespace
}  // namespace cellchain::parts
