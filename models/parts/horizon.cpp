#include "models/parts/horizon.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace cellchain::parts {

namespace {

std::uint64_t order_of(const ResumableIf& board) {
    return static_cast<std::uint64_t>(board.chain()) << 32 |
           static_cast<std::uint32_t>(board.position());
}

}  // namespace

Horizon::Horizon(const sc_core::sc_module_name& name, Ticks end, Transport transport)
    : sc_module(name), transport_(transport), barriers_{end} {
    SC_METHOD(pass_barrier);
    sensitive << due_;
    dont_initialize();
    SC_METHOD(go_on_when_settled);
    sensitive << go_on_;
    dont_initialize();
    SC_METHOD(stop);
    sensitive << end_;
    dont_initialize();
}

std::size_t Horizon::add_board(ResumableIf& board, int hops_to_out) {
    hops_to_out_.push_back(static_cast<Ticks>(hops_to_out));
    boards_.push_back(&board);
    wakes_.push_back(never);
    chain_of_.push_back(board.chain());
    const auto chains = static_cast<std::size_t>(board.chain()) + 1;
    acts_of_chain_.resize(std::max(acts_of_chain_.size(), chains));
    several_chains_ = acts_of_chain_.size() > 1;
    for (Earliest& acts : acts_of_chain_)
        while (acts.count() < chain_of_.size())
            acts.add();
    return next_acts_.add();
}

void Horizon::start_of_simulation() {
    for (int i = 0; i < stages.size(); ++i)
        stage_order_.push_back(stages[i]);
    started_ = true;
    due_.notify(sc_core::sc_time::from_value(barriers_.back()));
}

void Horizon::add_barrier(Ticks when) {
    if (when > barriers_.front())
        return;  // beyond the end of the run
    const Ticks now = sc_core::sc_time_stamp().value();
    if (when < now)
        return end_run(fmt::format("{}: a barrier at {:.9f} s is asked for only at {:.9f} s",
                                   name(), to_seconds(when).value, to_seconds(now).value));
    const auto later = std::lower_bound(barriers_.begin(), barriers_.end(), when,
                                        [](Ticks known, Ticks wanted) { return known > wanted; });
    if (later != barriers_.end() && *later == when)
        return;
    if (when < latest_look_)
        end_run(fmt::format(
            "{}: the plant changes at {:.9f} s, but a board has already measured it at {:.9f} s",
            name(), to_seconds(when).value, to_seconds(latest_look_).value));
    const bool is_next = later == barriers_.end();
    barriers_.insert(later, when);
    if (is_next && started_)
        due_.notify(sc_core::sc_time::from_value(when - now));
}

void Horizon::acts_for_other_chains(std::size_t place, Ticks when) {
    Earliest& acts = acts_of_chain_[static_cast<std::size_t>(chain_of_[place])];
    const Ticks before = acts.of_all();
    acts.set(place, felt_at_out(place, when));
    if (is_held_back() && !due_now_ && acts.of_all() > before)
        start_round();
}

Ticks Horizon::limit_by_other_chains(std::size_t place) const {
    const auto own = static_cast<std::size_t>(chain_of_[place]);
    Ticks limit = never;
    for (std::size_t chain = 0; chain < acts_of_chain_.size(); ++chain)
        if (chain != own)
            limit = std::min(limit, limit_behind(acts_of_chain_[chain].of_all()));
    return limit;
}

// A new instant begins when all is settled: then it is anybody's turn.
bool Horizon::has_turn(const ResumableIf& board) {
    const Ticks now = sc_core::sc_time_stamp().value();
    if (transport_ != Transport::bursts)
        return true;
    if (turn_at_ != now) {
        turn_at_ = now;
        turn_ = board.chain();
    }
    return board.chain() == turn_;
}

void Horizon::put_off(ResumableIf& board) {
    resume_after_barrier(board);
    if (!due_now_)
        start_round();
}

void Horizon::resume_after_barrier(ResumableIf& board, Ticks wants) {
    const std::uint64_t order = order_of(board);
    const auto place = std::lower_bound(
        waiting_.begin(), waiting_.end(), order,
        [](const Waiting& waiting, std::uint64_t added) { return waiting.order < added; });
    if (place != waiting_.end() && place->board == &board) {
        place->wants = std::min(place->wants, wants);
        return;
    }
    if (!is_held_back())
        fix_round_limit();
    waiting_.insert(place, {&board, order, wants});
}

void Horizon::end_run(const std::string& reason) {
    if (fault_.empty())
        fault_ = reason;
    sc_core::sc_stop();
}

void Horizon::end_run_at(Ticks when, const std::string& reason) {
    if (fault_.empty())
        fault_ = reason;
    const Ticks now = sc_core::sc_time_stamp().value();
    end_.notify(sc_core::sc_time::from_value(when > now ? when - now : 0));
}

void Horizon::stop() { sc_core::sc_stop(); }

void Horizon::release_next() {
    releasing_.erase(releasing_.begin() + static_cast<std::ptrdiff_t>(next_released_));
    go_on_.notify(sc_core::SC_ZERO_TIME);  // with the next one, which it may call itself before
}

void Horizon::pass_barrier() {
    const Ticks now = sc_core::sc_time_stamp().value();
    due_now_ = true;
    while (next_stage_ < stage_order_.size()) {
        const bool wrote_signals = stage_order_[next_stage_]->at_barrier(now);
        ++next_stage_;
        if (wrote_signals) {
            due_.notify(sc_core::SC_ZERO_TIME);
            return;
        }
    }
    next_stage_ = 0;
    due_now_ = false;
    drop_passed_barriers(now);
    ask_for_near_wakes();
    if (is_held_back())
        start_round();
}

void Horizon::drop_passed_barriers(Ticks passed) {
    while (barriers_.size() > 1 && barriers_.back() <= passed)
        barriers_.pop_back();
    if (barriers_.back() > passed)
        due_.notify(sc_core::sc_time::from_value(barriers_.back() - passed));
}

void Horizon::ask_for_near_wakes() {
    for (std::size_t place = 0; place < wakes_.size(); ++place) {
        if (wakes_[place] > barriers_.back())
            continue;
        wakes_[place] = never;
        boards_[place]->plan_wake();
    }
}

void Horizon::start_round() {
    round_is_wanted_ = true;
    go_on_.notify(sc_core::SC_ZERO_TIME);
}

void Horizon::fix_round_limit() {
    round_limit_ = limit_behind(next_acts_.of_all());
    round_leader_ = next_acts_.leader();
    round_limit_of_leader_ = limit_behind(next_acts_.but_for(round_leader_));
}

// A younger message must not go on before the older ones have gone as far as they can: what they
// make OUT do may change what it measures.
void Horizon::go_on_when_settled() {
    if (sc_core::sc_pending_activity_at_current_time()) {
        next_trigger(sc_core::SC_ZERO_TIME);
        return;
    }
    if (releasing_.empty() && round_is_wanted_) {
        round_is_wanted_ = false;
        fix_round_limit();
        choose_whom_to_release();
    }
    if (!releasing_.empty())
        release_oldest_message();
}

// A board that the limit still lies before would only find out that it must wait on: with boards
// that wait at many instants, all of them would at each.
void Horizon::choose_whom_to_release() {
    const ResumableIf* const leader =
        round_leader_ < boards_.size() ? boards_[round_leader_] : nullptr;
    const auto must_wait = [this, leader](const Waiting& waiting) {
        return waiting.wants >= (waiting.board == leader ? round_limit_of_leader_ : round_limit_);
    };
    for (const Waiting& waiting : waiting_)
        if (!must_wait(waiting))
            releasing_.push_back(waiting);
    waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), std::not_fn(must_wait)),
                   waiting_.end());
    next_released_ = releasing_.size();
}

// A message lies on neighbouring boards, and the oldest one is the furthest downstream. A board
// that passes bytes on faster than they follow one another may have none in hand, between two that
// have.
void Horizon::release_oldest_message() {
    const auto are_neighbours = [](const Waiting& a, const Waiting& b) {
        return a.order + 2 >= b.order;
    };
    if (next_released_ == releasing_.size())
        --next_released_;
    while (next_released_ > 0 &&
           are_neighbours(releasing_[next_released_ - 1], releasing_[next_released_]))
        --next_released_;
    ResumableIf& board = *releasing_[next_released_].board;
    turn_ = board.chain();
    turn_at_ = sc_core::sc_time_stamp().value();
    board.resume_event().notify(sc_core::SC_ZERO_TIME);
}

}  // namespace cellchain::parts
