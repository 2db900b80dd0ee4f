#pragma once

#include <array>
#include <cstdint>

#include "firmware_glue/hal/cellhal.h"
#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// The pins of a board: what firmware wants of each, what they drive, and edges that it waits for.
///
/// Models  modes, latches, PWM; one edge kept for each input.
/// Source  ATmega328P data sheet: I/O ports, pin change interrupts, timers' PWM modes.
/// Limits  what an output drives has a pull-down stronger than the microcontroller's pull-up, so
///         that only HAL_PIN_OUTPUT drives it high. A PWM acts as its mean: no part sees single
///         periods, but for a read of the pin.
struct BoardPins {
    using Cycles = physics::Cycles;
    static constexpr Cycles no_cycle = ~Cycles{0};
    /// How long a pin is high, in 65536ths of the time.
    using Share = std::uint32_t;
    static constexpr Share always = 65536;

    struct Pwm {
        std::uint16_t duty = 0;  ///< 0: off
        Cycles since = 0;
        Cycles period = 1;
    };

    std::array<Share, HAL_PIN_COUNT> driven{};
    std::array<bool, HAL_PIN_COUNT> latches{};
    std::array<std::uint8_t, HAL_PIN_COUNT> modes;
    std::array<Pwm, HAL_PWM_COUNT> pwm;
    bool clock_stands_still = false;
    Cycles stopped_at = 0;

    std::array<std::uint8_t, HAL_PIN_COUNT> wanted_edges;
    std::array<bool, HAL_PIN_COUNT> seen;  // of inputs whose edges are wanted
    std::array<Cycles, HAL_PIN_COUNT> edge_at;

    BoardPins() { reset(); }
    /// All as their names say, but for what they drive.
    void reset();
    /// The chain's lines are no pins of their own.
    static bool is_pin(std::uint8_t pin) { return pin < HAL_PIN_CHAIN_RX; }
    static bool is_input(std::uint8_t pin) { return pin >= HAL_PIN_SW1 && is_pin(pin); }

    Share wanted(std::uint8_t pin) const {
        if (modes[pin] != HAL_PIN_OUTPUT)
            return 0;
        const Pwm* const by_pwm = pwm_of(pin);
        if (by_pwm == nullptr || by_pwm->duty == 0)
            return latches[pin] ? always : 0;
        if (clock_stands_still)
            return is_high(*by_pwm, stopped_at) ? always : 0;
        return by_pwm->duty == 0xFFFF ? always : by_pwm->duty;
    }
    /// Of an output; edges within a PWM's period count.
    bool level(std::uint8_t pin, Cycles when) const {
        const Share share = driven[pin];
        return share == always || (share != 0 && is_high(*pwm_of(pin), when));
    }
    /// By a PWM, several times in a period of a program's.
    bool is_pulsed(std::uint8_t pin) const { return driven[pin] % always != 0; }
    /// The first edge that has not been told; `no_cycle` without one.
    Cycles first_edge() const;
    /// Of those at `when` that of the lowest number, which is told by this.
    std::uint8_t take_edge(Cycles when);

private:
    const Pwm* pwm_of(std::uint8_t pin) const {
        if (pin == HAL_PIN_BYPASS)
            return &pwm[HAL_PWM_BYPASS];
        return pin == HAL_PIN_LED_INFO ? &pwm[HAL_PWM_LED_INFO] : nullptr;
    }
    static bool is_high(const Pwm& pwm, Cycles when) {
        return (when - pwm.since) % pwm.period * always < Cycles{pwm.duty} * pwm.period ||
               pwm.duty == 0xFFFF;
    }
};

}  // namespace cellchain::parts
