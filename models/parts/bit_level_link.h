#pragma once

#include <deque>
#include <optional>

#include "models/parts/pin_bytes.h"
#include "models/parts/serial_link.h"

namespace cellchain::parts {

/// The same wire with every edge on it as an event of the kernel, and a receiver that samples the
/// level 16 times a bit: slow, and as plain as can be.
///
/// Models  what SerialLink models, level by level. The receiver is that of physics::UartReceiver.
///         A sender's pin that firmware drives, a receiver's pin that firmware watches: either end
///         may be a UART or a pin, by turns. A pulse that the isolator's delays leave no length is
///         not passed on.
/// Source  as there.
/// Limits  as there.
///
/// It is the oracle that bursts are checked against: nothing here is worked out ahead of time. It
/// is also what UARTs written in software run on.
class BitLevelLink : public SerialLink, public DrivenLineIf, public WatchedLineIf {
public:
    SC_HAS_PROCESS(BitLevelLink);
    explicit BitLevelLink(const sc_core::sc_module_name& name, const SerialLinkConfig& config = {},
                          std::uint64_t seed = 0);

    SerialBurst::Room room() override { return to_send_.room(); }
    void send_up_to(ByteOnWire* end) override;
    void let_go(Ticks when) override;
    SerialReceiverIf* hand_over(ByteOnWire* end) override {
        send_up_to(end);
        return nullptr;  // what comes out, and when, its edges say
    }
    /// What comes out has been sampled here, distorted and all.
    const physics::LineDistortion& distortion() const override { return undistorted_; }
    bool level(Ticks) const override { return level(); }
    Ticks next_change_after(Ticks when) const override { return sampling_ ? when + 1 : never; }
    Ticks known_until(Ticks present) override { return first_unknown(present); }
    void promise_silence(Ticks until, Ticks acts_at) override;
    void open(const physics::Oscillator& samples, Ticks from) override;
    void clock_has_changed() override;
    void disturb(physics::LineState state) override;
    void close() override;

    DrivenLineIf* driven_line() override { return this; }
    void drive(PinLevel level) override;
    WatchedLineIf* watched_line() override { return this; }
    void watch() override;
    bool is_high() const override { return level(); }
    bool next_change(PinLevel& change) override;
    void set_pin_tap(const PinTap& tap) override;

private:
    void start_of_simulation() override;
    void plan_edges(const ByteOnWire& byte);
    void plan_edge(PinLevel level);
    Ticks longest_delay() const;
    void await_edge();
    void let_go_of_driven(Ticks when);
    void show_edges();
    void note_change();
    void look_at_sent() { sent_bytes_->look(); }
    void look_at_seen() { seen_bytes_->look(); }
    void take_state();
    void invert();
    void begin_sampling();
    void see_level();
    void wake();
    void sample();
    bool noise_is_due() const;
    bool level() const {
        return held_.read() ? held_level_.read() : sent_level_.read() != inverted_.read();
    }
    void take_level(bool high);
    void end_frame(bool good);

    const physics::LineDistortion undistorted_;
    SerialBurst to_send_{blocks()};
    SerialBurst on_the_pin_{blocks()};  // bytes of which edges are still to come
    std::deque<PinLevel> driven_;       // by firmware; those that are still to show, and the newest
    std::deque<PinLevel> edges_;        // still to show, at the receiver's end
    sc_core::sc_signal<bool> sent_level_{"sent_level", true};
    sc_core::sc_signal<bool> inverted_{"inverted", false};
    sc_core::sc_signal<bool> held_{"held", false};
    sc_core::sc_signal<bool> held_level_{"held_level", true};
    physics::LineState state_;
    physics::LineState coming_state_;
    Ticks state_comes_at_ = never;
    sc_core::sc_event edge_due_;
    sc_core::sc_event noise_due_;
    sc_core::sc_event state_due_;
    sc_core::sc_event opening_due_;
    sc_core::sc_event sample_due_;
    sc_core::sc_event sent_look_due_;
    sc_core::sc_event seen_look_due_;

    bool is_watched_ = false;
    bool seen_high_ = true;
    std::deque<PinLevel> changes_;  // that the watcher has not taken yet
    /// The bytes at one end of the wire, for the tap.
    struct TappedPin {
        PinBytes bytes;
        sc_core::sc_event& due;
        const std::function<void(const ByteOnWire&)>& tap;

        void take(PinLevel level);
        void look();
    };
    PinTap pin_tap_;
    std::optional<TappedPin> sent_bytes_;
    std::optional<TappedPin> seen_bytes_;

    const physics::Oscillator* opens_with_ = nullptr;  // at `opening_due_`
    const physics::Oscillator* samples_ = nullptr;     // while it is open
    physics::Cycles number_ = 0;                       // of the next sample
    Ticks changed_at_ = never;                         // the newest edge, or end of a pulse
    int deltas_waited_ = 0;
    bool sampling_ = false;
    bool sample_waits_ = false;  // the sample that is due
    bool armed_ = true;          // the line has been high since the last frame that ended low
    int in_frame_ = 0;           // samples taken of this frame, the first low one included
    int highs_ = 0;              // among the votes of this bit
    unsigned received_ = 0;
};

}  // namespace cellchain::parts
