#include "sim/system/books.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/system/watt_hours.h"

namespace cellchain::system {

namespace {

constexpr double charge_tolerance = 1e-9;  // of what flowed
constexpr double energy_tolerance = 1e-4;
constexpr std::size_t most_places = 3;

double ampere_hours(Coulombs charge) { return to_ampere_hours(charge).value; }

/// Where something may be missing.
struct Place {
    const PackBooks* pack;  ///< null: joints and bus
    std::size_t cell;       ///< index in the pack
};

/// What one place misses, in C or J.
struct Gap {
    Place place;
    double missing;
    double flow;

    Gap(Place at, double gap, double flowed, double held) : place(at), missing(gap), flow(flowed) {
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

Gaps charge_gaps(const Books& books) {
    Gaps gaps;
    for (const PackBooks& pack : books.packs) {
        const Coulombs through = pack.battery.charge_in + pack.battery.charge_out;
        for (std::size_t i = 0; i < pack.battery.cells.size(); ++i) {
            const parts::ChargeAccount& account = pack.battery.cells[i].charge;
            gaps.emplace_back(Place{&pack, i}, account.gap().value,
                              (through + account.local()).value, account.held.value);
        }
    }
    return gaps;
}

Gaps energy_gaps(const Books& books) {
    Gaps gaps;
    Joules through_all;
    for (const PackBooks& pack : books.packs) {
        const Joules through = pack.battery.energy_in + pack.battery.energy_out;
        const Joules through_each = through / static_cast<double>(pack.battery.cells.size());
        through_all += through;
        for (std::size_t i = 0; i < pack.battery.cells.size(); ++i) {
            const parts::EnergyAccount& account = pack.battery.cells[i].energy;
            const Joules flow = through_each + account.local() + account.self_discharge_heat;
            gaps.emplace_back(Place{&pack, i}, account.gap().value, flow.value, account.held.value);
        }
    }
    // A load may feed the bus at times, so that its own sum says little.
    const double plant = std::fabs(books.bus.charger.value) + std::fabs(books.bus.load.value);
    gaps.emplace_back(Place{nullptr, 0}, books.bus_gap().value, std::max(plant, through_all.value),
                      0.0);
    return gaps;
}

double worst_of(const Gaps& gaps) {
    double worst = 0.0;
    for (const Gap& gap : gaps)
        worst = std::max(worst, gap.of_flow());
    return worst;
}

std::string cell_text(const Place& place) {
    const std::string& name = place.pack->name;
    return fmt::format("cell {}{}", place.cell + 1, name.empty() ? "" : " of " + name);
}

std::string charge_text(const Place& place) {
    const parts::ChargeAccount& c = place.pack->battery.cells[place.cell].charge;
    return fmt::format(
        "{}: through it {:.6g}, stored {:.6g}, bypass {:.6g}, board {:.6g}, self-discharge "
        "{:.6g} Ah",
        cell_text(place), ampere_hours(c.through), ampere_hours(c.stored), ampere_hours(c.bypass),
        ampere_hours(c.board), ampere_hours(c.self_discharge));
}

std::string energy_text(const Books& books, const Place& place) {
    if (place.pack == nullptr)
        return fmt::format(
            "joints and bus: chargers {:.6g}, loads {:.6g}, cells {:.6g}, joints {:.6g} Wh",
            watt_hours(books.bus.charger), watt_hours(books.bus.load), watt_hours(books.cells()),
            watt_hours(books.joints()));
    const parts::EnergyAccount& e = place.pack->battery.cells[place.cell].energy;
    return fmt::format(
        "{}: at its terminals {:.6g}, stored {:.6g}, heat {:.6g}, bypass {:.6g}, wires "
        "{:.6g}, board {:.6g} Wh",
        cell_text(place), watt_hours(e.terminals), watt_hours(e.stored), watt_hours(e.heat()),
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

Books close_books(std::vector<PackBooks> packs, const parts::BusBooks& bus) {
    Books books{std::move(packs), bus, {}};
    books.missing = {worst_of(charge_gaps(books)), worst_of(energy_gaps(books))};
    return books;
}

std::string unclosed(const Books& books) {
    const std::string charge =
        told("charge", "Ah", charge_gaps(books), charge_tolerance, charge_text);
    const std::string energy =
        told("energy", "Wh", energy_gaps(books), energy_tolerance,
             [&books](const Place& place) { return energy_text(books, place); });
    return charge + (charge.empty() || energy.empty() ? "" : "\n") + energy;
}

}  // namespace cellchain::system
