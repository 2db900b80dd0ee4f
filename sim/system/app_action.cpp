#include <fmt/format.h>

#include "sim/system/actions.h"
#include "sim/system/bms_system.h"
#include "sim/system/board_settings.h"

namespace cellchain::system {

bool perform(const scenario::AppCommands& commands, BmsSystem& system) {
    system.app.say(app_lines(commands));
    return false;
}

ActionText describe(const scenario::AppCommands& commands) {
    return {"app", fmt::format("{}", fmt::join(app_lines(commands), "; "))};
}

}  // namespace cellchain::system
