#include "models/physics/uart_receiver.h"

#include <algorithm>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::physics {

namespace {

__extension__ using Wide = __int128;

constexpr std::uint8_t stop_bit = 9;
std::uint16_t with_errors(std::uint8_t data, bool stops) {
    if (stops)
        return data;
    const int errors = HAL_UART_ERR_FRAMING | (data == 0 ? HAL_UART_ERR_BREAK : 0);
    return static_cast<std::uint16_t>(errors << 8 | data);
}

// Edges and samples are each rounded to a tick.
constexpr Wide rounding = Wide{4} << 32;

// A level is known only when a rising edge that comes early would have been seen: so much later.
Ticks lookahead(const LineDistortion& distortion) {
    return static_cast<Ticks>(std::max<std::int64_t>(-distortion.rise_lag, 0));
}

bool is_quiet_from(const LineDistortion& distortion, Ticks when) {
    return distortion.disturbances == nullptr || distortion.disturbances->is_quiet_from(when);
}

Ticks less_lookahead(Ticks known_until, const LineDistortion& distortion) {
    return known_until - std::min(known_until, lookahead(distortion));
}

}  // namespace

void UartReceiver::open(const Oscillator& samples, Ticks from) {
    samples_ = &samples;
    state_ = State{};
    state_.next_sample = samples.first_cycle_at_or_after(from);
    certain_ = state_;
    found_ = false;
    plain_frame_ = no_frame;
}

// Sample n of the first low one on lies between n - 1 and n sample periods behind the start edge.
bool UartReceiver::is_plain(const ByteOnWire& byte, const LineDistortion& distortion) const {
    const Wide bit = Wide{byte.bit_period()} << 24;  // in 2^-32 ticks, as the rest
    const Wide sample = samples_->period();
    const Wide late = Wide{std::max<std::int64_t>(distortion.rise_lag, 0)} << 32;
    const Wide early = Wide{std::max<std::int64_t>(-distortion.rise_lag, 0)} << 32;
    const auto begins_in_time = [&](int n) {
        return n * bit + late + rounding <= (16 * n + 7) * sample;
    };
    const auto lasts = [&](int n, Wide shortened) {
        return (n + 1) * bit - shortened - rounding > (16 * n + 10) * sample;
    };
    return begins_in_time(1) && begins_in_time(stop_bit) && lasts(0, early) &&
           lasts(stop_bit - 1, early) && lasts(stop_bit, 0);
}

bool UartReceiver::look_closely(const SerialBurst& burst, const LineDistortion& distortion,
                                Ticks known_until) {
    undecided_from_ = never;
    if (found_)
        return true;
    const Ticks next_sample = samples_->instant(state_.next_sample);
    const bool is_idle = state_.mode == Mode::idle && is_quiet_from(distortion, next_sample);
    if (burst.empty() && is_idle)
        return false;
    if (!burst.empty()) {
        const ByteOnWire& byte = burst.front();
        if (byte.reception() != Reception::pending) {
            completion_ = samples_->first_cycle_at_or_after(byte.start_edge);
            byte_and_errors_ =
                with_errors(byte.data(), byte.reception() != Reception::framing_error);
            return found_ = true;
        }
        if (is_idle && next_sample <= byte.start_edge && is_plain(byte, distortion)) {
            plain_frame_ = ByteOnWire::Frame(byte.bit_period());
            return look(burst, distortion, known_until);
        }
        known_until = std::max(known_until, burst.back().edge(bits_per_frame));
    }
    if (hears_plain_bytes()) {
        plain_frame_ = no_frame;
        certain_ = state_;
    }
    sample(LineLevels(burst, distortion), less_lookahead(known_until, distortion));
    if (undecided_from_ != never)
        undecided_from_ += lookahead(distortion);
    return found_;
}

void UartReceiver::take_sampled(SerialBurst& burst, const LineDistortion& distortion) {
    found_ = false;
    certain_ = state_;
    if (!burst.empty() && burst.front().reception() != Reception::pending)
        return burst.pop();
    const Ticks past = samples_->instant(state_.next_sample);
    const auto lag = static_cast<Ticks>(std::max<std::int64_t>(distortion.rise_lag, 0));
    while (!burst.empty() && burst.front().edge(bits_per_frame) + lag <= past)
        burst.pop();
}

void UartReceiver::settle(const SerialBurst& burst, const LineDistortion& distortion, Ticks when) {
    if (samples_ == nullptr)
        return;
    if (hears_plain_bytes()) {
        plain_frame_ = no_frame;
        certain_ = state_;
    }
    const bool is_past = found_ && samples_->instant(completion_) < when;
    const bool is_handed = !burst.empty() && burst.front().reception() != Reception::pending;
    if (is_past || is_handed)
        return;
    found_ = false;
    state_ = certain_;
    const Ticks known_until = less_lookahead(when, distortion);
    sample(LineLevels(burst, distortion), known_until);
    // What a receiver saw while it waited, it never looks at again: by then the clock would place
    // its samples otherwise, and the line's past may be forgotten.
    if (!found_ && state_.mode != Mode::in_frame)
        state_.next_sample =
            std::max(state_.next_sample, samples_->first_cycle_at_or_after(known_until));
    certain_ = state_;
}

void UartReceiver::sample(const LineLevels& line, Ticks known_until) {
    Progress progress = Progress::more;
    while (progress == Progress::more) {
        switch (state_.mode) {
            case Mode::idle:
                progress = find_level(line, false, known_until);
                break;
            case Mode::wait_for_high:
                progress = find_level(line, true, known_until);
                break;
            case Mode::in_frame:
                progress = take_vote(line, known_until);
                break;
        }
    }
    found_ = progress == Progress::byte;
}

// The first sample that sees the level wanted: a start bit's low, or the high before one.
UartReceiver::Progress UartReceiver::find_level(const LineLevels& line, bool wanted,
                                                Ticks known_until) {
    Cycles found = state_.next_sample;
    Ticks at = samples_->instant(found);
    while (line.level(at) != wanted) {
        const Ticks change = line.next_change_after(at);
        if (change == never)
            return Progress::unknown;  // silent, as far as it goes
        found = samples_->first_cycle_at_or_after(change);
        at = samples_->instant(found);
    }
    if (at >= known_until) {
        undecided_from_ = at;
        return Progress::unknown;
    }
    if (wanted) {
        state_.mode = Mode::idle;
        state_.next_sample = found + 1;
    } else {
        state_ = State{Mode::in_frame, 0, 0, 0, 0, found, found};
    }
    return Progress::more;
}

UartReceiver::Progress UartReceiver::take_vote(const LineLevels& line, Ticks known_until) {
    const Cycles number = state_.first_low + state_.bit * samples_per_bit + 7 + state_.vote;
    const Ticks at = samples_->instant(number);
    if (at >= known_until) {
        undecided_from_ = at;
        return Progress::unknown;
    }
    state_.highs = static_cast<std::uint8_t>(state_.highs + (line.level(at) ? 1 : 0));
    ++state_.vote;
    return state_.vote < 3 ? Progress::more : end_bit(number);
}

UartReceiver::Progress UartReceiver::end_bit(Cycles last_sample) {
    const bool high = state_.highs >= 2;
    const std::uint8_t bit = state_.bit;
    ++state_.bit;
    state_.vote = 0;
    state_.highs = 0;
    state_.next_sample = last_sample + 1;
    if (bit == 0) {
        if (high)
            state_.mode = Mode::idle;  // a glitch, no start bit
        return Progress::more;
    }
    if (bit < stop_bit) {
        state_.data = static_cast<std::uint8_t>(state_.data | (high ? 1 << (bit - 1) : 0));
        return Progress::more;
    }
    completion_ = last_sample;
    byte_and_errors_ = with_errors(state_.data, high);
    state_.mode = high ? Mode::idle : Mode::wait_for_high;
    return Progress::byte;
}

}  // namespace cellchain::physics
