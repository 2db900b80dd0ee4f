#include "fake_board.h"

FakeBoard fake;

void FakeBoard::convert(const std::array<std::uint16_t, 4>& codes) {
    while (!conversions.empty()) {
        const auto channel = conversions.front();
        conversions.erase(conversions.begin());
        fw_event(HAL_EV_ADC, channel, codes[channel]);
    }
}

void FakeBoard::drain(std::uint8_t uart) {
    while ((uart_flags[uart] & HAL_UART_TX_EMPTY_EVENT) != 0)
        fw_event(HAL_EV_UART_EMPTY, uart, 0);
}

void FakeBoard::finish_nvm_writes() {
    while (nvm_busy) {
        nvm_busy = false;
        fw_event(HAL_EV_NVM_DONE, 0, 0);
    }
}

void FakeBoard::send_chain(const std::vector<std::uint8_t>& bytes) {
    ticks += 100 * byte_ticks;
    for (const auto byte : bytes) {
        ticks += byte_ticks;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, byte);
    }
}

extern "C" {
uint32_t hal_ticks(void) { return fake.ticks; }
uint32_t hal_ticks_per_second(void) { return FakeBoard::ticks_per_second; }
void hal_cost(uint32_t) {}
uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t) {
    fake.bits_per_s[n] = bits_per_s;
    return 1;
}
void hal_uart_enable(uint8_t n, uint8_t flags) { fake.uart_flags[n] = flags; }
uint8_t hal_uart_put(uint8_t n, uint8_t byte) {
    if (fake.uart_full)
        return 0;
    if (n == HAL_UART_DATA_OUT && fake.refused_puts > 0) {
        --fake.refused_puts;
        return 0;
    }
    fake.sent[n].push_back(byte);
    return 1;
}
void hal_pin_write(uint8_t pin, uint8_t level) { fake.pins[pin] = level; }
uint8_t hal_pin_read(uint8_t pin) { return fake.pins[pin]; }
void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic) {
    fake.timers[id] = ticks;
    fake.periodic[id] = periodic != 0;
}
void hal_timer_stop(uint8_t id) { fake.timers.erase(id); }
void hal_adc_start(uint8_t channel, uint8_t, uint8_t) { fake.conversions.push_back(channel); }
uint8_t hal_nvm_read(uint16_t address) {
    const auto found = fake.nvm.find(address);
    return found == fake.nvm.end() ? 0xFF : found->second;
}
void hal_nvm_write(uint16_t address, uint8_t value) {
    fake.nvm[address] = value;
    fake.nvm_busy = true;
}
uint8_t hal_nvm_busy(void) { return fake.nvm_busy; }
void hal_trace(uint16_t id, uint32_t a, uint32_t b) { fake.traces.push_back({id, a, b}); }
void hal_fail(uint16_t, uint16_t) {}
}
