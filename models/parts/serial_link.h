#pragma once

#include <functional>
#include <systemc>
#include <vector>

#include "models/physics/byte_on_wire.h"

namespace cellchain::parts {

using physics::ByteOnWire;

/// Bytes that the receiver has not consumed yet, oldest first.
class SerialBurst {
public:
    bool empty() const { return head_ == bytes_.size(); }
    const ByteOnWire& front() const { return bytes_[head_]; }
    void pop() { ++head_; }
    /// Pops all that comes before `next`, which lies between `begin` and `end`.
    void pop_to(const ByteOnWire* next) { head_ = static_cast<std::size_t>(next - bytes_.data()); }
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

class SerialTransmitIf : public virtual sc_core::sc_interface {
public:
    /// Puts bytes on the wire; start edges rise and may lie ahead of the kernel's time.
    virtual void send(const ByteOnWire* bytes, std::size_t count) = 0;
    void send(const std::vector<ByteOnWire>& bytes) { send(bytes.data(), bytes.size()); }
    /// No further start edge will come before `until`: the receiver may act alone up to there.
    virtual void promise_silence(Ticks until) = 0;
};

class SerialReceiveIf : public virtual sc_core::sc_interface {
public:
    /// What is on the wire. The receiver pops what it has heard; the rest stays revocable.
    virtual SerialBurst& burst() = 0;
    /// Behind the burst, the line is known to be silent up to here.
    virtual Ticks silent_until() const = 0;
};

/// A one-way serial wire between two boards, carrying bursts of bytes with their start edges.
///
/// Models  the order and exact start edge of every byte.
/// Source  the manual's board interconnection (M-CHN-02).
/// Limits  no propagation delay, no disturbance; bit levels are not shown.
class SerialLink : public sc_core::sc_module, public SerialTransmitIf, public SerialReceiveIf {
public:
    explicit SerialLink(const sc_core::sc_module_name& name) : sc_module(name) {}

    /// Is shown all that is put on the wire, before the receiver has it.
    using Tap = std::function<void(const ByteOnWire* bytes, std::size_t count)>;
    void set_tap(Tap tap) { tap_ = std::move(tap); }

    using SerialTransmitIf::send;
    void send(const ByteOnWire* bytes, std::size_t count) override {
        if (tap_)
            tap_(bytes, count);
        burst_.append(bytes, count);
        sent_.notify(sc_core::SC_ZERO_TIME);
    }
    void promise_silence(Ticks until) override { silent_until_ = until; }
    SerialBurst& burst() override { return burst_; }
    Ticks silent_until() const override { return silent_until_; }
    /// More bytes have been put on the wire.
    const sc_core::sc_event& default_event() const override { return sent_; }

private:
    SerialBurst burst_;
    Ticks silent_until_ = 0;
    sc_core::sc_event sent_;
    Tap tap_;
};

}  // namespace cellchain::parts
