#include "sim/explore/timing_rules.h"

#include <fmt/format.h>

namespace cellchain::explore {

std::vector<std::string> timing_rules(Seconds longest_age) {
    const auto rule = [](const char* id, const std::string& condition) {
        return fmt::format(R"({{"id": "{}", "always": "{}"}})", id, condition);
    };
    return {
        // The first message has none before it.
        rule("message_within_period", "chain.period_s == 0 or chain.pass_time_s < chain.period_s"),
        rule("reading_age", fmt::format("chain.oldest_reading_age_s < {}", longest_age.value)),
        rule("no_time_out", fmt::format("chain.silence_s < {}", communication_time_out.value)),
    };
}

}  // namespace cellchain::explore
