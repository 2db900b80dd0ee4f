#include <algorithm>
#include <cmath>
#include <utility>

#include "models/parts/board.h"

// What the firmware calls: the hardware of its board, every output dated with the local time. When
// a handler runs is in board.cpp.

namespace cellchain::parts {

namespace {

using physics::bits_per_frame;
constexpr std::uint32_t samples_per_bit = physics::UartReceiver::samples_per_bit;

// The chain passes no byte on in less: it is whole after nine and a half bits, and both clocks
// are within 5 %.
constexpr std::uint32_t shortest_hop_bits = 9;

// A divider more than this far from the wanted rate is refused (contract: 2 %).
constexpr double max_rate_error = 0.02;

}  // namespace

std::uint32_t Board::ticks() { return static_cast<std::uint32_t>(cursor_ - stood_still_); }

std::uint32_t Board::millis() {
    return static_cast<std::uint32_t>((cursor_ - reset_at_) * 1000 / firmware_.cpu_hz());
}

// Nothing that a handler polls for can come while it runs, so it goes on until it is stopped.
void Board::poll() { cost(polling_cycles); }

void Board::delay_us(std::uint32_t) { fail_handler("called hal_delay_us(), which blocks,"); }

bool Board::irq_save() { return false; }

void Board::irq_restore(bool) {}

std::uint8_t Board::take_reset_cause() {
    return std::exchange(untold_reset_cause_, std::uint8_t{HAL_RESET_NONE});
}

// For a main program that looks again and again.
Board::Cycles Board::line_changes_at(Uart& uart) {
    if (!uart.hears())
        return no_cycle;
    uart.is_watched = true;
    await_start(uart);
    return oscillator_.first_cycle_at_or_after(uart.in->next_change_after(local_time()));
}

std::uint32_t Board::ident(std::uint8_t what) {
    constexpr double microvolts = 1e6;
    constexpr double parts_of_count = 256.0;
    switch (what) {
        case HAL_IDENT_SERIAL:
            return config_.identity.serial;
        case HAL_IDENT_REVISION:
            return config_.identity.revision;
        case HAL_IDENT_BAND_GAP:
            return static_cast<std::uint32_t>(
                std::lround(config_.identity.band_gap.value * microvolts));
        case HAL_IDENT_CELL_OFFSET:
            return static_cast<std::uint32_t>(
                std::lround(config_.voltage_bias / voltage_adc_.volts_per_count * parts_of_count));
        default:
            return 0;
    }
}

std::uint32_t Board::ticks_per_second() { return firmware_.cpu_hz(); }

void Board::cost(std::uint32_t cycles) {
    cursor_ += cycles;
    if (cursor_ >= running_time_check_)
        check_running_time();
}

bool Board::uart_open(std::uint8_t number, std::uint32_t bits_per_second, std::uint8_t format) {
    if (number >= HAL_UART_COUNT || bits_per_second == 0 || format > HAL_UART_8N2)
        return false;
    const double wanted = firmware_.cpu_hz() / (double{samples_per_bit} * bits_per_second);
    const auto divider = static_cast<std::uint32_t>(wanted + 0.5);
    if (divider == 0 || wanted / divider > 1.0 + max_rate_error ||
        wanted / divider < 1.0 - max_rate_error)
        return false;
    Uart& uart = uarts_[number];
    uart.divider = divider;
    uart.set_clock(oscillator_);
    const std::uint32_t bits = bits_per_frame + (format == HAL_UART_8N2 ? 1 : 0);
    uart.frame_cycles = Cycles{divider} * samples_per_bit * bits;
    uart.forget_received();
    if (uart.hears()) {
        uart.receiver.open(uart.samples, local_time());
        uart.in->open(uart.samples, local_time());
        uart.look();
        see_what_is_undecided(uart);
        await_start(uart);
        uart.is_reopened = true;
        recheck_ = true;
    }
    uart.allow_sending((uart.flags & HAL_UART_TX) != 0);
    if (number == HAL_UART_CHAIN && needs_line_)
        tell_line_of_uart();
    if (number == HAL_UART_CHAIN)
        horizon_->note_hop(uart.frame.bit_period() / physics::parts_of_tick * shortest_hop_bits);
    return true;
}

void Board::uart_enable(std::uint8_t number, std::uint8_t flags) {
    if (number >= HAL_UART_COUNT)
        return;
    Uart& uart = uarts_[number];
    uart.flags = flags;
    uart.allow_sending(uart.divider != 0 && (flags & HAL_UART_TX) != 0);
    if (number == HAL_UART_CHAIN && needs_line_)
        tell_line_of_uart();
    const bool wanted = (flags & HAL_UART_TX_EMPTY_EVENT) != 0;
    set_due(empty_slot + number, wanted ? std::max(uart.buffer_free(), cursor_) : no_cycle);
    if (uart.hears())
        await_start(uart);
    await_complete(uart);
    if (uart.wants_start() && number == HAL_UART_CHAIN)
        horizon_->note_hop(1);  // it may be passed on at once
}

inline bool Board::put(Uart& uart, std::uint8_t byte) {
    if (uart.takes_from > cursor_)
        return false;
    if (uart.next_sent == uart.room_end)
        return put_into_new_room(uart, byte);
    const Cycles start = uart.shift_out(cursor_);
    *uart.next_sent++ = ByteOnWire(oscillator_.instant(start), byte, uart.frame);
    return true;
}

// Apart, and called last, so that a byte with room left saves no registers.
[[gnu::noinline]] bool Board::put_into_new_room(Uart& uart, std::uint8_t byte) {
    if (uart.out == nullptr) {
        uart.shift_out(cursor_);  // into the air
    } else {
        uart.make_room();
        put(uart, byte);
    }
    if (uart.wants_complete())
        await_complete(uart);
    return true;
}

[[gnu::noinline]] bool Board::put_elsewhere(std::uint8_t number, std::uint8_t byte) {
    if (number >= HAL_UART_COUNT)
        return false;
    sends_elsewhere_ = true;
    return put(uarts_[number], byte);
}

// Most bytes by far go to the chain; its UART has a fixed place.
bool Board::uart_put(std::uint8_t number, std::uint8_t byte) {
    return number == HAL_UART_CHAIN ? put(uarts_[HAL_UART_CHAIN], byte)
                                    : put_elsewhere(number, byte);
}

// A byte's delivery has taken it already.
std::int16_t Board::uart_get(std::uint8_t, std::uint8_t*) { return -1; }

std::uint8_t Board::uart_state(std::uint8_t number) {
    if (number >= HAL_UART_COUNT)
        return 0;
    const Uart& uart = uarts_[number];
    return static_cast<std::uint8_t>((uart.takes_from <= cursor_ ? HAL_UART_TX_FREE : 0) |
                                     (uart.shifter_free <= cursor_ ? HAL_UART_TX_COMPLETE : 0) |
                                     (line_level(uart) ? HAL_UART_LINE : 0));
}

// In event style that which the handler has found: what comes while it runs may not be known yet.
bool Board::line_level(const Uart& uart) const {
    const Cycles when = program_ ? cursor_ : std::min(handler_began_, cursor_);
    return uart.in == nullptr || uart.in->level(oscillator_.instant(when));
}

void Board::timer_start(std::uint8_t id, std::uint32_t ticks, bool periodic) {
    if (id >= HAL_TIMER_COUNT || ticks == 0)
        return;
    timer_period_[id] = periodic ? ticks : 0;
    set_due(timer_slot + id, cursor_ + ticks);
}

void Board::timer_at(std::uint8_t id, std::uint32_t tick) {
    constexpr Cycles wrap = Cycles{1} << 32;
    const std::uint32_t ahead = tick - ticks();
    if (id >= HAL_TIMER_COUNT)
        return;
    timer_period_[id] = 0;
    set_due(timer_slot + id, cursor_ + (ahead == 0 ? wrap : ahead));
}

void Board::timer_stop(std::uint8_t id) {
    if (id < HAL_TIMER_COUNT)
        set_due(timer_slot + id, no_cycle);
}

std::uint8_t Board::nvm_read(std::uint16_t address) {
    return address < nvm_.size() ? nvm_[address] : nvm_erased;
}

void Board::nvm_write(std::uint16_t address, std::uint8_t value) {
    if (nvm_busy() || address >= nvm_.size())
        return;
    nvm_written_ = address;
    nvm_before_ = nvm_[address];
    nvm_[address] = value;
    set_due(nvm_slot, cursor_ + static_cast<Cycles>(firmware_.cpu_hz() * nvm_write_s));
}

// The event may still wait for the handler that runs: a byte that is written then puts it off.
bool Board::nvm_busy() { return due_[nvm_slot] != no_cycle && due_[nvm_slot] > cursor_; }

void Board::record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) {
    count_output();
    if (trace_sink_)
        trace_sink_(name(), local_time(), id, a, b);
}

}  // namespace cellchain::parts
