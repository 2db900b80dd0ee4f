#include "models/parts/bit_level_link.h"

#include <algorithm>
#include <utility>

namespace cellchain::parts {

namespace {

// Edges of the same instant show one delta cycle after they are written.
constexpr int deltas_until_levels_show = 2;

constexpr int samples_per_bit = 16;
constexpr int first_vote = 8;
constexpr int last_vote = 10;
constexpr int stop_bit = 9;

Ticks now() { return sc_core::sc_time_stamp().value(); }

sc_core::sc_time until(Ticks when) { return sc_core::sc_time::from_value(when - now()); }

}  // namespace

BitLevelLink::BitLevelLink(const sc_core::sc_module_name& name, const SerialLinkConfig& config,
                           std::uint64_t seed)
    : SerialLink(name, config, seed), state_{own_noise(), {}} {
    SC_METHOD(show_edges);
    sensitive << edge_due_;
    dont_initialize();
    SC_METHOD(invert);
    sensitive << noise_due_;
    dont_initialize();
    SC_METHOD(take_state);
    sensitive << state_due_;
    dont_initialize();
    SC_METHOD(begin_sampling);
    sensitive << opening_due_;
    dont_initialize();
    SC_METHOD(see_level);
    sensitive << sent_level_ << inverted_ << held_ << held_level_;
    dont_initialize();
    SC_METHOD(sample);
    sensitive << sample_due_;
    dont_initialize();
    SC_METHOD(look_at_sent);
    sensitive << sent_look_due_;
    dont_initialize();
    SC_METHOD(look_at_seen);
    sensitive << seen_look_due_;
    dont_initialize();
}

void BitLevelLink::start_of_simulation() {
    if (state_.noise != nullptr)
        noise_due_.notify(until(state_.noise->pulse_ending_after(0).begin));
}

Ticks BitLevelLink::longest_delay() const {
    return fall_delay() +
           static_cast<Ticks>(std::max<std::int64_t>(SerialLink::distortion().rise_lag, 0));
}

void BitLevelLink::await_edge() {
    if (!edges_.empty())
        edge_due_.notify(until(edges_.front().from));
}

void BitLevelLink::send_up_to(ByteOnWire* end) {
    to_send_.extend_to(end);
    show(to_send_.begin(), to_send_.size());
    while (!on_the_pin_.empty() &&
           on_the_pin_.front().edge(physics::bits_per_frame) + longest_delay() < now())
        on_the_pin_.pop();
    on_the_pin_.append(to_send_.begin(), to_send_.size());
    for (const ByteOnWire& byte : to_send_)
        plan_edges(byte);
    to_send_.pop_to(end);
    await_edge();
}

void BitLevelLink::drive(PinLevel level) {
    while (driven_.size() > 1 && driven_.front().from + longest_delay() < now())
        driven_.pop_front();
    if (level.high == (driven_.empty() || driven_.back().high))
        return;
    driven_.push_back(level);
    plan_edge(level);
    await_edge();
    if (!sent_bytes_)
        return;
    pin_tap_.driven(level);
    sent_bytes_->take(level);
}

void BitLevelLink::plan_edges(const ByteOnWire& byte) {
    bool before = true;
    for (std::uint32_t bit = 0; bit < physics::bits_per_frame; ++bit) {
        const bool level = byte.level(bit);
        if (level != before)
            plan_edge({byte.edge(bit), level});
        before = level;
    }
}

void BitLevelLink::plan_edge(PinLevel level) {
    const std::int64_t lag = level.high ? SerialLink::distortion().rise_lag : 0;
    const auto delay = static_cast<Ticks>(static_cast<std::int64_t>(fall_delay()) + lag);
    const Ticks when = level.from + delay;
    if (edges_.empty() || edges_.back().from < when) {
        edges_.push_back({when, level.high});
        return;
    }
    edges_.pop_back();
    edge_due_.cancel();
}

// Edges that have shown stay; those to come are worked out again from what is left of the bytes
// and of what the pin was driven to.
void BitLevelLink::let_go(Ticks when) {
    on_the_pin_.cut_off(when);
    let_go_of_driven(when);
    edges_.clear();
    edge_due_.cancel();
    auto driven = driven_.begin();
    for (const ByteOnWire& byte : on_the_pin_) {
        for (; driven != driven_.end() && driven->from <= byte.start_edge; ++driven)
            plan_edge(*driven);
        plan_edges(byte);
    }
    for (; driven != driven_.end(); ++driven)
        plan_edge(*driven);
    while (!edges_.empty() && edges_.front().from < now())
        edges_.pop_front();
    await_edge();
}

// Whoever records has been told what will not come: the line is high behind it.
void BitLevelLink::let_go_of_driven(Ticks when) {
    if (driven_.empty())
        return;
    Ticks newest = when;
    for (; !driven_.empty() && driven_.back().from >= when; driven_.pop_back())
        newest = std::max(newest, driven_.back().from);
    if (!driven_.empty() && !driven_.back().high)
        driven_.push_back({when, true});
    if (!sent_bytes_)
        return;
    pin_tap_.driven({newest, true});
    sent_bytes_->take({when, true});
}

void BitLevelLink::show_edges() {
    while (!edges_.empty() && edges_.front().from <= now()) {
        sent_level_.write(edges_.front().high);
        changed_at_ = now();
        edges_.pop_front();
    }
    await_edge();
}

void BitLevelLink::disturb(physics::LineState state) {
    coming_state_ = std::move(state);
    if (!coming_state_.noise)
        coming_state_.noise = own_noise();
    state_comes_at_ = now() + 1;
    state_due_.notify(until(state_comes_at_));
}

void BitLevelLink::take_state() {
    state_ = coming_state_;
    changed_at_ = now();
    held_.write(state_.held.has_value());
    held_level_.write(state_.held.value_or(true));
    noise_due_.notify();  // in place of a pulse of the noise before
}

void BitLevelLink::invert() {
    if (state_.noise == nullptr)
        return inverted_.write(false);
    const physics::LineNoise::Pulse pulse = state_.noise->pulse_ending_after(now());
    const bool begins = pulse.begin <= now();
    inverted_.write(begins);
    changed_at_ = now();
    noise_due_.notify(until(begins ? pulse.end : pulse.begin));
}

void BitLevelLink::open(const physics::Oscillator& samples, Ticks from) {
    close();
    opens_with_ = &samples;
    opening_due_.notify(until(std::max(from, now())));
}

void BitLevelLink::close() {
    samples_ = nullptr;
    sampling_ = false;
    sample_waits_ = false;
    deltas_waited_ = 0;
    sample_due_.cancel();
    opening_due_.cancel();
    SerialBurst& heard = burst();
    heard.pop_to(heard.end());
}

void BitLevelLink::begin_sampling() {
    samples_ = opens_with_;
    armed_ = true;
    in_frame_ = 0;
    wake();
}

void BitLevelLink::clock_has_changed() {
    if (!sampling_)
        return;
    sample_due_.cancel();
    sample_due_.notify(until(samples_->instant(number_)));
}

void BitLevelLink::watch() {
    is_watched_ = true;
    seen_high_ = level();
}

bool BitLevelLink::next_change(PinLevel& change) {
    if (changes_.empty())
        return false;
    change = changes_.front();
    changes_.pop_front();
    return true;
}

void BitLevelLink::note_change() {
    if (level() == seen_high_)
        return;
    seen_high_ = level();
    if (!changes_.empty() && changes_.back().from == now())
        changes_.pop_back();  // there and back in no time
    else
        changes_.push_back({now(), seen_high_});
    tell_receiver();
    if (seen_bytes_)
        seen_bytes_->take({now(), seen_high_});
}

void BitLevelLink::set_pin_tap(const PinTap& tap) {
    pin_tap_ = tap;
    sent_bytes_.emplace(TappedPin{PinBytes(pin_tap_.bits_per_s), sent_look_due_, pin_tap_.sent});
    seen_bytes_.emplace(TappedPin{PinBytes(pin_tap_.bits_per_s), seen_look_due_, pin_tap_.seen});
}

void BitLevelLink::TappedPin::take(PinLevel level) {
    bytes.take(level);
    if (bytes.next_look() != never)
        due.notify(until(bytes.next_look()));
}

void BitLevelLink::TappedPin::look() {
    ByteOnWire byte;
    if (bytes.look(now(), byte))
        tap(byte);
    if (bytes.next_look() != never)
        due.notify(until(bytes.next_look()));
}

void BitLevelLink::see_level() {
    if (is_watched_)
        note_change();
    wake();
}

// While no frame is under way, and the line has the level that was seen last (high, or low behind a
// frame that ended so), nothing need be sampled.
void BitLevelLink::wake() {
    if (sampling_ || samples_ == nullptr || level() == armed_)
        return;
    sampling_ = true;
    number_ = samples_->first_cycle_at_or_after(now());
    sample_due_.notify(until(samples_->instant(number_)));
}

bool BitLevelLink::noise_is_due() const {
    if (state_.noise == nullptr)
        return false;
    const physics::LineNoise::Pulse pulse = state_.noise->pulse_ending_after(now() - 1);
    return pulse.begin == now() || pulse.end == now();
}

// What it says may begin at the sample's own instant.
void BitLevelLink::promise_silence(Ticks until, Ticks acts_at) {
    SerialLink::promise_silence(until, acts_at);
    if (std::exchange(sample_waits_, false))
        sample_due_.notify(sc_core::SC_ZERO_TIME);
}

void BitLevelLink::sample() {
    if (samples_ == nullptr)
        return;
    sample_waits_ = sender_is_due();
    if (sample_waits_)
        return;
    const bool is_changing = changed_at_ == now() || state_comes_at_ == now() ||
                             (!edges_.empty() && edges_.front().from <= now());
    if ((is_changing || noise_is_due()) && deltas_waited_ < deltas_until_levels_show) {
        ++deltas_waited_;
        next_trigger(sc_core::SC_ZERO_TIME);
        return;
    }
    deltas_waited_ = 0;
    take_level(level());
    ++number_;
    sampling_ = in_frame_ > 0 || level() != armed_;
    if (sampling_)
        sample_due_.notify(until(samples_->instant(number_)));
}

void BitLevelLink::take_level(bool high) {
    if (in_frame_ == 0) {
        armed_ = armed_ || high;
        if (high || !armed_)
            return;
        received_ = 0;
        tell_frame_begins();
    }
    ++in_frame_;
    const int number = (in_frame_ - 1) % samples_per_bit + 1;
    const int bit = (in_frame_ - 1) / samples_per_bit;
    if (number == first_vote)
        highs_ = 0;
    if (number >= first_vote && number <= last_vote)
        highs_ += high ? 1 : 0;
    if (number != last_vote)
        return;
    const bool voted_high = highs_ >= 2;
    if (bit == 0 && voted_high)
        in_frame_ = 0;  // no start bit
    else if (bit == stop_bit)
        end_frame(voted_high);
    else if (bit > 0 && voted_high)
        received_ |= 1u << (bit - 1);
}

void BitLevelLink::end_frame(bool good) {
    using physics::Reception;
    ByteOnWire& byte = *SerialLink::room().begin;
    byte = {now(), static_cast<std::uint8_t>(received_),
            ByteOnWire::Frame(physics::exact_bit_period(9600),
                              good ? Reception::good : Reception::framing_error)};
    in_frame_ = 0;
    armed_ = good;
    deliver_up_to(&byte + 1);
}

}  // namespace cellchain::parts
