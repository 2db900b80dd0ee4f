#include "firmware_glue/avr/simulator/usart.h"

#include <algorithm>
#include <utility>

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
    UsartState& usart = state();
    if (usart.received_count == usart.received.size()) {
        usart.has_overrun = true;
        return;
    }
    if (std::exchange(usart.has_overrun, false))
        byte_and_errors |= HAL_UART_ERR_OVERRUN << 8;
    usart.received[usart.received_count++] = byte_and_errors;
}

void Usart::fetch_received() {
    for (;;) {
        std::uint8_t errors = 0;
        const std::int16_t byte = mcu_.ops()->uart_get(mcu_.board(), receiver_, &errors);
        if (byte < 0)
            return;
        receive(static_cast<std::uint16_t>(byte | errors << 8));
    }
}

bool Usart::is_complete() {
    return mcu_.now() >= state().shifter_free && state().shifter_free > state().complete_told;
}

bool Usart::is_receiver_on() { return (mcu_.data(control_b_) & receiver_on) != 0; }

bool Usart::receive_waits() {
    return state().received_count != 0 && (mcu_.data(control_b_) & receive_interrupt) != 0;
}

bool Usart::empty_waits() {
    constexpr std::uint8_t both = empty_interrupt | transmitter_on;
    return (mcu_.data(control_b_) & both) == both && mcu_.now() >= state().register_free;
}

bool Usart::complete_waits() {
    return (mcu_.data(control_b_) & complete_interrupt) != 0 && is_complete();
}

std::uint8_t Usart::read_status(std::uint16_t) {
    const bool is_empty = mcu_.now() >= state().register_free;
    std::uint8_t status = 0;
    if (state().received_count != 0) {
        const unsigned errors = state().received[0] >> 8;
        status |= receive_complete;
        if ((errors & HAL_UART_ERR_FRAMING) != 0)
            status |= framing_error;
        if ((errors & HAL_UART_ERR_OVERRUN) != 0)
            status |= overrun;
    }
    return static_cast<std::uint8_t>(status | (is_empty ? register_empty : 0) |
                                     (is_complete() ? transmit_complete : 0));
}

std::uint8_t Usart::read_data(std::uint16_t) {
    UsartState& usart = state();
    const auto first = static_cast<std::uint8_t>(usart.received[0]);
    if (usart.received_count != 0 && --usart.received_count != 0)
        usart.received[0] = usart.received[1];
    return first;
}

void Usart::write_status(std::uint16_t, std::uint8_t value) {
    if ((value & double_speed_and_multiprocessor) != 0)
        mcu_.refuse("a USART's double speed and address mode are not modelled");
    if ((value & transmit_complete) != 0)
        complete();
}

void Usart::complete() {
    state().complete_told = mcu_.now();
    state().complete_is_late = false;
}

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
    if (!mcu_.is_main_style() && ((value & receiver_on) != 0) != ((value & receive_interrupt) != 0))
        mcu_.refuse("in event style a USART's receiver is modelled with its interrupt alone");
    const unsigned changed = mcu_.data(address) ^ value;
    mcu_.data(address) = value;
    if ((value & receiver_on) == 0)
        state().received_count = 0;
    state().empty_is_told = false;
    state().complete_is_late = (changed & value & complete_interrupt) != 0 && is_complete();
    if (receiver_ == transmitter_ ? changed != 0 : (changed & receiver_bits) != 0)
        tell_receiver();
    if (receiver_ != transmitter_ && (changed & transmitter_bits) != 0)
        tell_transmitter();
}

std::uint8_t Usart::receiver_flags() {
    if (!is_receiver_on())
        return 0;
    std::uint8_t flags = HAL_UART_RX;
    if (mcu_.is_main_style())
        flags |= HAL_UART_RX_EVENT;
    if (state().is_start_watched)
        flags |= HAL_UART_START_EVENT;
    return flags;
}

std::uint8_t Usart::transmitter_flags() {
    const std::uint8_t control = mcu_.data(control_b_);
    std::uint8_t flags = 0;
    if ((control & transmitter_on) != 0)
        flags |= HAL_UART_TX;
    if ((control & empty_interrupt) != 0 && !state().empty_is_told)
        flags |= HAL_UART_TX_EMPTY_EVENT;
    if ((control & complete_interrupt) != 0)
        flags |= HAL_UART_COMPLETE_EVENT;
    return flags;
}

void Usart::tell_receiver() {
    const std::uint8_t flags = receiver_flags();
    mcu_.ops()->uart_enable(
        mcu_.board(), receiver_,
        receiver_ == transmitter_ ? static_cast<std::uint8_t>(flags | transmitter_flags()) : flags);
}

void Usart::tell_transmitter() {
    if (receiver_ == transmitter_)
        return tell_receiver();
    mcu_.ops()->uart_enable(mcu_.board(), transmitter_, transmitter_flags());
}

void Usart::empty_is_told() {
    state().empty_is_told = true;
    tell_transmitter();
}

void Usart::watch_start(bool is_wanted) {
    if (std::exchange(state().is_start_watched, is_wanted) != is_wanted)
        tell_receiver();
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
    (void)mcu_.ops()->uart_open_as(mcu_.board(), uart, bits_per_second,
                                   has_two_stop_bits ? HAL_UART_8N2 : HAL_UART_8N1);
}

void Usart::write_data(std::uint16_t, std::uint8_t value) {
    if ((mcu_.data(control_b_) & transmitter_on) == 0 || mcu_.now() < state().register_free)
        return;  // it is full, and keeps what it has
    state().register_free = std::max(mcu_.now(), state().shifter_free);
    state().shifter_free = state().register_free + state().frame_cycles;
    if (transmitter_ != HAL_UART_COUNT)
        (void)mcu_.ops()->uart_put(mcu_.board(), transmitter_, value);
    if (std::exchange(state().empty_is_told, false))
        tell_transmitter();
}

}  // namespace cellchain::avr
