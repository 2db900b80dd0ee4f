#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/results/hop_observer.h"
#include "sim/system/run_observer.h"
#include "sim/system/wire_observer.h"

namespace cellchain::results {

/// Bytes on the wire to messages per hop, in order of arrival: of hops with the same arrival the
/// upstream one first.
///
/// A message is handed on once silence has followed it: three byte times on the chain, 50 ms on the
/// data output, as for whoever reads them. What has not been followed by silence when the run ends
/// is not handed on.
///
/// Messages are numbered as their first start edge leaves IN. On every later hop a message has the
/// number of the one that its sender had begun to hear last: lost ones shift nothing, and a message
/// cut in two keeps its number in both parts. What a board heard while nothing was being sent has
/// number 0, and so has what it sends on account of it.
///
/// A byte that firmware drives is told when it is complete: from the first level on all is looked
/// at that much later.
///
/// Memory holds what lies between two barriers.
class MessageAssembler : public system::WireObserver, public system::RunObserver {
public:
    using Sink = std::function<void(const HopMessage&)>;

    /// `chain_bits_per_s`: what three byte times of silence on the chain are.
    MessageAssembler(int boards, int chain_bits_per_s, Sink sink);

    void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_driven(int board, bool level, Ticks when) override;
    void at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) override;
    void at_pin(int /*board*/, std::uint8_t /*pin*/, bool /*level*/, Ticks /*when*/) override {}

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

    /// The run has ended.
    void finish();

private:
    void hand_on_before(Ticks end);

    Sink sink_;
    std::vector<HopObserver> hops_;  // link 1 first; the data output last
    std::vector<HopMessage> finished_;
    std::uint64_t left_in_ = 0;  // messages
    Ticks longest_byte_;
    Ticks told_late_ = 0;  // a byte of a driven line, behind its start edge
};

}  // namespace cellchain::results
