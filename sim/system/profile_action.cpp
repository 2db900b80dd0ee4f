#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/installation.h"

namespace cellchain::system {

// Who follows the profile finds the new series when the plant is sampled next.
bool perform(const scenario::ProfileChange& change, Installation& installation) {
    installation.plant.follow(change.series);
    return false;
}

ActionText describe(const scenario::ProfileChange& change) {
    return {"profile", fmt::format("{}: {} x {}", change.name, change.series_name,
                                   scenario::number_text(change.scale))};
}

}  // namespace cellchain::system
