#include "models/physics/serial_burst.h"

#include <algorithm>

namespace cellchain::physics {

void SerialBurst::cut_off(Ticks when) {
    while (!empty() && back().start_edge >= when)
        --tail_;
    if (empty())
        return give_back();
    ByteOnWire& last = tail_[-1];
    for (std::uint32_t bit = 1; bit <= 8; ++bit)
        if (last.edge(bit) >= when)
            last.set_bit(bit);
}

SerialBurst::Room SerialBurst::begin_block() {
    block_ = blocks_->take(0);
    ByteOnWire* const begin = block_.bytes.get();
    ByteOnWire* const end = begin + block_.size;
    head_ = tail_ = begin;
    room_end_ = end;
    return {begin, end};
}

// Half empty at least afterwards, so that moving what is there is rare.
SerialBurst::Room SerialBurst::make_room() {
    BurstBlocks::Block roomy = blocks_->take(2 * size());
    ByteOnWire* const begin = roomy.bytes.get();
    tail_ = std::copy(head_, static_cast<const ByteOnWire*>(tail_), begin);
    head_ = begin;
    room_end_ = begin + roomy.size;
    blocks_->give_back(std::exchange(block_, std::move(roomy)));
    return {tail_, room_end_};
}

}  // namespace cellchain::physics
