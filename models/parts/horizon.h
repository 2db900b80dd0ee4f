#pragma once

#include <algorithm>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/earliest.h"
#include "models/parts/transport.h"
#include "models/units/ticks.h"

namespace cellchain::parts {

/// Something that acts at barriers: the timeline, contacts, the plant, recorders.
class BarrierIf : public virtual sc_core::sc_interface {
public:
    /// Called at every barrier, in the order of binding. Returns true when it wrote signals that
    /// the ones after it must see: they then run one delta cycle later.
    virtual bool at_barrier(Ticks now) = 0;
};

/// No contact moves sooner behind what a board does: relays take 2 ms and more.
constexpr Ticks contact_reaction = ticks_per_second / 1000;

/// A board as the horizon meets it.
class ResumableIf {
public:
    virtual int position() const = 0;        ///< in its chain; 1 is the IN board
    virtual int chain() const { return 0; }  ///< which of several; from 0
    /// To be notified when it stopped at the horizon with a message still on it.
    virtual sc_core::sc_event& resume_event() = 0;
    /// Its wake was put off, and may be near by now.
    virtual void plan_wake() = 0;

protected:
    ~ResumableIf() = default;
};

/// How far ahead of the kernel a board may run.
class HorizonIf : public virtual sc_core::sc_interface {
public:
    /// Whether boards may run ahead at all.
    virtual Transport transport() const = 0;
    /// A place for a board, before the run. `hops_to_out`: links between it and the OUT board of
    /// its chain.
    virtual std::size_t add_board(ResumableIf& board, int hops_to_out) = 0;
    /// A board opened its side of the chain: one link takes a byte no less than `hop`.
    virtual void note_hop(Ticks hop) = 0;
    /// The earliest instant at which the world may change but by what the board at `place` does
    /// itself: it acts strictly before.
    virtual Ticks limit_for(std::size_t place) const = 0;
    /// False while the barrier of this very instant has not been passed, and while another chain
    /// has its turn: then `board` is resumed later.
    virtual bool may_run(ResumableIf& board) = 0;
    /// Makes `when` a barrier; ends the run when a board has already looked beyond it. Nothing
    /// happens for one beyond the end of the run.
    virtual void add_barrier(Ticks when) = 0;
    /// A board measured the plant at `when`: no barrier may come before that any more.
    virtual void note_look(Ticks when) = 0;
    /// Runs `board` as soon as the limit lies behind the instant at which it `wants` to act, after
    /// the next barrier at the latest if that is now, upstream boards before downstream ones.
    virtual void resume_after_barrier(ResumableIf& board, Ticks wants = 0) = 0;
    /// The board at `place` has done all it can for now and will not act before `when`. What it
    /// does then may go through the rest of the chain and move a contact: nobody else may measure
    /// beyond `contact_reaction` behind its arrival at OUT.
    virtual void acts_not_before(std::size_t place, Ticks when) = 0;
    /// The board at `place` is to wake at `when`. True: that is behind the next barrier, and it is
    /// asked for its plan again there. Far timers are put off by every message: in the kernel's
    /// queue each would cost more than the message.
    virtual bool puts_off_wake(std::size_t place, Ticks when) = 0;
    /// Whether there are several chains. Then each board tells its own one's others, too, when it
    /// acts: all of it, with what a message on it makes it do as soon as the limit has moved.
    virtual bool has_several_chains() const = 0;
    virtual void acts_for_other_chains(std::size_t place, Ticks when) = 0;
    /// Something is wrong that no result may hide: the run ends here, the first reason is kept.
    virtual void end_run(const std::string& reason) = 0;
    /// `board` has run: the next one waiting downstream may follow.
    virtual void has_run(const ResumableIf& board) = 0;
};

/// The run's list of barriers and the order of what happens at one instant.
///
/// Boards run ahead of the kernel's time, each message as a whole; whatever changes the world they
/// measure must therefore be announced before. A barrier is such an instant. At it, everything
/// bound to `stages` acts in the order of binding; then the boards with a message on them go on:
/// the oldest message first, because what it makes OUT do changes the world for the others, and
/// along it upstream boards first, so that no board hears a byte later than it has already acted.
///
/// Several chains meet in the plant alone. At one instant one of them after the other has its turn,
/// until all that is under way on it has been heard, so that the others know when it acts next:
/// none of their boards measures more than `contact_reaction` behind that. Within a chain the order
/// of messages makes that so; between chains there is none, so what waits counts, too.
class Horizon : public sc_core::sc_module, public HorizonIf {
public:
    sc_core::sc_port<BarrierIf, 0, sc_core::SC_ZERO_OR_MORE_BOUND> stages{"stages"};

    SC_HAS_PROCESS(Horizon);
    /// `end` is the last barrier: nothing runs beyond the end of the run.
    Horizon(const sc_core::sc_module_name& name, Ticks end,
            Transport transport = Transport::bursts);

    Transport transport() const override { return transport_; }
    std::size_t add_board(ResumableIf& board, int hops_to_out) override;
    void note_hop(Ticks hop) override {
        shortest_hop_ = shortest_hop_ == 0 ? hop : std::min(shortest_hop_, hop);
    }
    Ticks limit_for(std::size_t place) const override {
        // Mostly nobody acts before the next barrier, and who it would be need not be known.
        Ticks limit = limit_behind(next_acts_.of_all());
        if (limit != barriers_.back())
            limit = limit_behind(next_acts_.but_for(place));
        if (several_chains_)
            limit = std::min(limit, limit_by_other_chains(place));
        if (!is_held_back())
            return limit;
        return std::min(limit, place == round_leader_ ? round_limit_of_leader_ : round_limit_);
    }
    bool barrier_due_now() const { return due_now_; }
    bool may_run(ResumableIf& board) override {
        if (!due_now_ && (!several_chains_ || has_turn(board)))
            return true;
        put_off(board);
        return false;
    }
    bool has_several_chains() const override { return several_chains_; }
    void acts_for_other_chains(std::size_t place, Ticks when) override;
    void add_barrier(Ticks when) override;
    void note_look(Ticks when) override {
        if (when > latest_look_)
            latest_look_ = when;
    }
    void acts_not_before(std::size_t place, Ticks when) override {
        const Ticks before = next_acts_.of_all();
        next_acts_.set(place, felt_at_out(place, when));
        if (is_held_back() && !due_now_ && limit_behind(next_acts_.of_all()) > limit_behind(before))
            start_round();
    }
    bool puts_off_wake(std::size_t place, Ticks when) override {
        if (when <= barriers_.back())
            return false;
        wakes_[place] = when;
        return true;
    }
    void resume_after_barrier(ResumableIf& board, Ticks wants = 0) override;
    void has_run(const ResumableIf& board) override {
        if (next_released_ < releasing_.size() && releasing_[next_released_].board == &board)
            release_next();
    }
    void end_run(const std::string& reason) override;
    /// Likewise, once the kernel has come to `when`.
    void end_run_at(Ticks when, const std::string& reason);

    Ticks next_barrier() const { return barriers_.back(); }
    /// Why the run was ended; empty while all is well.
    const std::string& fault() const { return fault_; }

private:
    void start_of_simulation() override;
    void pass_barrier();
    void stop();
    Ticks limit_behind(Ticks next_act) const {
        const Ticks steady_until =
            next_act < never - contact_reaction ? next_act + contact_reaction : never;
        return std::min(barriers_.back(), steady_until);
    }
    /// What the board at `place` does at `when`, OUT cannot feel before.
    Ticks felt_at_out(std::size_t place, Ticks when) const {
        const Ticks on_the_way = hops_to_out_[place] * shortest_hop_;
        return when < never - on_the_way ? when + on_the_way : never;
    }
    Ticks limit_by_other_chains(std::size_t place) const;
    bool has_turn(const ResumableIf& board);
    void put_off(ResumableIf& board);
    void drop_passed_barriers(Ticks passed);
    void ask_for_near_wakes();
    bool is_held_back() const { return !waiting_.empty() || !releasing_.empty(); }
    void start_round();
    void fix_round_limit();
    void choose_whom_to_release();
    void release_next();
    void go_on_when_settled();
    void release_oldest_message();

    const Transport transport_;
    std::vector<Ticks> barriers_;  // latest first, so that the next one is at the back
    // While messages wait for the limit to move, it moves in rounds: everything settles, the limit
    // is worked out anew, and one message after the other, the oldest first, goes on up to there.
    struct Waiting {
        ResumableIf* board;
        std::uint64_t order;  // chain and position, upstream first
        Ticks wants;          // to act
    };
    std::vector<Waiting> waiting_;    // for a later round; upstream first
    std::vector<Waiting> releasing_;  // in this one; upstream first
    std::size_t next_released_ = 0;   // of these, and all behind it belong to one message
    Ticks round_limit_ = never;
    std::size_t round_leader_ = 0;         // who acts first; it need not wait for itself
    Ticks round_limit_of_leader_ = never;  // by what all others do
    bool round_is_wanted_ = false;
    sc_core::sc_event go_on_;
    Earliest next_acts_;  // of every board, when OUT may feel them
    std::vector<Ticks> hops_to_out_;
    std::vector<ResumableIf*> boards_;
    std::vector<Ticks> wakes_;  // put off, of every board
    bool several_chains_ = false;
    std::vector<int> chain_of_;  // of each place
    std::vector<Earliest>
        acts_of_chain_;      // as other chains see them; a place in each for every board
    int turn_ = 0;           // whose boards run, of several chains
    Ticks turn_at_ = never;  // at this instant
    Ticks shortest_hop_ = 0;
    sc_core::sc_event due_;
    std::vector<BarrierIf*> stage_order_;
    std::size_t next_stage_ = 0;
    bool started_ = false;
    bool due_now_ = false;
    Ticks latest_look_ = 0;
    std::string fault_;
    sc_core::sc_event end_;
};

}  // namespace cellchain::parts
