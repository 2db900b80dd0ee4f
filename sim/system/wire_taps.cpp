#include "sim/system/wire_taps.h"

#include "sim/system/bms_system.h"
#include "sim/system/pack_reporter.h"

namespace cellchain::system {

WireTaps::WireTaps(BmsSystem& system, PackReporter& reporter, int bits_per_s)
    : system_(system),
      reporter_(reporter),
      bits_per_s_(bits_per_s),
      chain_timing_(static_cast<int>(system.boards.size())),
      leds_(static_cast<int>(system.boards.size())) {}

void WireTaps::watch_chain() {
    if (chain_is_watched_)
        return;
    chain_is_watched_ = true;
    observers_.push_back(&chain_timing_);
    system_.battery.set_sample_sink(
        [this](int index, Ticks when) { chain_timing_.at_reading(index + 1, when); });
    reporter_.watch_chain(chain_timing_);
    tap_links();
    tap_chain_input(*system_.boards.back());
}

void WireTaps::watch_leds() {
    if (leds_are_watched_)
        return;
    leds_are_watched_ = true;
    observers_.push_back(&leds_);
    for (auto& board : system_.boards)
        tap_pins(*board);
}

void WireTaps::add(WireObserver& observer) {
    observers_.push_back(&observer);
    tap_links();
    system_.data_out_line.set_tap([this](const physics::ByteOnWire* bytes, std::size_t count) {
        for (WireObserver* each : observers_)
            each->at_data_out_sent(bytes, count);
    });
    for (auto& board : system_.boards) {
        tap_chain_input(*board);
        tap_pins(*board);
    }
}

void WireTaps::tap_links() {
    for (std::size_t i = 0; i < system_.links.size(); ++i) {
        system_.links[i]->set_tap([this, i](const physics::ByteOnWire* bytes, std::size_t count) {
            for (WireObserver* observer : observers_)
                observer->at_chain_sent(static_cast<int>(i + 1), bytes, count);
        });
        if (system_.firmware[i].image->needs_line() || system_.firmware[i + 1].image->needs_line())
            tap_pins_of(i);
    }
}

// What a board's UART has received it tells itself.
void WireTaps::tap_pins_of(std::size_t link) {
    const auto from = static_cast<int>(link + 1);
    const auto driven = [this, from](parts::PinLevel level) {
        for (WireObserver* observer : observers_)
            observer->at_chain_driven(from, level.high, level.from);
    };
    const auto sent = [this, from](const physics::ByteOnWire& byte) {
        for (WireObserver* observer : observers_)
            observer->at_chain_driven_byte(from, byte);
    };
    const auto seen = [this, from,
                       &to = *system_.boards[link + 1]](const physics::ByteOnWire& byte) {
        if (to.receives_by_uart())
            return;
        const bool is_good = byte.reception() != physics::Reception::framing_error;
        const auto errors = static_cast<unsigned>(is_good ? 0 : HAL_UART_ERR_FRAMING) << 8U;
        for (WireObserver* observer : observers_)
            observer->at_chain_heard(from + 1, sc_core::sc_time_stamp().value(),
                                     static_cast<std::uint16_t>(errors | byte.data()));
    };
    system_.links[link]->set_pin_tap({bits_per_s_, driven, sent, seen});
}

void WireTaps::tap_chain_input(parts::Board& board) {
    const int number = board.position();
    board.set_heard_sink(
        [this, number](std::uint8_t uart, Ticks complete, std::uint16_t byte_and_errors) {
            if (uart != HAL_UART_CHAIN)
                return;
            for (WireObserver* observer : observers_)
                observer->at_chain_heard(number, complete, byte_and_errors);
        });
}

void WireTaps::tap_pins(parts::Board& board) {
    const int number = board.position();
    board.set_pin_sink([this, number](std::uint8_t pin, bool level, Ticks when) {
        for (WireObserver* observer : observers_)
            observer->at_pin(number, pin, level, when);
    });
}

}  // namespace cellchain::system
