#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "models/physics/byte_on_wire.h"

namespace cellchain::physics {

/// Memory for what lies on the lines of a system. The block given back last is handed out first: a
/// message then travels down a long chain through the few blocks that its last links have just
/// left, which are still in the processor's nearest cache.
class BurstBlocks {
public:
    struct Block {
        std::unique_ptr<ByteOnWire[]> bytes;
        std::size_t size = 0;
    };

    /// Room for `size` bytes, and for a message of the chain or of data-out in any case.
    Block take(std::size_t size) {
        if (size > usual_size || free_.empty())
            return allocate(std::max(size, usual_size));
        Block block = std::move(free_.back());
        free_.pop_back();
        return block;
    }
    void give_back(Block&& block) {
        if (block.bytes != nullptr && block.size == usual_size)
            free_.push_back(std::move(block));
    }

private:
    static constexpr std::size_t usual_size = 58;

    static Block allocate(std::size_t size) { return {std::make_unique<ByteOnWire[]>(size), size}; }

    std::vector<Block> free_;
};

}  // namespace cellchain::physics
