#include "sim/results/message_assembler.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sim/system/chain_protocol.h"

namespace cellchain::results {

namespace {

// As in system::DataOutFramer: frames are at least 200 ms apart.
constexpr Ticks data_out_silence = ticks_per_second / 20;

constexpr unsigned byte_bits = 8;

}  // namespace

MessageAssembler::MessageAssembler(int boards, int chain_bits_per_s, Sink sink)
    : sink_(std::move(sink)),
      longest_byte_(ticks_per_second * physics::bits_per_frame /
                    static_cast<Ticks>(chain_bits_per_s)) {
    const Ticks chain_silence =
        ticks_per_second * system::chain_protocol::gap_bits / static_cast<Ticks>(chain_bits_per_s);
    for (int board = 1; board < boards; ++board) {
        hops_.emplace_back(Line::chain, board, chain_silence);
    }
    hops_.emplace_back(Line::data_out, boards, data_out_silence);
}

void MessageAssembler::at_chain_sent(int board, const physics::ByteOnWire* bytes,
                                     std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        hops_[static_cast<std::size_t>(board) - 1].take_sent(bytes[i]);
    }
}

void MessageAssembler::at_chain_driven(int /*board*/, bool /*level*/, Ticks /*when*/) {
    told_late_ = longest_byte_;
}

void MessageAssembler::at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) {
    hops_[static_cast<std::size_t>(board) - 2].take_heard(
        complete, static_cast<std::uint8_t>(byte_and_errors),
        static_cast<std::uint8_t>(byte_and_errors >> byte_bits));
}

// Whoever reads the data output hears each byte to its end.
void MessageAssembler::at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        hops_.back().take_sent(bytes[i]);
        hops_.back().take_heard(bytes[i].edge(physics::bits_per_frame), bytes[i].data(), 0);
    }
}

// Upstream first: what a board sends is numbered by what it has heard.
void MessageAssembler::at_barrier(const system::Sample& sample) {
    HopObserver::Identify identify = [this](Ticks first_start) {
        return MessageIdentity{++left_in_, first_start};
    };
    for (HopObserver& hop : hops_) {
        hop.advance(sample.time - std::min(sample.time, told_late_), identify, finished_);
        identify = [&hop](Ticks first_start) { return hop.newest_heard(first_start); };
    }
    std::stable_sort(finished_.begin(), finished_.end(),
                     [](const HopMessage& a, const HopMessage& b) {
                         return std::tie(a.end, a.from_board) < std::tie(b.end, b.from_board);
                     });
    // What finishes later has arrived at most this long before now.
    if (sample.time > data_out_silence) {
        hand_on_before(sample.time - data_out_silence);
    }
}

void MessageAssembler::hand_on_before(Ticks end) {
    const auto later =
        std::find_if(finished_.begin(), finished_.end(),
                     [end](const HopMessage& message) { return message.end >= end; });
    std::for_each(finished_.begin(), later, sink_);
    finished_.erase(finished_.begin(), later);
}

void MessageAssembler::finish() { hand_on_before(never); }

}  // namespace cellchain::results
