#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>

#include "models/parts/dc_bus.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

class SteadyCharger : public sc_core::sc_module, public ChargerIf {
public:
    SteadyCharger(const char* name, ChargerOffer offer) : sc_module(name), offer_(offer) {}
    bool enabled() const override { return true; }
    ChargerOffer offer(Seconds, Volts) override { return offer_; }

private:
    const ChargerOffer offer_;
};

class SteadyLoad : public sc_core::sc_module, public LoadIf {
public:
    SteadyLoad(const char* name, physics::BusLoad load) : sc_module(name), load_(load) {}
    bool enabled() const override { return true; }
    physics::BusLoad demand(Seconds, Volts) override { return load_; }

private:
    const physics::BusLoad load_;
};

/// Writes down the pack's current and its voltage just before the next sample.
class CurrentLog : public sc_core::sc_module, public BarrierIf {
public:
    CurrentLog(const char* name, const Battery& battery) : sc_module(name), battery_(battery) {}
    bool at_barrier(Ticks) override {
        currents.push_back(battery_.current().value);
        return false;
    }
    std::vector<double> currents;

private:
    const Battery& battery_;
};

constexpr int samples = 60;

class Draw {
public:
    explicit Draw(std::uint32_t seed) : random_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(random_()) / 4294967296.0);
    }
    /// Evenly over the decades.
    double decades(double low, double high) {
        return low * std::pow(high / low, between(0.0, 1.0));
    }

private:
    std::mt19937 random_;
};

BatteryConfig random_pack(Draw& draw) {
    BatteryConfig pack;
    pack.type = physics::scaled_to(AmpereHours{draw.decades(10.0, 600.0)}, {});
    const double state_of_charge = draw.between(0.02, 0.999);
    const double ambient_c = draw.between(-15.0, 55.0);
    pack.cells.resize(4);
    for (PackCellConfig& cell : pack.cells) {
        cell.state_of_charge = state_of_charge;
        cell.ambient = Celsius{ambient_c};
        cell.joint_resistance = Ohms{draw.decades(1e-5, 1e-3)};
        cell.cell.resistance_factor = draw.between(0.5, 2.0);
    }
    return pack;
}

/// A pack of four cells with up to three chargers and loads that never change.
struct RandomPlant {
    RandomPlant(int number, Draw draw)
        : period_s(draw.decades(0.01, 600.0)),
          horizon(name("horizon", number).c_str(), to_ticks(Seconds{samples * period_s})),
          battery(name("battery", number).c_str(), random_pack(draw)),
          bus(name("bus", number).c_str(), config(draw), battery),
          log(name("log", number).c_str(), battery) {
        bus.horizon(horizon);
        horizon.stages(bus);
        horizon.stages(log);
        for (int i = 0; i < 2; ++i) {
            const ChargerOffer offer{Watts{draw.decades(5.0, 2000.0)},
                                     Amperes{draw.decades(1.0, 200.0)},
                                     Volts{4.0 * draw.between(3.3, 3.6)}};
            chargers.push_back(
                std::make_unique<SteadyCharger>(name("charger", 10 * number + i).c_str(), offer));
            bus.chargers(*chargers.back());
        }
        const physics::BusLoad load{Watts{draw.decades(1.0, 1000.0)}, Volts{4.0 * 2.8},
                                    Amperes{draw.between(0.0, 10.0)},
                                    Siemens{draw.between(0.0, 1.0)}};
        if (draw.between(0.0, 1.0) < 0.5) {
            loads.push_back(std::make_unique<SteadyLoad>(name("load", number).c_str(), load));
            bus.loads(*loads.back());
        }
    }

    static std::string name(const char* part, int number) {
        return std::string(part) + "_" + std::to_string(number);
    }
    PlantConfig config(Draw& draw) const {
        PlantConfig plant;
        plant.period = Seconds{period_s};
        plant.phase = Seconds{0.75 * period_s};
        plant.cable_resistance = Ohms{draw.decades(1e-5, 1e-2)};
        return plant;
    }

    const double period_s;
    Horizon horizon;
    Battery battery;
    DcBus bus;
    CurrentLog log;
    std::vector<std::unique_ptr<SteadyCharger>> chargers;
    std::vector<std::unique_ptr<SteadyLoad>> loads;
};

/// How often in a row the current went back on itself by more than a hundredth of its greatest.
int longest_alternation(const std::vector<double>& currents) {
    double greatest = 0.0;
    for (const double current : currents)
        greatest = std::max(greatest, std::fabs(current));
    const double noticed = 0.01 * greatest + 0.01;
    int longest = 0;
    int run = 0;
    for (std::size_t i = 3; i < currents.size(); ++i) {
        const double change = currents[i] - currents[i - 1];
        const double before = currents[i - 1] - currents[i - 2];
        const bool turns =
            change * before < 0.0 && std::fabs(change) > noticed && std::fabs(before) > noticed;
        run = turns ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

// Each controller that sees the pack from period to period may correct itself; none may go back
// and forth. With the instantaneous resistance alone every second of these does.
TEST(Plant, settles_at_any_period_whatever_is_on_the_bus) {
    constexpr int plants = 120;
    std::vector<std::unique_ptr<RandomPlant>> all;
    for (int number = 0; number < plants; ++number)
        all.push_back(
            std::make_unique<RandomPlant>(number, Draw(static_cast<std::uint32_t>(number))));
    run_until(to_ticks(Seconds{samples * 600.0}));
    for (int number = 0; number < plants; ++number) {
        const RandomPlant& plant = *all[static_cast<std::size_t>(number)];
        ASSERT_GE(plant.log.currents.size(), static_cast<std::size_t>(samples - 1));
        EXPECT_LT(longest_alternation(plant.log.currents), 2)
            << "plant " << number << ", period " << plant.period_s << " s, "
            << testing::PrintToString(plant.log.currents);
    }
}

}  // namespace
}  // namespace cellchain::parts
