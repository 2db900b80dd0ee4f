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
            last.data = static_cast<std::uint8_t>(last.data | 1U << (bit - 1));
}

// Half empty at least afterwards, so that moving what is there is rare.
void SerialBurst::make_room() {
    BurstBlocks::Block roomy = blocks_->take(2 * size());
    ByteOnWire* const begin = roomy.bytes.get();
    tail_ = std::copy(head_, static_cast<const ByteOnWire*>(tail_), begin);
    head_ = begin;
    room_end_ = begin + roomy.size;
    blocks_->give_back(std::exchange(block_, std::move(roomy)));
}

}  // namespace cellchain::physics
