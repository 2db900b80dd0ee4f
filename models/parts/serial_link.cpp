#include "models/parts/serial_link.h"

#include <algorithm>

namespace cellchain::parts {

namespace {

std::shared_ptr<const physics::LineNoise> make_noise(const physics::LineNoiseConfig& config,
                                                     std::uint64_t seed, const char* path) {
    if (config.pulses_per_second <= 0.0)
        return nullptr;
    return std::make_shared<const physics::LineNoise>(config, seed, path);
}

Ticks now() { return sc_core::sc_time_stamp().value(); }

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
                       std::uint64_t seed, std::shared_ptr<physics::BurstBlocks> blocks)
    : sc_module(name),
      blocks_(std::move(blocks)),
      fall_delay_(to_ticks(config.fall_delay)),
      own_noise_(make_noise(config.noise, seed, this->name())),
      distortion_{static_cast<std::int64_t>(to_ticks(config.rise_delay)) -
                      static_cast<std::int64_t>(fall_delay_),
                  nullptr},
      burst_(*blocks_) {
    if (own_noise_)
        start_disturbances({own_noise_, {}});
}

void SerialLink::start_disturbances(physics::LineState state) {
    disturbances_ = std::make_unique<physics::LineDisturbances>(std::move(state));
    distortion_.disturbances = disturbances_.get();
}

void SerialLink::send_up_to(ByteOnWire* end) {
    put_on_wire(end);
    deliver_up_to(end);
    drop_unheard();
}

SerialReceiverIf* SerialLink::hand_over(ByteOnWire* end) {
    put_on_wire(end);
    if (receiver_ == nullptr)
        deliver_up_to(end);
    else
        burst_.extend_to(end);
    drop_unheard();
    return receiver_;
}

void SerialLink::put_on_wire(ByteOnWire* end) {
    if (!tap_ && fall_delay_ == 0)
        return;
    ByteOnWire* const begin = burst_.room().begin;
    show(begin, static_cast<std::size_t>(end - begin));
    if (fall_delay_ != 0)
        for (ByteOnWire* byte = begin; byte != end; ++byte)
            byte->start_edge += fall_delay_;
}

Ticks SerialLink::silent_until() const {
    const physics::LineNoise* const noise =
        disturbances_ ? disturbances_->newest().noise.get() : nullptr;
    if (noise == nullptr)
        return silent_until_;  // the delay makes it later still
    return std::min(silent_until_, noise->pulse_ending_after(now()).begin);
}

void SerialLink::tell_sender_acted() {
    awaits_sender_ = sender_is_due();
    if (!awaits_sender_)
        sent_.notify(sc_core::SC_ZERO_TIME);
}

void SerialLink::withdraw_promise() {
    silent_until_ = std::min(silent_until_, now());
    disturbed_.notify();
}

// One tick behind the barrier: an edge that is known before its instant, as all others are.
void SerialLink::disturb(physics::LineState state) {
    if (!disturbances_)
        start_disturbances({});
    if (!state.noise)
        state.noise = own_noise_;
    disturbances_->change(now() + 1, std::move(state));
    withdraw_promise();
}

// The receiver of a line that is held takes no byte, so that it pops none either. What has been
// over for as long as a frame, it is done with.
void SerialLink::drop_unheard() {
    if (!disturbances_ || !disturbances_->newest().held)
        return;
    const auto is_over = [this](const ByteOnWire& byte) {
        const Ticks end = byte.edge(physics::bits_per_frame);
        const Ticks frame = end - byte.start_edge;
        return std::max(end, disturbances_->newest_from()) + frame < now();
    };
    while (!burst_.empty() && is_over(burst_.front()))
        burst_.pop();
}

}  // namespace cellchain::parts
