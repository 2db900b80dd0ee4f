#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

// The button itself has its turn at this barrier after the timeline.
bool perform(const scenario::ButtonPress& press, BmsSystem& system) {
    system.button.press(sc_core::sc_time_stamp().value(), press.held);
    return false;
}

ActionText describe(const scenario::ButtonPress& press) {
    return {"button", fmt::format("held for {} s", scenario::number_text(press.held.value))};
}

}  // namespace cellchain::system
