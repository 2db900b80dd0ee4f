#pragma once

#include "firmware_glue/avr/simulator/microcontroller.h"

namespace cellchain::avr {

/// One USART, between the program and the lines of its board.
///
/// Models  divider, receiver with its errors and a FIFO of two, double-buffered transmitter, all
///         three interrupts.
/// Source  ATmega328P data sheet, "USART0".
/// Limits  8N1 and 8N2 at 16 samples a bit; no third byte in the receiver's shift register; in
///         event style a receiver has its interrupt on. What else a program asks for stops it.
class Usart {
public:
    /// `receiver` and `transmitter` are UARTs of the contract; HAL_UART_COUNT: no line.
    Usart(Microcontroller& mcu, std::uint8_t number, std::uint8_t receiver,
          std::uint8_t transmitter);

    std::uint8_t receiver() const { return receiver_; }
    std::uint8_t transmitter() const { return transmitter_; }
    /// What HAL_EV_UART_BYTE says.
    void receive(std::uint16_t byte_and_errors);
    /// Main style: takes what the board has received.
    void fetch_received();
    /// All that was put is out, and it has been told.
    void complete();
    /// Main style: the board need not tell that the register is empty until it has been full.
    void empty_is_told();
    /// The line's pin change interrupt is on, or off again.
    void watch_start(bool is_wanted);
    bool is_receiver_on();

    /// Interrupts that are on and wait.
    bool receive_waits();
    bool empty_waits();
    bool complete_waits();
    /// Of event style: its flag was up before its interrupt was switched on.
    bool late_complete_waits() { return state().complete_is_late && complete_waits(); }

private:
    std::uint8_t read_status(std::uint16_t address);
    std::uint8_t read_data(std::uint16_t address);
    void write_status(std::uint16_t address, std::uint8_t value);
    void write_control(std::uint16_t address, std::uint8_t value);
    void write_format(std::uint16_t address, std::uint8_t value);
    void write_divider_high(std::uint16_t address, std::uint8_t value);
    void write_divider(std::uint16_t address, std::uint8_t value);
    void write_data(std::uint16_t address, std::uint8_t value);
    void open(std::uint8_t uart, std::uint32_t bits_per_second);
    bool is_complete();
    void tell_receiver();
    void tell_transmitter();
    std::uint8_t receiver_flags();
    std::uint8_t transmitter_flags();
    UsartState& state() { return mcu_.state().usarts[number_]; }

    Microcontroller& mcu_;
    const std::uint8_t number_;
    const std::uint8_t receiver_;
    const std::uint8_t transmitter_;
    const std::uint16_t control_b_;
    const std::uint16_t format_;
    const std::uint16_t divider_low_;
};

}  // namespace cellchain::avr
