#pragma once

#include <string>

#include "models/parts/books.h"

namespace cellchain::system {

/// Books of one run: what the plant gave and took, what crossed the pack's terminals, and where in
/// the cells it went. Nothing in them is a remainder: what is missing somewhere shows as a gap.
struct Books {
    parts::BatteryBooks pack;
    parts::BusBooks bus;

    /// What is missing in the worst place, as a fraction of what flowed there.
    struct Missing {
        double charge = 0.0;
        double energy = 0.0;
    };
    Missing missing;

    /// Between the plant and the cells' terminals: joints, cable and bus.
    Joules bus_gap() const {
        return bus.charger - bus.load - bus.cable - pack.sum().energy.terminals - pack.joints;
    }
};

Books close_books(const parts::BatteryBooks& pack, const parts::BusBooks& bus);

/// Every cell must close, and so must joints and bus: charge to 1e-9 of what flowed there, energy
/// to 1e-4. Empty when all do; otherwise how much is missing where, the most first.
std::string unclosed(const Books& books);

}  // namespace cellchain::system
