#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/bms_system.h"
#include "sim/system/board_settings.h"

namespace cellchain::system {

bool perform(const scenario::AppCommands& commands, BmsSystem& system) {
    system.app.say(app_lines(commands), commands.stays);
    return false;
}

ActionText describe(const scenario::AppCommands& commands) {
    std::string detail = fmt::format("{}", fmt::join(app_lines(commands), "; "));
    if (commands.stays.value > 0.0)
        detail += fmt::format(" after {} s", scenario::number_text(commands.stays.value));
    return {"app", detail};
}

}  // namespace cellchain::system
