#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "models/physics/byte_on_wire.h"

namespace cellchain::physics {

/// Bytes that the receiver has not consumed yet, oldest first. Memory grows with what lies on the
/// line at once, not with what has passed, and is given back when nothing does: on a long chain a
/// message then travels through the few blocks that its last links have just left, which are still
/// in the processor's nearest cache.
class SerialBurst {
public:
    SerialBurst() = default;
    SerialBurst(const SerialBurst& other) { append(other.begin(), other.size()); }
    SerialBurst& operator=(const SerialBurst& other) {
        SerialBurst copy(other);
        std::swap(*this, copy);
        return *this;
    }
    SerialBurst(SerialBurst&& other) noexcept { swap(other); }
    SerialBurst& operator=(SerialBurst&& other) noexcept {
        swap(other);
        return *this;
    }
    ~SerialBurst() = default;

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
        if (tail_ == capacity_end_)
            make_room();
        return {tail_, capacity_end_};
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
    static_assert(std::is_trivially_copyable_v<ByteOnWire>, "copied as memory");
    // A message of 40 bytes fits, and so does the block into what the C library's allocator hands
    // out fastest (1032 bytes).
    static constexpr std::size_t first_capacity = 42;

    struct Free {
        void operator()(void* block) const { std::free(block); }
    };

    void give_back() {
        block_.reset();
        head_ = tail_ = capacity_end_ = nullptr;
    }
    void make_room();
    void swap(SerialBurst& other) {
        std::swap(block_, other.block_);
        std::swap(head_, other.head_);
        std::swap(tail_, other.tail_);
        std::swap(capacity_end_, other.capacity_end_);
    }

    std::unique_ptr<ByteOnWire, Free> block_;  // uninitialised behind the tail
    const ByteOnWire* head_ = nullptr;
    ByteOnWire* tail_ = nullptr;
    ByteOnWire* capacity_end_ = nullptr;
};

}  // namespace cellchain::physics
