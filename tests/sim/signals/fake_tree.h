#pragma once

#include <vector>

#include "sim/signals/signal_tree.h"

namespace cellchain::signals {

/// Four cells, a relay contact and a current whose values a test sets by hand.
struct FakeSystem {
    std::vector<double> cell_voltage_v{3.30, 3.31, 3.32, 3.33};
    double pack_current_a = 0.0;
    double charge_contact = 1.0;
    mutable int reads = 0;

    SignalTree tree() const {
        SignalTree tree;
        tree.add_family("cell", 4, "voltage_v", "V", "terminal voltage", [this](int number) {
            ++reads;
            return cell_voltage_v[static_cast<std::size_t>(number - 1)];
        });
        tree.add({"pack.current_a", "A", "current", [this] {
                      ++reads;
                      return pack_current_a;
                  }});
        tree.add({"out.charge_contact", "1", "1: closed", [this] {
                      ++reads;
                      return charge_contact;
                  }});
        return tree;
    }
};

}  // namespace cellchain::signals
