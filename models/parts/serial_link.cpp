#include "models/parts/serial_link.h"

#include <algorithm>

namespace cellchain::parts {

namespace {

std::unique_ptr<physics::LineNoise> make_noise(const physics::LineNoiseConfig& config,
                                               std::uint64_t seed, const char* path) {
    if (config.pulses_per_second <= 0.0)
        return nullptr;
    return std::make_unique<physics::LineNoise>(config, seed, path);
}

}  // namespace

void SerialTransmitIf::send(const std::vector<ByteOnWire>& bytes) {
    for (auto next = bytes.begin(); next != bytes.end();) {
        const SerialBurst::Room free = room();
        const auto count = std::min(free.end - free.begin, bytes.end() - next);
        send_up_to(std::copy_n(next, count, free.begin));
        next += count;
    }
}

SerialLink::SerialLink(const sc_core::sc_module_name& name, const SerialLinkConfig& config,
                       std::uint64_t seed)
    : sc_module(name),
      fall_delay_(to_ticks(config.fall_delay)),
      noise_(make_noise(config.noise, seed, this->name())),
      distortion_{static_cast<std::int64_t>(to_ticks(config.rise_delay)) -
                      static_cast<std::int64_t>(fall_delay_),
                  noise_.get()} {}

void SerialLink::send_up_to(ByteOnWire* end) {
    ByteOnWire* const begin = burst_.room().begin;
    show(begin, static_cast<std::size_t>(end - begin));
    if (fall_delay_ != 0)
        for (ByteOnWire* byte = begin; byte != end; ++byte)
            byte->start_edge += fall_delay_;
    deliver_up_to(end);
}

Ticks SerialLink::silent_until() const {
    if (noise_ == nullptr)
        return silent_until_;  // the delay makes it later still
    const Ticks now = sc_core::sc_time_stamp().value();
    return std::min(silent_until_, noise_->pulse_ending_after(now).begin);
}

}  // namespace cellchain::parts
