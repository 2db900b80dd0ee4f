#pragma once

#include <string>

#include "sim/scenario/timeline.h"

namespace cellchain::system {

class BmsSystem;
class Installation;

// What the timeline's actions do to a system. A family has a file of its own, with one `perform`
// and one `describe`: switch_action.cpp, relay_fault_action.cpp.

/// Acts at the present barrier, on the BMS that the step is for. True when it wrote signals.
bool perform(const scenario::TimelineStep& step, Installation& installation);
bool perform(const scenario::SwitchChange& change, BmsSystem& system);
bool perform(const scenario::AppCommands& commands, BmsSystem& system);
bool perform(const scenario::ButtonPress& press, BmsSystem& system);
bool perform(const scenario::PowerChange& change, BmsSystem& system);
bool perform(const scenario::ProfileChange& change, Installation& installation);
bool perform(const scenario::CellFault& fault, BmsSystem& system);
bool perform(const scenario::LinkFault& fault, BmsSystem& system);
bool perform(const scenario::SensorFault& fault, BmsSystem& system);
bool perform(const scenario::RelayFault& fault, BmsSystem& system);

/// As an event tells it: the family as in the scenario, and the rest in words.
struct ActionText {
    std::string what;
    std::string detail;
};
ActionText describe(const scenario::Action& action);
ActionText describe(const scenario::SwitchChange& change);
ActionText describe(const scenario::AppCommands& commands);
ActionText describe(const scenario::ButtonPress& press);
ActionText describe(const scenario::PowerChange& change);
ActionText describe(const scenario::ProfileChange& change);
ActionText describe(const scenario::CellFault& fault);
ActionText describe(const scenario::LinkFault& fault);
ActionText describe(const scenario::SensorFault& fault);
ActionText describe(const scenario::RelayFault& fault);

}  // namespace cellchain::system
