#pragma once

#include "models/physics/line_levels.h"
#include "models/physics/oscillator.h"

namespace cellchain::physics {

/// A UART receiver, 8 data bits, no parity, one stop bit: what it makes of a line, with its own
/// clock.
///
/// Models  16 samples a bit on the receiver's own grid; the first low sample is number 1 of the
///         start bit; each bit is the majority of its samples 8, 9 and 10; a start bit that is
///         high by majority was a glitch; the byte is complete at sample 10 of the stop bit, and
///         a stop bit that is low is a framing error, after which the line must have been high
///         before the next start. With that a lone byte is received whatever the phase while the
///         sender's bits are at most 4.86 % shorter or 5.55 % longer than the receiver's (+5.11,
///         -5.26 % of rate), bytes back to back while they are at most 3.75 % shorter (+3.90 %).
/// Source  ATmega328P data sheet, "Asynchronous data reception".
/// Limits  the level at a sample is 0 or 1, never in between; double-speed mode is missing.
///
/// Bytes whose edges leave every sample of every bit well inside it are not sampled at all: what
/// comes out is known. Only the others are, one sample at a time.
class UartReceiver {
public:
    static constexpr std::uint32_t samples_per_bit = 16;
    /// Samples from the first low one (number 1 of the start bit) to number 10 of the stop bit.
    static constexpr Cycles samples_to_completion = 9 * samples_per_bit + 9;

    /// `samples` is the sampling clock, 16 periods a bit; it is looked at, not copied. What is on
    /// the line before `from` is not heard.
    void open(const Oscillator& samples, Ticks from);

    /// Looks for the next byte. True: there is one, as the members below say. Beyond the burst
    /// nothing is known about the line from `known_until` on; when that leaves it open what comes,
    /// the answer is false and `undecided_from` tells which instant must be known first.
    bool look(const SerialBurst& burst, const LineDistortion& distortion, Ticks known_until) {
        if (!burst.empty() && burst.front().has(plain_frame_)) {
            completion_ =
                samples_->first_cycle_at_or_after(burst.front().start_edge) + samples_to_completion;
            byte_and_errors_ = burst.front().data();
            return true;
        }
        if (burst.empty() && hears_plain_bytes()) {
            undecided_from_ = never;
            return false;
        }
        return look_closely(burst, distortion, known_until);
    }
    /// Bytes with this frame, one behind the other, come as they were sent, each complete at the
    /// sample so many behind the first at or after its start edge: no need to look at each.
    ByteOnWire::Frame plain_frame() const { return plain_frame_; }
    bool hears_plain_bytes() const { return plain_frame_ != no_frame; }
    /// Goes on behind such a byte, completed by that sample, which the caller pops.
    void skip_plain_to(Cycles completion) { state_.next_sample = completion + 1; }

    /// Of the byte found: the sample that completed it, and the byte with the error flags of
    /// HAL_EV_UART_BYTE in the high byte.
    Cycles completion() const { return completion_; }
    std::uint16_t byte_and_errors() const { return byte_and_errors_; }
    /// Of no byte found: the instant at which the line must be known; `never`: it is silent.
    Ticks undecided_from() const { return undecided_from_; }

    /// Goes on behind the byte found.
    void take(SerialBurst& burst, const LineDistortion& distortion) {
        state_.next_sample = completion_ + 1;
        if (hears_plain_bytes())
            burst.pop();
        else
            take_sampled(burst, distortion);
    }

    /// The sampling clock, or the line, is about to change at `when`, before which all is known:
    /// samples before that are taken now, and what was found behind it is forgotten.
    void settle(const SerialBurst& burst, const LineDistortion& distortion, Ticks when);

private:
    static constexpr ByteOnWire::Frame no_frame{0};

    enum class Mode : std::uint8_t { idle, wait_for_high, in_frame };
    /// Where the receiver stands: everything that decides what it makes of the samples to come.
    struct State {
        Mode mode = Mode::idle;
        std::uint8_t bit = 0;    // of the frame
        std::uint8_t vote = 0;   // of its three samples
        std::uint8_t highs = 0;  // among those taken
        std::uint8_t data = 0;
        Cycles first_low = 0;    // number 1 of the start bit
        Cycles next_sample = 0;  // nothing before this one matters any more
    };
    enum class Progress : std::uint8_t { byte, more, unknown };

    bool look_closely(const SerialBurst& burst, const LineDistortion& distortion,
                      Ticks known_until);
    void take_sampled(SerialBurst& burst, const LineDistortion& distortion);
    bool is_plain(const ByteOnWire& byte, const LineDistortion& distortion) const;
    void sample(const LineLevels& line, Ticks known_until);
    Progress find_level(const LineLevels& line, bool wanted, Ticks known_until);
    Progress take_vote(const LineLevels& line, Ticks known_until);
    Progress end_bit(Cycles last_sample);

    const Oscillator* samples_ = nullptr;
    State state_;
    State certain_;       // behind the last byte taken: `state_` may have looked further
    bool found_ = false;  // a byte, sample by sample
    /// Of a sender whose bits need no sampling; none while samples are taken one by one.
    ByteOnWire::Frame plain_frame_ = no_frame;
    Cycles completion_ = 0;
    std::uint16_t byte_and_errors_ = 0;
    Ticks undecided_from_ = never;
};

}  // namespace cellchain::physics
