#pragma once

#include <string>
#include <vector>

#include "models/units/quantity.h"

namespace cellchain::explore {

/// OUT gives the chain up 3 s after the last good message, and so from power-up: relays off
/// (M-ALG-05, M-ALG-07; firmware_glue/reference/PROTOCOL.md, "Timing").
constexpr Seconds communication_time_out{3.0};

/// What every length of a chain has to keep to, as expectations of a scenario: JSON, one each.
///
/// - `message_within_period`: OUT has all of a message before IN begins the next one (M-CHN-03).
/// - `reading_age`: no cell voltage is `longest_age` old when OUT gets it.
/// - `no_time_out`: OUT never waits as long as the communication time-out.
std::vector<std::string> timing_rules(Seconds longest_age);

}  // namespace cellchain::explore
