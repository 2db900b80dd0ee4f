#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "sim/system/chain_arrivals.h"
#include "sim/system/wire_observer.h"

namespace cellchain::system {

/// The worst of a whole run.
struct ChainFigures {
    int messages = 0;  ///< that reached OUT whole and good
    Seconds longest_pass_time;
    Seconds shortest_period;  ///< 0: fewer than two messages
    Seconds oldest_reading_age;
    Seconds longest_silence;
    Seconds oldest_reading_switched_on;  ///< of all that OUT had as a relay moved
};

/// Follows each message of the chain from the IN board to the OUT board: how long it is under way,
/// how old the readings in it are, how long OUT goes without one.
///
/// A message is traced back from OUT: the one that board k+1 began to send at t is the newest that
/// board k had begun by t. That holds while a board passes each message on before the next one
/// reaches it, however many are in the chain at once. The reading that a board puts into a message
/// is the newest that its converter had sampled when the message began to leave it; a board that
/// has sampled nothing yet counts from time 0.
class ChainTiming : public WireObserver {
public:
    explicit ChainTiming(int boards)
        : boards_(static_cast<std::size_t>(boards)), ages_when_relay_moved_(boards_.size()) {}

    void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) override;
    void at_data_out_sent(const physics::ByteOnWire* /*bytes*/, std::size_t /*count*/) override {}
    void at_pin(int /*board*/, std::uint8_t /*pin*/, bool /*level*/, Ticks /*when*/) override {}
    /// The converter of `board` sampled the cell's voltage.
    void at_reading(int board, Ticks sampled);

    /// Moves what is told below on to the next message that was complete by `now`. When there is
    /// none, only the silence moves on, to `now`, and the answer is false.
    bool advance(Ticks now);
    /// When that was complete; `never`: there is none.
    Ticks next() const { return coming_.empty() ? never : coming_.front().complete; }

    /// OUT moved a relay, by what it had been told until now.
    void at_relay_moved(Ticks now);
    /// Of the reading of `board` that OUT had when it last moved a relay; 0 before.
    Seconds age_when_relay_moved(int board) const;
    Seconds oldest_age_when_relay_moved() const;

    int messages() const { return figures_.messages; }
    Ticks newest_arrival() const { return newest_.complete; }
    Seconds pass_time() const { return to_seconds(newest_.pass_time); }
    Seconds period() const { return to_seconds(newest_.period); }
    Seconds oldest_reading_age() const { return to_seconds(newest_.oldest_reading_age); }
    Seconds silence() const { return to_seconds(silence_); }
    const ChainFigures& figures() const { return figures_; }

private:
    /// A message as it began to leave one board.
    struct Departure {
        Ticks start = 0;
        Ticks reading = 0;
        Ticks period = 0;  // since the one before; 0: none before
    };
    struct Board {
        std::deque<Ticks> readings;
        std::deque<Departure> departures;
        std::optional<physics::ByteOnWire> newest_byte;
        std::optional<Ticks> newest_start;

        Ticks reading_at(Ticks when);
        const Departure* departure_by(Ticks when);
    };
    struct Message {
        Ticks complete = 0;
        Ticks pass_time = 0;
        Ticks period = 0;
        Ticks oldest_reading_age = 0;
        std::vector<Ticks> readings;  // when each board's was sampled
    };

    void trace_back(const ChainArrival& arrival);
    void note_worst();

    std::vector<Board> boards_;  // index 0: IN
    ChainArrivals arrivals_;     // at OUT
    std::deque<Message> coming_;
    Message newest_;
    Ticks silence_ = 0;
    std::vector<Ticks> ages_when_relay_moved_;
    ChainFigures figures_;
};

}  // namespace cellchain::system
