#pragma once

#include <cstddef>
#include <utility>

#include "models/physics/burst_blocks.h"
#include "models/physics/byte_on_wire.h"

namespace cellchain::physics {

/// Bytes that the receiver has not consumed yet, oldest first. Memory grows with what lies on the
/// line at once, not with what has passed, and is given back when nothing does.
class SerialBurst {
public:
    /// `blocks` outlives it.
    explicit SerialBurst(BurstBlocks& blocks) : blocks_(&blocks) {}
    SerialBurst(const SerialBurst& other) : blocks_(other.blocks_) {
        append(other.begin(), other.size());
    }
    SerialBurst& operator=(const SerialBurst& other) {
        SerialBurst copy(other);
        std::swap(*this, copy);
        return *this;
    }
    SerialBurst(SerialBurst&& other) noexcept : blocks_(other.blocks_) { swap(other); }
    SerialBurst& operator=(SerialBurst&& other) noexcept {
        swap(other);
        return *this;
    }
    ~SerialBurst() { give_back(); }

    bool empty() const { return head_ == tail_; }
    std::size_t size() const { return static_cast<std::size_t>(tail_ - head_); }
    const ByteOnWire& front() const { return *head_; }
    const ByteOnWire& back() const { return tail_[-1]; }
    const ByteOnWire* begin() const { return head_; }
    const ByteOnWire* end() const { return tail_; }
    void pop() { pop_to(head_ + 1); }
    /// Pops all that comes before `next`, which lies between `begin` and `end`.
    void pop_to(const ByteOnWire* next) {
        head_ = next;
        if (head_ == tail_)
            give_back();
    }

    /// Where more bytes may be written, to be added by `extend_to`; never empty. It goes with the
    /// next byte popped or added.
    struct Room {
        ByteOnWire* begin;
        ByteOnWire* end;
    };
    Room room() {
        if (tail_ != room_end_)
            return {tail_, room_end_};
        return empty() ? begin_block() : make_room();
    }
    /// The bytes of the room before `end` are on the line.
    void extend_to(ByteOnWire* end) { tail_ = end; }

    /// The sender lets go of the line at `when`: bits that would begin then or later are not sent,
    /// and the line idles. The bit under way is finished.
    void cut_off(Ticks when);

    void append(const ByteOnWire* bytes, std::size_t count) {
        for (; count != 0; ++bytes, --count) {
            const Room free = room();
            *free.begin = *bytes;
            extend_to(free.begin + 1);
        }
    }

private:
    void give_back() {
        blocks_->give_back(std::move(block_));
        head_ = tail_ = room_end_ = nullptr;
    }
    Room begin_block();
    Room make_room();
    void swap(SerialBurst& other) {
        std::swap(blocks_, other.blocks_);
        std::swap(block_, other.block_);
        std::swap(head_, other.head_);
        std::swap(tail_, other.tail_);
        std::swap(room_end_, other.room_end_);
    }

    BurstBlocks* blocks_;
    BurstBlocks::Block block_;
    const ByteOnWire* head_ = nullptr;
    ByteOnWire* tail_ = nullptr;
    ByteOnWire* room_end_ = nullptr;
};

}  // namespace cellchain::physics
