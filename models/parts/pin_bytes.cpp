#include "models/parts/pin_bytes.h"

namespace cellchain::parts {

namespace {

constexpr std::uint32_t stop_bit = physics::bits_per_frame - 1;

}  // namespace

void PinBytes::take(PinLevel level) {
    while (!coming_.empty() && coming_.back().from >= level.from)
        coming_.pop_back();
    coming_.push_back(level);
    if (!is_in_byte_)
        find_start();
}

Ticks PinBytes::next_look() const {
    return is_in_byte_ ? (byte_.edge(bit_) + byte_.edge(bit_ + 1)) / 2 : never;
}

bool PinBytes::look(Ticks now, physics::ByteOnWire& byte) {
    if (now != next_look())
        return false;
    pass_to(now);
    const std::uint32_t bit = bit_++;
    if (bit == 0 && is_high_) {
        find_start();
    } else if (bit == stop_bit) {
        byte = {
            byte_.start_edge, byte_.data(),
            physics::ByteOnWire::Frame(bit_period_, is_high_ ? physics::Reception::pending
                                                             : physics::Reception::framing_error)};
        find_start();
        return true;
    } else if (is_high_) {
        byte_.set_bit(bit);
    }
    return false;
}

void PinBytes::pass_to(Ticks now) {
    for (; !coming_.empty() && coming_.front().from <= now; coming_.pop_front())
        is_high_ = coming_.front().high;
}

void PinBytes::find_start() {
    is_in_byte_ = false;
    while (!is_in_byte_ && !coming_.empty()) {
        const PinLevel level = coming_.front();
        coming_.pop_front();
        is_in_byte_ = is_high_ && !level.high;
        is_high_ = level.high;
        byte_ = {level.from, 0, physics::ByteOnWire::Frame(bit_period_)};
        bit_ = 0;
    }
}

}  // namespace cellchain::parts
