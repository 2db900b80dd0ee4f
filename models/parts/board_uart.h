#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "firmware_glue/hal/cellhal.h"
#include "models/parts/serial_link.h"
#include "models/physics/oscillator.h"
#include "models/physics/uart_receiver.h"

namespace cellchain::parts {

/// A UART of a board: what it hears, and when it may send.
///
/// Models  double-buffered transmitter, sampling receiver, divider of the board's clock.
/// Source  ATmega328P data sheet: USART.
/// Limits  as of Board.
struct BoardUart {
    using Cycles = physics::Cycles;
    static constexpr Cycles no_cycle = ~Cycles{0};

    SerialTransmitIf* out = nullptr;
    SerialReceiveIf* in = nullptr;
    SerialBurst* heard = nullptr;
    const physics::LineDistortion* distortion = nullptr;
    std::size_t left = 0;  // bytes heard of but not handled yet
    physics::UartReceiver receiver;
    std::uint32_t divider = 0;  // CPU cycles per sample; 0: closed
    std::uint8_t flags = 0;
    bool is_reopened = false;  // by the handler that is running
    physics::Oscillator samples;
    Cycles arrival = no_cycle;        // of the next byte known
    Ticks known_until = 0;            // about the line, behind the burst
    Cycles frame_cycles = 0;          // of one byte on the wire
    std::uint64_t bit_period = 0;     // 2^-32 ticks
    Cycles last_start = 0;            // start edge of the newest byte, while it cannot send
    Cycles takes_from = no_cycle;     // the same, while it can: its buffer is free then
    Cycles shifter_free = 0;          // end of its stop bit
    ByteOnWire* next_sent = nullptr;  // of this activation; not on the wire yet
    ByteOnWire* room_end = nullptr;

    const std::uint8_t number;

    BoardUart(std::uint8_t its_number, const physics::Oscillator& oscillator)
        : samples(oscillator), number(its_number) {}
    BoardUart(const BoardUart&) = delete;
    BoardUart& operator=(const BoardUart&) = delete;
    bool is_chain() const { return number == HAL_UART_CHAIN; }
    bool hears() const { return divider != 0 && heard != nullptr; }
    void look() {
        arrival = receiver.look(*heard, *distortion, known_until) ? receiver.completion() * divider
                                                                  : no_cycle;
    }
    Cycles buffer_free() const { return takes_from == no_cycle ? last_start : takes_from; }
    void allow_sending(bool allowed) {
        last_start = buffer_free();
        takes_from = allowed ? last_start : no_cycle;
    }
    /// Returns when the start edge comes.
    Cycles shift_out(Cycles now) {
        takes_from = std::max(now, shifter_free);
        shifter_free = takes_from + frame_cycles;
        return takes_from;
    }
    void set_clock(const physics::Oscillator& cpu);
    void make_room();
    void flush();
    SerialReceiverIf* hand_over();
};

}  // namespace cellchain::parts
