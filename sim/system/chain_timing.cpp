#include "sim/system/chain_timing.h"

#include <algorithm>
#include <utility>

namespace cellchain::system {

namespace {

// No byte for three byte times ends a message (PROTOCOL.md).
constexpr std::uint32_t gap_bits = 3 * physics::bits_per_frame;

// Of what no message at OUT has used up so much is kept: behind a cut a run may last for years.
// At most this many messages can be in the chain at once.
constexpr std::size_t most_kept = 1024;

template <class Item>
void append(std::deque<Item>& items, const Item& item) {
    items.push_back(item);
    if (items.size() > most_kept)
        items.pop_front();
}

}  // namespace

Ticks ChainTiming::Board::reading_at(Ticks when) {
    while (readings.size() > 1 && readings[1] <= when)
        readings.pop_front();
    return readings.empty() || readings.front() > when ? 0 : readings.front();
}

const ChainTiming::Departure* ChainTiming::Board::departure_by(Ticks when) {
    while (departures.size() > 1 && departures[1].start <= when)
        departures.pop_front();
    return departures.empty() || departures.front().start > when ? nullptr : &departures.front();
}

void ChainTiming::at_reading(int board, Ticks sampled) {
    append(boards_[static_cast<std::size_t>(board - 1)].readings, sampled);
}

void ChainTiming::at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) {
    Board& sender = boards_[static_cast<std::size_t>(board - 1)];
    for (const physics::ByteOnWire* byte = bytes; byte != bytes + count; ++byte) {
        if (!sender.newest_byte || byte->start_edge > sender.newest_byte->edge(gap_bits)) {
            const Ticks start = byte->start_edge;
            const Ticks period = sender.newest_start ? start - *sender.newest_start : 0;
            append(sender.departures, Departure{start, sender.reading_at(start), period});
            sender.newest_start = start;
        }
        sender.newest_byte = *byte;
    }
}

void ChainTiming::at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) {
    const auto& sent = boards_[boards_.size() - 2].newest_byte;
    if (static_cast<std::size_t>(board) != boards_.size() || !sent)
        return;  // of another board, or a disturbance on a line that nobody has used yet
    const Ticks longest_gap = sent->edge(gap_bits) - sent->start_edge;
    if (const auto arrival = arrivals_.take(complete, byte_and_errors, longest_gap))
        trace_back(*arrival);
}

void ChainTiming::trace_back(const ChainArrival& arrival) {
    Ticks start = arrival.first_byte;
    Ticks period = 0;
    std::vector<Ticks> readings(boards_.size());
    readings.back() = boards_.back().reading_at(start);
    for (std::size_t i = boards_.size() - 1; i-- > 0;) {
        const Departure* departure = boards_[i].departure_by(start);
        if (departure == nullptr)
            return;  // bytes that nobody upstream began: no message of IN
        start = departure->start;
        readings[i] = departure->reading;
        period = departure->period;
    }
    const Ticks oldest = *std::min_element(readings.begin(), readings.end());
    coming_.push_back({arrival.complete, arrival.complete - start, period,
                       arrival.complete - oldest, std::move(readings)});
}

bool ChainTiming::advance(Ticks now) {
    const bool arrived = !coming_.empty() && coming_.front().complete <= now;
    if (arrived) {
        silence_ = coming_.front().complete - newest_.complete;
        newest_ = std::move(coming_.front());
        coming_.pop_front();
        ++figures_.messages;
    } else {
        silence_ = now > newest_.complete ? now - newest_.complete : 0;
    }
    note_worst();
    return arrived;
}

// What OUT never had counts from time 0.
void ChainTiming::at_relay_moved(Ticks now) {
    for (std::size_t i = 0; i < boards_.size(); ++i)
        ages_when_relay_moved_[i] = now - (newest_.readings.empty() ? 0 : newest_.readings[i]);
    figures_.oldest_reading_switched_on =
        std::max(figures_.oldest_reading_switched_on, oldest_age_when_relay_moved());
}

Seconds ChainTiming::age_when_relay_moved(int board) const {
    return to_seconds(ages_when_relay_moved_[static_cast<std::size_t>(board - 1)]);
}

Seconds ChainTiming::oldest_age_when_relay_moved() const {
    return to_seconds(
        *std::max_element(ages_when_relay_moved_.begin(), ages_when_relay_moved_.end()));
}

void ChainTiming::note_worst() {
    figures_.longest_pass_time = std::max(figures_.longest_pass_time, pass_time());
    figures_.oldest_reading_age = std::max(figures_.oldest_reading_age, oldest_reading_age());
    figures_.longest_silence = std::max(figures_.longest_silence, silence());
    const bool first = figures_.shortest_period == Seconds{0.0};
    if (newest_.period > 0 && (first || period() < figures_.shortest_period))
        figures_.shortest_period = period();
}

}  // namespace cellchain::system
