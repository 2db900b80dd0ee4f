#include "models/physics/line_noise.h"

namespace cellchain::physics {

namespace {

constexpr double pulses_per_slot = 0.1;

}  // namespace

LineNoise::LineNoise(const LineNoiseConfig& config, std::uint64_t seed, std::string_view path)
    : draws_(seed, path),
      slot_length_(to_ticks(Seconds{pulses_per_slot / config.pulses_per_second})),
      shortest_(to_ticks(config.shortest_pulse)),
      longest_(to_ticks(config.longest_pulse)) {}

bool LineNoise::pulse_of_slot(Ticks slot, Pulse& pulse) const {
    const double drawn = draws_.uniform_at(2 * slot);
    if (drawn >= pulses_per_slot)
        return false;
    const double where = drawn / pulses_per_slot;
    const auto length = shortest_ + static_cast<Ticks>(draws_.uniform_at(2 * slot + 1) *
                                                       static_cast<double>(longest_ - shortest_));
    // One tick short of the slot's end, so that two pulses never touch.
    const Ticks room = slot_length_ - length - 1;
    pulse.begin = slot * slot_length_ + static_cast<Ticks>(where * static_cast<double>(room));
    pulse.end = pulse.begin + length;
    return true;
}

LineNoise::Pulse LineNoise::pulse_ending_after(Ticks when) const {
    if (asked_ <= when && when < newest_.end)
        return newest_;
    Ticks slot = when / slot_length_;
    while (!pulse_of_slot(slot, newest_) || newest_.end <= when)
        ++slot;
    asked_ = when;
    return newest_;
}

}  // namespace cellchain::physics
