#pragma once

#include <vector>

#include "sim/system/chain_timing.h"
#include "sim/system/led_pattern.h"
#include "sim/system/wire_observer.h"

namespace cellchain::parts {
class Board;
}

namespace cellchain::system {

class BmsSystem;
class PackReporter;

/// Hands what goes over the wires of one BMS to whoever observes them. Nothing is listened to, and
/// nothing costs time, before somebody does.
class WireTaps {
public:
    WireTaps(BmsSystem& system, PackReporter& reporter, int bits_per_s);
    WireTaps(const WireTaps&) = delete;
    WireTaps& operator=(const WireTaps&) = delete;

    void add(WireObserver& observer);
    /// Costs little: a call for each burst on a link, and for each byte at OUT alone.
    void watch_chain();
    bool chain_is_watched() const { return chain_is_watched_; }
    /// Fed from when the chain is watched.
    const ChainTiming& chain_timing() const { return chain_timing_; }
    void watch_leds();
    /// Fed from when LEDs are watched.
    const LedPattern& leds() const { return leds_; }

private:
    void tap_links();
    void tap_pins_of(std::size_t link);
    void tap_chain_input(parts::Board& board);
    void tap_pins(parts::Board& board);

    BmsSystem& system_;
    PackReporter& reporter_;
    const int bits_per_s_;
    ChainTiming chain_timing_;
    bool chain_is_watched_ = false;
    LedPattern leds_;
    bool leds_are_watched_ = false;
    std::vector<WireObserver*> observers_;
};

}  // namespace cellchain::system
