#pragma once

#include <functional>
#include <systemc>

#include "models/parts/horizon.h"
#include "models/parts/serial_link.h"
#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// A passive listener with a perfect clock at the end of a serial line: hands on every byte with
/// the instant at which its stop bit ends.
///
/// Bytes are handed on at barriers, once they can no longer be revoked.
class SerialListener : public sc_core::sc_module, public BarrierIf {
public:
    using Sink = std::function<void(std::uint8_t byte, Ticks complete)>;

    sc_core::sc_port<SerialReceiveIf> line{"line"};

    SerialListener(const sc_core::sc_module_name& name, double bits_per_second, Sink sink)
        : sc_module(name),
          frame_(to_ticks(Seconds{10.0 / bits_per_second})),
          sink_(std::move(sink)) {}

    bool at_barrier(Ticks now) override {
        SerialBurst& burst = line->burst();
        while (!burst.empty() && burst.front().start_edge + frame_ <= now) {
            sink_(burst.front().data(), burst.front().start_edge + frame_);
            burst.pop();
        }
        return false;
    }

private:
    const Ticks frame_;  // start, eight data bits, stop
    Sink sink_;
};

}  // namespace cellchain::parts
