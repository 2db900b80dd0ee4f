// The pack of a scenario under given currents, without boards or plant: what a circuit simulator
// can be given too. Acts come from standard input, a line each, in order of time:
//
//   TIME_S current AMPERES       held from then on
//   TIME_S bypass CELL 0|1       as its board would switch it
//   TIME_S look                  prints a row
//
// The pack is committed every second, as the plant would. A row holds the time, then voltage, state
// of charge and temperature of each cell.
//
// Usage: pack_under_current SCENARIO < ACTS

#include <fmt/format.h>

#include <iostream>
#include <string>
#include <systemc>

#include "models/parts/battery.h"
#include "sim/scenario/read_scenario.h"
#include "sim/system/bms_system.h"

namespace cellchain {
namespace {

class PackUnderCurrent {
public:
    explicit PackUnderCurrent(const parts::BatteryConfig& config) : battery_("battery", config) {}

    void act(Ticks when, const std::string& what, std::istream& line) {
        while (now_ + ticks_per_second <= when)
            commit(now_ + ticks_per_second);
        if (what == "current") {
            line >> current_.value;
            commit(when);
        } else if (what == "bypass") {
            unsigned cell = 0;
            int on = 0;
            line >> cell >> on;
            battery_.cells[cell - 1]->set_bypass(on != 0, when);
        } else {
            print_row(when);
        }
    }

private:
    void commit(Ticks when) {
        battery_.commit(when);
        battery_.set_current(current_);
        now_ = when;
    }

    void print_row(Ticks when) const {
        std::string row = fmt::format("{:.9g}", to_seconds(when).value);
        for (int i = 0; i < battery_.count(); ++i)
            row += fmt::format(",{:.9f},{:.9f},{:.6f}", battery_.cell_voltage(i, when).value,
                               battery_.cell_state_of_charge(i, when),
                               battery_.cell_temperature(i, when).value);
        fmt::print("{}\n", row);
    }

    parts::Battery battery_;
    Amperes current_{0.0};
    Ticks now_ = 0;
};

int run(const std::string& file) {
    sc_core::sc_set_time_resolution(10, sc_core::SC_PS);
    const auto scenario = scenario::read_scenario(file);
    PackUnderCurrent pack(system::battery_config(scenario.packs.front().pack));
    double seconds = 0.0;
    std::string what;
    while (std::cin >> seconds >> what)
        pack.act(to_ticks(Seconds{seconds}), what, std::cin);
    return 0;
}

}  // namespace
}  // namespace cellchain

int sc_main(int, char**) { return 0; }

int main(int count, char** words) {
    if (count != 2) {
        fmt::print(stderr, "usage: pack_under_current SCENARIO < ACTS\n");
        return 2;
    }
    try {
        return cellchain::run(words[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    }
}
