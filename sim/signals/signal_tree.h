#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cellchain::signals {

/// One value that scenarios may name. Reading it must not change the simulation.
struct Signal {
    std::string name;         ///< "out.charge_contact", "cell[7].voltage_v"
    std::string unit;         ///< "V", "A", "1"; as in the last word of the name
    std::string description;  ///< one line
    std::function<double()> read;
    /// Called whenever somebody looks the signal up by its name, who means to read it: for what
    /// costs time to observe, as what each message of a chain tells. May be empty.
    std::function<void()> wanted{};
    /// Between two barriers it tells of the last one; all others tell of the present.
    bool as_of_barrier = false;
};

/// Every signal of a system by name, in a fixed order (sorted, numbers as numbers).
///
/// A family is one signal per cell or board: `add_family("cell", 4, "voltage_v", ...)` makes
/// `cell[1].voltage_v` ... `cell[4].voltage_v`, and `cells.voltage_v` inside `min()`, `max()`,
/// `sum()` and `avg()`. Numbers count from 1 at the IN side.
class SignalTree {
public:
    void add(Signal signal);
    void add_family(const std::string& part, int count, const std::string& member,
                    const std::string& unit, const std::string& description,
                    std::function<double(int number)> read,
                    const std::function<void()>& wanted = {});

    /// Signals too many to be listed: `make` makes the one of a name that is looked up, or none.
    /// `listed` stands for all of them where signals are listed: "board[1].trace[ID]".
    void add_open(Signal listed,
                  std::function<std::optional<Signal>(const std::string& name)> make);

    /// Null when there is no such signal. Tells the signal that it is wanted.
    const Signal* find(const std::string& name) const;
    /// Empty when there is no such family; `plural_name` like "cells.voltage_v".
    std::vector<const Signal*> family(const std::string& plural_name) const;
    std::vector<const Signal*> all() const;
    /// Nearest existing name, for "did you mean"; empty when none is near.
    std::string nearest(const std::string& name) const;

private:
    struct Open {
        Signal listed;
        std::function<std::optional<Signal>(const std::string& name)> make;
    };

    const Signal* make(const std::string& name) const;

    std::map<std::string, Signal> signals_;
    std::map<std::string, std::vector<std::string>> families_;
    std::vector<Open> open_;
    mutable std::map<std::string, Signal> made_;  // of these, once looked up
};

}  // namespace cellchain::signals
