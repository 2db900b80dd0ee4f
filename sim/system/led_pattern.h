#pragma once

#include <vector>

#include "sim/system/wire_observer.h"

namespace cellchain::system {

/// What a person sees who looks along the chain for its broken place: boards up to it flash, those
/// behind it are dark (M-CHN-04).
///
/// A board is lit while one of its LEDs is on, and for `dark_after` behind that. OUT has three.
class LedPattern : public WireObserver {
public:
    /// As long as OUT waits for a message: slow ones come once a second.
    static constexpr Ticks dark_after = 3 * ticks_per_second;

    explicit LedPattern(int boards) : boards_(static_cast<std::size_t>(boards)) {}

    void at_chain_sent(int, const physics::ByteOnWire*, std::size_t) override {}
    void at_data_out_sent(const physics::ByteOnWire*, std::size_t) override {}
    void at_chain_heard(int, Ticks, std::uint16_t) override {}
    void at_pin(int board, std::uint8_t pin, bool level, Ticks when) override;

    int lit(Ticks now) const;
    /// How many boards from IN on are lit, up to the first dark one.
    int lit_from_in(Ticks now) const;

private:
    struct Board {
        unsigned pins_on = 0;  // a bit for each LED
        bool was_on = false;
        Ticks went_off = 0;

        bool is_lit(Ticks now) const {
            return pins_on != 0 || (was_on && now < went_off + dark_after);
        }
    };
    std::vector<Board> boards_;  // index 0: IN
};

}  // namespace cellchain::system
