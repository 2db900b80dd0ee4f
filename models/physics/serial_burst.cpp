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
    const std::size_t count = size();
    const std::size_t capacity = std::max(first_capacity, 2 * count);
    auto* const block = static_cast<ByteOnWire*>(std::malloc(capacity * sizeof(ByteOnWire)));
    if (block == nullptr)
        throw std::bad_alloc();
    if (count != 0)
        std::memcpy(block, head_, count * sizeof(ByteOnWire));
    block_.reset(block);
    head_ = block;
    tail_ = block + count;
    capacity_end_ = block + capacity;
}

}  // namespace cellchain::physics
