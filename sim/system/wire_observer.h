#pragma once

#include <cstddef>
#include <cstdint>

#include "models/physics/byte_on_wire.h"

namespace cellchain::system {

/// Sees every byte on every line and every output pin: waveforms and frame tables are made of it.
///
/// Boards run ahead one after the other, so calls are in order of time only for one line, one
/// receiver or one pin. When `RunObserver::at_barrier(t)` comes, all that begins up to `t` has been
/// told. Boards count from 1, the IN board.
class WireObserver {
public:
    virtual ~WireObserver() = default;
    /// Board `board` put bytes on its chain output.
    virtual void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) = 0;
    /// The OUT board put bytes on the extended data output.
    virtual void at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) = 0;
    /// The firmware of `board` was handed a byte of the chain, complete at that instant, with the
    /// error flags of HAL_EV_UART_BYTE in the high byte; or its pin has seen one.
    virtual void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) = 0;
    /// The firmware of `board` drove its chain output as a pin.
    virtual void at_chain_driven(int /*board*/, bool /*level*/, Ticks /*when*/) {}
    /// A byte in what it drove, told when it is complete.
    virtual void at_chain_driven_byte(int board, const physics::ByteOnWire& byte) {
        at_chain_sent(board, &byte, 1);
    }
    /// The firmware wrote an output pin (HAL_PIN_...).
    virtual void at_pin(int board, std::uint8_t pin, bool level, Ticks when) = 0;
};

}  // namespace cellchain::system
