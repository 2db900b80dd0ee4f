#pragma once

#include <string>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::explore {

/// One way in which a campaign breaks a link.
struct LinkBreak {
    enum class Effect {
        silences,  ///< nothing passes, and the boards behind it are dark
        spoils,    ///< all boards hear bytes, OUT no good message
        disturbs   ///< some messages pass
    };
    const char* name;
    const char* fault;  ///< members of a timeline's `fault`, but for `links`
    const char* repair;
    Effect effect;
};

const std::vector<LinkBreak>& link_breaks();

/// When the link breaks, when it is mended, how long the run lasts.
constexpr Seconds broken_at{20.0};
constexpr Seconds mended_at{40.0};
constexpr Seconds campaign_end{55.0};

/// The steps that break `link` and mend it: JSON, a lane of a timeline.
std::string break_lane(const LinkBreak& way, int link);

/// What a chain of `cells` has to do while `link` is broken and behind it, as expectations of a
/// scenario: JSON, one each.
///
/// - `relays_open`: both, once OUT has had no good message for 3 s (M-ALG-05, M-ALG-07).
/// - `readings`: no relay moves on a reading that is older than the time-out, a period and the way;
///   where messages come at random, than two time-outs and the way.
/// - `recovers`: 5 s behind the repair both relays are allowed, and no frame tells of an error.
///
/// Where nothing good passes, further:
///
/// - `leds`: boards up to the break flash, those behind it are dark (M-CHN-04); noise darkens none.
/// - `opens_and_closes`: both relays were allowed, open together, and are allowed again.
/// - `data_out_falls_silent`, and `error_bit`: once, in the first frame behind the repair.
std::vector<std::string> break_rules(const LinkBreak& way, int link, int cells);

}  // namespace cellchain::explore
