#pragma once

#include <string>
#include <vector>

#include "models/parts/books.h"

namespace cellchain::system {

struct PackBooks {
    std::string name;  ///< of one among several
    parts::BatteryBooks battery;
};

/// Books of one run: what the plant gave and took, what crossed the packs' terminals, and where in
/// the cells it went. Nothing in them is a remainder: what is missing somewhere shows as a gap.
struct Books {
    std::vector<PackBooks> packs;
    parts::BusBooks bus;

    /// What is missing in the worst place, as a fraction of what flowed there.
    struct Missing {
        double charge = 0.0;
        double energy = 0.0;
    };
    Missing missing;

    /// At the terminals of all cells.
    Joules cells() const {
        Joules sum;
        for (const PackBooks& pack : packs)
            sum += pack.battery.sum().energy.terminals;
        return sum;
    }
    Joules joints() const {
        Joules sum;
        for (const PackBooks& pack : packs)
            sum += pack.battery.joints;
        return sum;
    }
    /// Between the plant and the cells' terminals: joints, cables and bus.
    Joules bus_gap() const { return bus.charger - bus.load - bus.cable - cells() - joints(); }
};

Books close_books(std::vector<PackBooks> packs, const parts::BusBooks& bus);

/// Every cell must close, and so must joints and bus: charge to 1e-9 of what flowed there, energy
/// to 1e-4. Empty when all do; otherwise how much is missing where, the most first.
std::string unclosed(const Books& books);

}  // namespace cellchain::system
