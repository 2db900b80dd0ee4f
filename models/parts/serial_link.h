#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <systemc>
#include <vector>

#include "models/parts/line_pin_if.h"
#include "models/parts/serial_link_config.h"
#include "models/physics/line_levels.h"
#include "models/physics/oscillator.h"

namespace cellchain::host {
class FirmwareStack;
}

namespace cellchain::parts {

using physics::ByteOnWire;
using physics::SerialBurst;

/// Who hears a wire and lets itself be called when there is more on it.
class SerialReceiverIf {
public:
    /// Handles what is on the wire, and so do those behind it as far as they run on its stack.
    /// Returns who has more to hear by that and must be called next.
    virtual SerialReceiverIf* take_turns() = 0;
    /// On that stack: one of them; returns the same.
    virtual SerialReceiverIf* take_turn() = 0;
    /// Off it, behind a turn that its firmware did not come back from; returns the same.
    virtual SerialReceiverIf* give_up_turn() = 0;
    virtual host::FirmwareStack& handlers_stack() = 0;

protected:
    ~SerialReceiverIf() = default;
};

class SerialTransmitIf : public virtual sc_core::sc_interface {
public:
    /// Where bytes to be sent may be written, until anything else happens on this wire.
    virtual SerialBurst::Room room() = 0;
    /// Puts the room's bytes before `end` on the wire; start edges rise and may lie ahead of the
    /// kernel's time.
    virtual void send_up_to(ByteOnWire* end) = 0;
    /// The same, and returns the receiver, which the caller must call once it has done all it can
    /// itself; none when the receiver waits for the wire's event instead.
    virtual SerialReceiverIf* hand_over(ByteOnWire* end) = 0;
    void send(const std::vector<ByteOnWire>& bytes);
    /// No further start edge will come before `until`: the receiver may act alone up to there. The
    /// sender acts next at `acts_at`, if nothing comes before, and may say something that begins at
    /// that very instant; `never` for one that takes time to say something.
    virtual void promise_silence(Ticks until, Ticks acts_at) = 0;
    /// What was promised for the time from now on may not hold.
    virtual void withdraw_promise() = 0;
    /// The sender's pin is driven no longer from `when` on, not before the kernel's time: what it
    /// had not sent by then never was, and the line idles. Whoever receives is told before.
    virtual void let_go(Ticks when) = 0;
    /// The wire as the sender's pin; none where levels are not driven.
    virtual DrivenLineIf* driven_line() = 0;
};

class SerialReceiveIf : public virtual sc_core::sc_interface {
public:
    /// What is on the wire. The receiver pops what it has heard; the rest stays revocable.
    virtual SerialBurst& burst() = 0;
    virtual const physics::LineDistortion& distortion() const = 0;
    /// At an instant that is neither behind what is known of the line nor before the last byte that
    /// was popped; where levels are sampled, at the kernel's.
    virtual bool level(Ticks when) const = 0;
    /// As far as is known; `never` without one.
    virtual Ticks next_change_after(Ticks when) const = 0;
    /// Only where levels are sampled: the receiver has seen the first low one.
    virtual const sc_core::sc_event& frame_event() const = 0;
    /// Behind the burst, the line is known to be silent up to here: behind the kernel's time
    /// `present`, or at it while the sender is to act at this very instant. Once it has, there is
    /// this wire's event.
    virtual Ticks known_until(Ticks present) = 0;
    /// `receiver` is to be called: a call costs less than an event and the process behind it. Also
    /// then bytes may come without one, with the event.
    virtual void call(SerialReceiverIf& receiver) = 0;
    /// The receiver is opened at `from`, which may lie ahead of the kernel's time, and samples with
    /// this clock. What came in before, and has not been taken, is lost.
    virtual void open(const physics::Oscillator& samples, Ticks from) = 0;
    /// That clock has been retuned.
    virtual void clock_has_changed() = 0;
    /// What was known of the line from the present barrier on no longer holds.
    virtual const sc_core::sc_event& disturbed_event() const = 0;
    /// The receiver is closed until it is opened anew.
    virtual void close() = 0;
    /// The wire as the receiver's pin; none where levels are not driven.
    virtual WatchedLineIf* watched_line() = 0;
};

class DisturbableLineIf : public virtual sc_core::sc_interface {
public:
    /// At a barrier: from the next tick on, and until the next call, this decides the level besides
    /// the sender. A state without noise leaves the line the noise that it has of its own.
    virtual void disturb(physics::LineState state) = 0;
};

/// A one-way serial wire between two boards, carrying bursts of bytes with their start edges.
///
/// Models  the order and exact edges of every byte; an isolator's delay and pulse distortion;
///         pulses of noise; levels that hold the line, from the middle of a byte on if need be.
/// Source  the manual's board interconnection (M-CHN-02).
/// Limits  a level is 0 or 1; noise does not care what else goes on.
class SerialLink : public sc_core::sc_module,
                   public SerialTransmitIf,
                   public SerialReceiveIf,
                   public DisturbableLineIf {
public:
    /// Links of a system share their `blocks`.
    explicit SerialLink(const sc_core::sc_module_name& name, const SerialLinkConfig& config = {},
                        std::uint64_t seed = 0,
                        std::shared_ptr<physics::BurstBlocks> blocks = new_blocks());

    /// Is shown all that is put on the wire, as the sender's pin has it.
    using Tap = std::function<void(const ByteOnWire* bytes, std::size_t count)>;
    void set_tap(Tap tap) { tap_ = std::move(tap); }
    /// Where ends are pins of firmware: is shown what that drives, the bytes in it, and the bytes
    /// in what the other firmware sees, each when it is complete.
    struct PinTap {
        int bits_per_s;
        std::function<void(PinLevel)> driven;
        std::function<void(const ByteOnWire&)> sent;
        std::function<void(const ByteOnWire&)> seen;
    };
    virtual void set_pin_tap(const PinTap& /*tap*/) {}

    SerialBurst::Room room() override { return burst_.room(); }
    void send_up_to(ByteOnWire* end) override;
    SerialReceiverIf* hand_over(ByteOnWire* end) override;
    void call(SerialReceiverIf& receiver) override { receiver_ = &receiver; }
    void promise_silence(Ticks until, Ticks acts_at) override {
        silent_until_ = until;
        sender_acts_at_ = acts_at;
        if (awaits_sender_)
            tell_sender_acted();
    }
    void withdraw_promise() override;
    void let_go(Ticks when) override { burst_.cut_off(when + fall_delay_); }
    SerialBurst& burst() override { return burst_; }
    const physics::LineDistortion& distortion() const override { return distortion_; }
    bool level(Ticks when) const override {
        return physics::LineLevels(burst_, distortion_).level(when);
    }
    Ticks next_change_after(Ticks when) const override {
        return physics::LineLevels(burst_, distortion_).next_change_after(when);
    }
    const sc_core::sc_event& frame_event() const override { return frame_begins_; }
    Ticks silent_until() const;
    Ticks known_until(Ticks present) override {
        return std::max(first_unknown(present), silent_until());
    }
    void open(const physics::Oscillator&, Ticks) override {}
    void clock_has_changed() override {}
    const sc_core::sc_event& disturbed_event() const override { return disturbed_; }
    void disturb(physics::LineState state) override;
    void close() override {}
    DrivenLineIf* driven_line() override { return nullptr; }
    WatchedLineIf* watched_line() override { return nullptr; }
    /// More bytes have been put on the wire.
    const sc_core::sc_event& default_event() const override { return sent_; }

protected:
    static std::shared_ptr<physics::BurstBlocks> new_blocks() {
        return std::make_shared<physics::BurstBlocks>();
    }
    physics::BurstBlocks& blocks() { return *blocks_; }
    void show(const ByteOnWire* bytes, std::size_t count) const {
        if (tap_)
            tap_(bytes, count);
    }
    void deliver_up_to(ByteOnWire* end) {
        burst_.extend_to(end);
        tell_receiver();
    }
    void tell_receiver() { sent_.notify(sc_core::SC_ZERO_TIME); }
    /// Without what has been promised.
    Ticks first_unknown(Ticks present) {
        awaits_sender_ = sender_acts_at_ == present;
        return awaits_sender_ ? present : present + 1;
    }
    bool sender_is_due() const { return sender_acts_at_ == sc_core::sc_time_stamp().value(); }
    Ticks fall_delay() const { return fall_delay_; }
    const std::shared_ptr<const physics::LineNoise>& own_noise() const { return own_noise_; }
    void tell_frame_begins() { frame_begins_.notify(sc_core::SC_ZERO_TIME); }

private:
    const std::shared_ptr<physics::BurstBlocks> blocks_;
    void put_on_wire(ByteOnWire* end);
    void start_disturbances(physics::LineState state);
    void drop_unheard();
    void tell_sender_acted();

    const Ticks fall_delay_;
    const std::shared_ptr<const physics::LineNoise> own_noise_;  // none on a quiet line
    std::unique_ptr<physics::LineDisturbances> disturbances_;    // none while never disturbed
    physics::LineDistortion distortion_;
    SerialBurst burst_;
    Ticks silent_until_ = 0;
    Ticks sender_acts_at_ = never;
    bool awaits_sender_ = false;  // the receiver, to act at this instant
    SerialReceiverIf* receiver_ = nullptr;
    sc_core::sc_event sent_;
    sc_core::sc_event disturbed_;
    sc_core::sc_event frame_begins_;
    Tap tap_;
};

}  // namespace cellchain::parts
