#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "models/physics/byte_on_wire.h"

namespace cellchain::physics {

/// Bytes that the receiver has not consumed yet, oldest first. Memory grows with what lies on the
/// line at once, not with what has passed.
class SerialBurst {
public:
    SerialBurst() = default;
    SerialBurst(const SerialBurst& other) { append(other.begin(), other.size()); }
    SerialBurst& operator=(const SerialBurst& other) {
        SerialBurst copy(other);
        std::swap(*this, copy);
        return *this;
    }
    SerialBurst(SerialBurst&&) = default;
    SerialBurst& operator=(SerialBurst&&) = default;
    ~SerialBurst() = default;

    bool empty() const { return head_ == tail_; }
    std::size_t size() const { return tail_ - head_; }
    const ByteOnWire& front() const { return bytes_[head_]; }
    const ByteOnWire& back() const { return bytes_[tail_ - 1]; }
    void pop() { ++head_; }
    /// Pops all that comes before `next`, which lies between `begin` and `end`.
    void pop_to(const ByteOnWire* next) { head_ = static_cast<std::size_t>(next - bytes_.get()); }
    const ByteOnWire* begin() const { return bytes_.get() + head_; }
    const ByteOnWire* end() const { return bytes_.get() + tail_; }

    void append(const ByteOnWire* bytes, std::size_t count) {
        if (empty())
            head_ = tail_ = 0;
        if (tail_ + count > capacity_)
            make_room_for(count);
        std::memcpy(&bytes_[tail_], bytes, count * sizeof(ByteOnWire));
        tail_ += count;
    }

private:
    static_assert(std::is_trivially_copyable_v<ByteOnWire>, "copied as memory");

    void make_room_for(std::size_t count) {
        const std::size_t needed = size() + count;
        // Half empty at least afterwards, so that moving down is rare.
        const std::size_t capacity = 2 * needed > capacity_ ? 2 * needed : capacity_;
        auto moved = std::make_unique<ByteOnWire[]>(capacity);
        if (!empty())
            std::memcpy(moved.get(), begin(), size() * sizeof(ByteOnWire));
        tail_ = size();
        head_ = 0;
        capacity_ = capacity;
        bytes_ = std::move(moved);
    }

    std::unique_ptr<ByteOnWire[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t head_ = 0;
    std::size_t tail_ = 0;
};

}  // namespace cellchain::physics
