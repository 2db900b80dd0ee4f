#pragma once

#include <cstddef>
#include <vector>

#include "models/physics/byte_on_wire.h"

namespace cellchain::physics {

/// Bytes that the receiver has not consumed yet, oldest first.
class SerialBurst {
public:
    bool empty() const { return head_ == bytes_.size(); }
    const ByteOnWire& front() const { return bytes_[head_]; }
    const ByteOnWire& back() const { return bytes_.back(); }
    void pop() { ++head_; }
    const ByteOnWire* begin() const { return bytes_.data() + head_; }
    const ByteOnWire* end() const { return bytes_.data() + bytes_.size(); }
    void append(const ByteOnWire* bytes, std::size_t count) {
        if (empty()) {
            bytes_.clear();
            head_ = 0;
        }
        bytes_.insert(bytes_.end(), bytes, bytes + count);
    }

private:
    std::vector<ByteOnWire> bytes_;
    std::size_t head_ = 0;
};

}  // namespace cellchain::physics
