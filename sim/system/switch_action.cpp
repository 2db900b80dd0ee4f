#include <fmt/format.h>

#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

bool perform(const scenario::SwitchChange& change, BmsSystem& system) {
    system.switch_panel.move(change);
    return true;
}

ActionText describe(const scenario::SwitchChange& change) {
    std::string detail;
    const auto add = [&detail](const char* name, const std::string& position) {
        detail += fmt::format("{}{} {}", detail.empty() ? "" : ", ", name, position);
    };
    const auto add_switch = [&add](const char* name, const std::optional<bool>& on) {
        if (on)
            add(name, *on ? "on" : "off");
    };
    add_switch("fast_message", change.fast_message);
    add_switch("blind_spot", change.blind_spot);
    add_switch("auto_zero", change.auto_zero);
    add_switch("critical_mode", change.critical_mode);
    add_switch("store_factory", change.store_factory);
    if (change.v_bypass)
        add("v_bypass_v", fmt::format("{:.1f}", change.v_bypass->value));
    return {"switches", detail};
}

}  // namespace cellchain::system
