#include "sim/results/whenever_watch.h"

namespace cellchain::results {

using signals::ConditionState;

WheneverWatch::WheneverWatch(const scenario::Expectation& expectation,
                             signals::SignalValues& values)
    : trigger_(expectation.condition, values),
      response_(expectation.response, values),
      has_within_(expectation.within.has_value()),
      within_(to_ticks(expectation.within.value_or(Seconds{0.0}))),
      has_stays_(expectation.stays.has_value()),
      stays_(to_ticks(expectation.stays.value_or(Seconds{0.0}))) {}

void WheneverWatch::look(Ticks time) {
    const ConditionState response = response_.evaluate();
    if (triggered_.take(trigger_.evaluate().truth) && !waiting_since_) {
        waiting_since_ = time;
    }
    if (first_held_since_) {
        look_at_hold(response, time);
    }
    if (waiting_since_) {
        look_at_wait(response, time);
    }
}

void WheneverWatch::look_at_wait(const ConditionState& response, Ticks time) {
    const Ticks waited = time - *waiting_since_;
    const bool in_time = waited <= within_;
    if (!response.truth && in_time) {
        return;
    }
    delay_.take(in_time, seconds_between(waited, within_), "s", time);
    if (!response.truth) {
        return;  // waits on, to learn how late it will be
    }
    waiting_since_.reset();
    if (!has_stays_) {
        tested_ = true;
        return;
    }
    first_held_since_ = first_held_since_.value_or(time);
    last_held_since_ = time;
    hold_.take(true, response.margin, *response.unit, time);
}

void WheneverWatch::look_at_hold(const ConditionState& response, Ticks time) {
    tested_ = tested_ || time - *first_held_since_ >= stays_;
    const Ticks held = time - last_held_since_;
    if (held >= stays_) {
        first_held_since_.reset();
    } else if (response.truth) {
        hold_.take(true, response.margin, *response.unit, time);
    } else {
        hold_.take(false, seconds_between(stays_, held), "s", time);
        first_held_since_.reset();
    }
}

Verdict WheneverWatch::verdict() const {
    if (hold_.failed()) {
        return hold_.verdict(tested_);
    }
    return delay_.failed() || has_within_ || !has_stays_ ? delay_.verdict(tested_)
                                                         : hold_.verdict(tested_);
}

}  // namespace cellchain::results
