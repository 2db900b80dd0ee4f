#pragma once

#include <algorithm>
#include <array>
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
    Cycles divider = 0;  // CPU cycles per sample; 0: closed
    std::uint8_t flags = 0;
    bool is_watched = false;   // a main program has asked for its level
    bool has_overrun = false;  // bytes were lost since the newest one that was not
    bool is_reopened = false;  // by the handler that is running
    physics::Oscillator samples;
    Cycles arrival = no_cycle;     // of the next byte known
    Ticks known_until = 0;         // about the line, behind the burst
    Cycles frame_cycles = 0;       // of one byte on the wire
    ByteOnWire::Frame frame{0};    // of what it sends
    Cycles last_start = 0;         // start edge of the newest byte, while it cannot send
    Cycles takes_from = no_cycle;  // the same, while it can: its buffer is free then
    Cycles shifter_free = 0;       // end of its stop bit
    // When the newest two bytes were taken out of the FIFO, which holds two.
    Cycles taken_before = 0;
    Cycles taken = 0;
    Cycles start_at = no_cycle;       // of the next byte known, while start edges are wanted
    Cycles start_told = no_cycle;     // of the newest start edge that was
    Cycles complete_at = no_cycle;    // while that is wanted
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
    /// Found both places taken when it came.
    bool loses(Cycles byte_arrival) const { return byte_arrival < taken_before; }
    void forget_received() {
        taken_before = taken = 0;
        has_overrun = false;
    }
    void take_out(Cycles when) {
        taken_before = taken;
        taken = when;
    }
    /// Of a received byte.
    std::uint8_t event_of(std::uint16_t byte_and_errors) const {
        const bool is_error = (flags & HAL_UART_ERROR_EVENT) != 0 && byte_and_errors > 0xFF;
        return is_error ? HAL_EV_UART_ERROR : HAL_EV_UART_BYTE;
    }
    bool wants_start() const { return (flags & HAL_UART_START_EVENT) != 0 || is_watched; }
    bool wants_complete() const { return (flags & HAL_UART_COMPLETE_EVENT) != 0; }
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

/// UARTs with a line to hear.
class HearingUarts {
public:
    void add(BoardUart& uart) { *end_++ = &uart; }
    BoardUart* const* begin() const { return uarts_.data(); }
    BoardUart* const* end() const { return end_; }
    bool is_one() const { return end_ - uarts_.data() == 1; }

private:
    std::array<BoardUart*, HAL_UART_COUNT> uarts_{};
    BoardUart** end_ = uarts_.data();
};

}  // namespace cellchain::parts
