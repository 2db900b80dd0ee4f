#include "sim/system/books.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace cellchain::system {

namespace {

constexpr double charge_tolerance = 1e-9;  // of what flowed
constexpr double energy_tolerance = 1e-4;
constexpr std::size_t most_places = 3;

double ampere_hours(Coulombs charge) { return to_ampere_hours(charge).value; }
double watt_hours(Joules energy) { return energy.value / 3600.0; }

/// What one place misses, in C or J.
struct Gap {
    std::size_t place;  ///< index of a cell; behind the last one, joints and bus
    double missing;
    double flow;

    Gap(std::size_t at, double gap, double flowed, double held)
        : place(at), missing(gap), flow(flowed) {
        // What is stored is the difference of two large figures: some of their last digits.
        constexpr double rounding = 1e-15;
        if (std::fabs(gap) <= rounding * std::fabs(held))
            missing = 0.0;
        if (!std::isfinite(gap))
            missing = std::numeric_limits<double>::infinity();
    }
    double of_flow() const { return missing == 0.0 ? 0.0 : std::fabs(missing) / flow; }
};
using Gaps = std::vector<Gap>;

Gaps charge_gaps(const parts::BatteryBooks& pack) {
    const Coulombs through = pack.charge_in + pack.charge_out;
    Gaps gaps;
    for (const parts::CellAccount& cell : pack.cells) {
        const parts::ChargeAccount& account = cell.charge;
        gaps.emplace_back(gaps.size(), account.gap().value, (through + account.local()).value,
                          account.held.value);
    }
    return gaps;
}

Gaps energy_gaps(const Books& books) {
    const parts::BatteryBooks& pack = books.pack;
    const Joules through = pack.energy_in + pack.energy_out;
    const Joules through_each = through / static_cast<double>(pack.cells.size());
    Gaps gaps;
    for (const parts::CellAccount& cell : pack.cells) {
        const parts::EnergyAccount& account = cell.energy;
        const Joules flow = through_each + account.local() + account.self_discharge_heat;
        gaps.emplace_back(gaps.size(), account.gap().value, flow.value, account.held.value);
    }
    // A load may feed the bus at times, so that its own sum says little.
    const double plant = std::fabs(books.bus.charger.value) + std::fabs(books.bus.load.value);
    gaps.emplace_back(gaps.size(), books.bus_gap().value, std::max(plant, through.value), 0.0);
    return gaps;
}

double worst_of(const Gaps& gaps) {
    double worst = 0.0;
    for (const Gap& gap : gaps)
        worst = std::max(worst, gap.of_flow());
    return worst;
}

std::string charge_text(const Books& books, std::size_t place) {
    const parts::ChargeAccount& c = books.pack.cells[place].charge;
    return fmt::format(
        "cell {}: through it {:.6g}, stored {:.6g}, bypass {:.6g}, board {:.6g}, self-discharge "
        "{:.6g} Ah",
        place + 1, ampere_hours(c.through), ampere_hours(c.stored), ampere_hours(c.bypass),
        ampere_hours(c.board), ampere_hours(c.self_discharge));
}

std::string energy_text(const Books& books, std::size_t place) {
    if (place == books.pack.cells.size())
        return fmt::format(
            "joints and bus: chargers {:.6g}, loads {:.6g}, cells {:.6g}, joints {:.6g} Wh",
            watt_hours(books.bus.charger), watt_hours(books.bus.load),
            watt_hours(books.pack.sum().energy.terminals), watt_hours(books.pack.joints));
    const parts::EnergyAccount& e = books.pack.cells[place].energy;
    return fmt::format(
        "cell {}: at its terminals {:.6g}, stored {:.6g}, heat {:.6g}, bypass {:.6g}, wires "
        "{:.6g}, board {:.6g} Wh",
        place + 1, watt_hours(e.terminals), watt_hours(e.stored), watt_hours(e.heat()),
        watt_hours(e.bypass), watt_hours(e.wires), watt_hours(e.board));
}

/// Of one book: what is missing where, the most first.
template <class Text>
std::string told(const char* book, const char* unit, Gaps gaps, double tolerance, Text text) {
    gaps.erase(std::remove_if(gaps.begin(), gaps.end(),
                              [tolerance](const Gap& gap) { return gap.of_flow() <= tolerance; }),
               gaps.end());
    if (gaps.empty())
        return {};
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
        return std::fabs(a.missing) > std::fabs(b.missing);
    });
    std::string all = fmt::format("the {} book does not close", book);
    for (std::size_t i = 0; i < std::min(gaps.size(), most_places); ++i)
        all += fmt::format("\n  {:.3g} {} missing, {:.2g} of what flowed, in {}",
                           gaps[i].missing / 3600.0, unit, gaps[i].of_flow(), text(gaps[i].place));
    if (gaps.size() > most_places)
        all += fmt::format("\n  and more in {} of the other places", gaps.size() - most_places);
    return all;
}

}  // namespace

Books close_books(const parts::BatteryBooks& pack, const parts::BusBooks& bus) {
    Books books{pack, bus, {}};
    books.missing = {worst_of(charge_gaps(pack)), worst_of(energy_gaps(books))};
    return books;
}

std::string unclosed(const Books& books) {
    const std::string charge =
        told("charge", "Ah", charge_gaps(books.pack), charge_tolerance,
             [&books](std::size_t place) { return charge_text(books, place); });
    const std::string energy =
        told("energy", "Wh", energy_gaps(books), energy_tolerance,
             [&books](std::size_t place) { return energy_text(books, place); });
    return charge + (charge.empty() || energy.empty() ? "" : "\n") + energy;
}

}  // namespace cellchain::system
