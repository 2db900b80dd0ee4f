#include "firmware_glue/avr/simulator/usart.h"

#include <algorithm>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::avr {

namespace {

// UCSRnA
constexpr std::uint8_t receive_complete = 1 << 7;
constexpr std::uint8_t transmit_complete = 1 << 6;
constexpr std::uint8_t register_empty = 1 << 5;
constexpr std::uint8_t framing_error = 1 << 4;
constexpr std::uint8_t overrun = 1 << 3;
constexpr std::uint8_t double_speed_and_multiprocessor = 0x03;
// UCSRnB
constexpr std::uint8_t receive_interrupt = 1 << 7;
constexpr std::uint8_t complete_interrupt = 1 << 6;
constexpr std::uint8_t empty_interrupt = 1 << 5;
constexpr std::uint8_t receiver_on = 1 << 4;
constexpr std::uint8_t transmitter_on = 1 << 3;
constexpr std::uint8_t receiver_bits = receive_interrupt | receiver_on;
constexpr std::uint8_t transmitter_bits = complete_interrupt | empty_interrupt | transmitter_on;
// UCSRnC
constexpr std::uint8_t eight_data_bits = 0x06;
constexpr std::uint8_t two_stop_bits = 1 << 3;

constexpr std::uint32_t samples_per_bit = 16;
constexpr std::uint32_t bits_per_frame = 10;

}  // namespace

Usart::Usart(Microcontroller& mcu, std::uint8_t number, std::uint8_t receiver,
             std::uint8_t transmitter)
    : mcu_(mcu),
      number_(number),
      receiver_(receiver),
      transmitter_(transmitter),
      control_b_(
          static_cast<std::uint16_t>(registers::usart0 + number * registers::usart_stride + 1)),
      format_(static_cast<std::uint16_t>(control_b_ + 1)),
      divider_low_(static_cast<std::uint16_t>(control_b_ + 3)) {
    const auto status = static_cast<std::uint16_t>(control_b_ - 1);
    const auto data = static_cast<std::uint16_t>(divider_low_ + 2);
    mcu.on_read<&Usart::read_status>(status, *this);
    mcu.on_write<&Usart::write_status>(status, *this);
    mcu.on_write<&Usart::write_control>(control_b_, *this);
    mcu.on_write<&Usart::write_format>(format_, *this);
    mcu.on_write<&Usart::write_divider>(divider_low_, *this);
    mcu.on_write<&Usart::write_divider_high>(static_cast<std::uint16_t>(divider_low_ + 1), *this);
    mcu.on_read<&Usart::read_data>(data, *this);
    mcu.on_write<&Usart::write_data>(data, *this);
}

void Usart::receive(std::uint16_t byte_and_errors) {
    const unsigned errors = byte_and_errors >> 8;
    state().received = static_cast<std::uint8_t>(byte_and_errors);
    state().status = receive_complete;
    if ((errors & HAL_UART_ERR_FRAMING) != 0)
        state().status |= framing_error;
    if ((errors & HAL_UART_ERR_OVERRUN) != 0)
        state().status |= overrun;
}

std::uint8_t Usart::read_status(std::uint16_t) {
    const bool is_empty = mcu_.now() >= state().register_free;
    const bool is_complete =
        mcu_.now() >= state().shifter_free && state().shifter_free > state().complete_told;
    return static_cast<std::uint8_t>(state().status | (is_empty ? register_empty : 0) |
                                     (is_complete ? transmit_complete : 0));
}

std::uint8_t Usart::read_data(std::uint16_t) {
    state().status = 0;
    return state().received;
}

void Usart::write_status(std::uint16_t, std::uint8_t value) {
    if ((value & double_speed_and_multiprocessor) != 0)
        mcu_.refuse("a USART's double speed and address mode are not modelled");
    if ((value & transmit_complete) != 0)
        complete();
}

void Usart::complete() { state().complete_told = mcu_.now(); }

void Usart::write_format(std::uint16_t address, std::uint8_t value) {
    if ((value & ~two_stop_bits) != eight_data_bits)
        mcu_.refuse("a USART is modelled with 8N1 and 8N2 alone");
    const bool is_new = mcu_.data(address) != value;
    mcu_.data(address) = value;
    if (is_new && state().frame_cycles != 0)
        write_divider(divider_low_, mcu_.data(divider_low_));
}

void Usart::write_control(std::uint16_t address, std::uint8_t value) {
    if ((value & ~(receiver_bits | transmitter_bits)) != 0)
        mcu_.refuse("of UCSRnB only RXEN, RXCIE, TXEN, TXCIE and UDRIE are modelled");
    if (((value & receiver_on) != 0) != ((value & receive_interrupt) != 0))
        mcu_.refuse("a USART's receiver is modelled with its interrupt alone");
    const unsigned changed = mcu_.data(address) ^ value;
    mcu_.data(address) = value;
    std::uint8_t heard = 0;
    std::uint8_t sent = 0;
    if ((value & receiver_on) != 0)
        heard |= HAL_UART_RX;
    if ((value & transmitter_on) != 0)
        sent |= HAL_UART_TX;
    if ((value & empty_interrupt) != 0)
        sent |= HAL_UART_TX_EMPTY_EVENT;
    if ((value & complete_interrupt) != 0)
        sent |= HAL_UART_COMPLETE_EVENT;
    const cellhal_ops& ops = mcu_.ops();
    if (receiver_ == transmitter_) {
        if (changed != 0)
            ops.uart_enable(mcu_.board(), receiver_, heard | sent);
        return;
    }
    if ((changed & receiver_bits) != 0)
        ops.uart_enable(mcu_.board(), receiver_, heard);
    if ((changed & transmitter_bits) != 0)
        ops.uart_enable(mcu_.board(), transmitter_, sent);
}

// Aside until the low byte comes.
void Usart::write_divider_high(std::uint16_t address, std::uint8_t value) {
    mcu_.data(address) = value;
}

void Usart::write_divider(std::uint16_t address, std::uint8_t value) {
    mcu_.data(address) = value;
    const std::uint32_t divider =
        (std::uint32_t{mcu_.data(static_cast<std::uint16_t>(address + 1))} << 8 | value) + 1;
    const std::uint32_t clocks_per_bit = divider * samples_per_bit;
    const std::uint32_t rate = (mcu_.cpu_hz() + clocks_per_bit / 2) / clocks_per_bit;
    // The board is told the rate in whole bits a second and finds the divider from it.
    const std::uint32_t found =
        (mcu_.cpu_hz() + rate * samples_per_bit / 2) / (rate * samples_per_bit);
    if (found != divider)
        mcu_.refuse("a USART as slow as that is not modelled");
    const bool is_longer = (mcu_.data(format_) & two_stop_bits) != 0;
    state().frame_cycles = Cycle{clocks_per_bit} * (bits_per_frame + (is_longer ? 1 : 0));
    if (receiver_ != HAL_UART_COUNT)
        open(receiver_, rate);
    if (transmitter_ != HAL_UART_COUNT && transmitter_ != receiver_)
        open(transmitter_, rate);
}

void Usart::open(std::uint8_t uart, std::uint32_t bits_per_second) {
    const bool has_two_stop_bits = (mcu_.data(format_) & two_stop_bits) != 0;
    (void)mcu_.ops().uart_open_as(mcu_.board(), uart, bits_per_second,
                                  has_two_stop_bits ? HAL_UART_8N2 : HAL_UART_8N1);
}

void Usart::write_data(std::uint16_t, std::uint8_t value) {
    if ((mcu_.data(control_b_) & transmitter_on) == 0 || mcu_.now() < state().register_free)
        return;  // it is full, and keeps what it has
    state().register_free = std::max(mcu_.now(), state().shifter_free);
    state().shifter_free = state().register_free + state().frame_cycles;
    if (transmitter_ != HAL_UART_COUNT)
        (void)mcu_.ops().uart_put(mcu_.board(), transmitter_, value);
}

}  // namespace cellchain::avr
