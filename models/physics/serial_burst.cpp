#include "models/physics/serial_burst.h"

#include <algorithm>

namespace cellchain::physics {

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
