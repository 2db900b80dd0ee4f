#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {

PowerChange read_power(JsonReader json, int cells, std::optional<Seconds>& every) {
    constexpr double shortest_pause_s = 0.001;  // as between any two steps
    PowerChange change;
    json.required_selection("boards", cells, change.boards);
    json.required({"on", "plugged in"}, change.on);
    json.optional({"every_s", "one board after the other, so far apart", "all at once"}, every,
                  at_least(shortest_pause_s));
    json.refuse_unknown_keys();
    return change;
}

void add_one_by_one(const TimelineStep& step, Seconds every, std::vector<TimelineStep>& steps,
                    Seconds& earliest) {
    const PowerChange all = std::get<PowerChange>(step.action);
    for (std::size_t i = 0; i < all.boards.size(); ++i) {
        TimelineStep& one = steps.emplace_back(step);
        one.action = PowerChange{{all.boards[i]}, all.on};
        if (i == 0)
            continue;
        one.start = TimelineStep::Start::after;
        one.time = every;
        earliest += every;
    }
}

}  // namespace cellchain::scenario
