#pragma once

#include <string>

#include "sim/signals/signal_tree.h"
#include "sim/system/run_observer.h"
#include "tests/temporary_folder.h"

namespace cellchain::results {

constexpr Ticks at_seconds(double seconds) { return to_ticks(Seconds{seconds}); }

/// A system of a few signals that a test moves by hand.
struct FakeSystem {
    double voltage_v = 3.3;
    double alarm = 0.0;
    double relay = 0.0;
    double pass_time_s = 0.0;

    signals::SignalTree tree() const {
        signals::SignalTree tree;
        tree.add_family("cell", 2, "voltage_v", "V", "terminal voltage",
                        [this](int number) { return voltage_v + 0.001 * number; });
        const auto off = [](int) { return 0.0; };
        tree.add_family("cell", 2, "bypass", "1", "of a look, never seen on", off);
        tree.add_family("board", 2, "led", "1", "of a look, never seen on", off);
        tree.add({"pack.voltage_v", "V", "a voltage", [this] { return voltage_v; }});
        tree.add({"alarm", "1", "1: on", [this] { return alarm; }});
        tree.add({"relay", "1", "1: closed", [this] { return relay; }});
        tree.add({"chain.pass_time_s", "s", "a time", [this] { return pass_time_s; }, [] {}});
        return tree;
    }
};

inline system::Sample sample_at(double seconds) {
    system::Sample sample;
    sample.time = at_seconds(seconds);
    return sample;
}

}  // namespace cellchain::results
