#include "firmware_glue/hal/cellhal.h"
#include "firmware_glue/host/firmware.h"

namespace cellchain::host {

namespace {

BoardPeripherals& board(void* context) { return *static_cast<BoardPeripherals*>(context); }

const cellhal_ops operations = {
    sizeof(cellhal_ops),
    CELLFW_MAJOR,
    CELLFW_MINOR,
    [](void* b) { return board(b).ticks(); },
    [](void* b) { return board(b).ticks_per_second(); },
    [](void* b, uint32_t cycles) { board(b).cost(cycles); },
    [](void* b, uint8_t n, uint32_t bits_per_s) -> uint8_t {
        return board(b).uart_open(n, bits_per_s, HAL_UART_8N1);
    },
    [](void* b, uint8_t n, uint8_t flags) { board(b).uart_enable(n, flags); },
    [](void* b, uint8_t n, uint8_t byte) -> uint8_t { return board(b).uart_put(n, byte); },
    [](void* b, uint8_t pin, uint8_t level) { board(b).pin_write(pin, level != 0); },
    [](void* b, uint8_t pin) -> uint8_t { return board(b).pin_read(pin); },
    [](void* b, uint8_t id, uint32_t ticks, uint8_t periodic) {
        board(b).timer_start(id, ticks, periodic != 0);
    },
    [](void* b, uint8_t id) { board(b).timer_stop(id); },
    [](void* b, uint8_t channel) { board(b).adc_start(channel, HAL_ADC_REF_INTERNAL, 0); },
    [](void* b, uint16_t address) { return board(b).nvm_read(address); },
    [](void* b, uint16_t address, uint8_t value) { board(b).nvm_write(address, value); },
    [](void* b) -> uint8_t { return board(b).nvm_busy(); },
    [](void* b, uint16_t id, uint32_t x, uint32_t y) { board(b).record_trace(id, x, y); },
    [](void* b, uint16_t code, uint16_t line) { board(b).fail(code, line); },
    [](void* b) { board(b).software_reset(); },
    [](void* b, uint8_t how, int32_t status) { board(b).halt(how, status); },
    [](void* b, const char* expression, const char* file, uint32_t line) {
        board(b).fail_assertion(expression, file, line);
    },
    [](void* b, uint8_t mode, uint16_t ms) { board(b).watchdog_set(mode, ms); },
    [](void* b) { board(b).watchdog_kick(); },
    [](void* b) { board(b).poll(); },
    [](void* b, uint32_t us) { board(b).delay_us(us); },
    [](void* b) -> uint8_t { return board(b).irq_save(); },
    [](void* b, uint8_t state) { board(b).irq_restore(state != 0); },
    [](void* b, uint8_t mode, uint16_t wake) { board(b).sleep(mode, wake); },
    [](void* b, uint8_t n, uint8_t* errors) { return board(b).uart_get(n, errors); },
    [](void* b, uint8_t n) { return board(b).uart_state(n); },
    [](void* b) { return board(b).millis(); },
    [](void* b, uint8_t id, uint32_t tick) { board(b).timer_at(id, tick); },
    [](void* b) -> uint8_t { return board(b).adc_busy(); },
    [](void* b) { return board(b).adc_result(); },
    [](void* b) { return board(b).take_reset_cause(); },
    [](void* b, uint32_t cycles) { board(b).count_block(cycles); },
    [](void* b, uint8_t n, uint32_t bits_per_s, uint8_t format) -> uint8_t {
        return board(b).uart_open(n, bits_per_s, format);
    },
    [](void* b, uint8_t channel, uint8_t reference, uint8_t flags) {
        board(b).adc_start(channel, reference, flags);
    },
    [](void* b, uint8_t pin, uint8_t mode) { board(b).pin_mode(pin, mode); },
    [](void* b, uint8_t pin, uint8_t edges) { board(b).pin_irq(pin, edges); },
    [](void* b, uint8_t channel, uint16_t duty, uint32_t period_us) {
        board(b).pwm_set(channel, duty, period_us);
    },
    [](void* b, uint8_t what) { return board(b).ident(what); },
};

}  // namespace

const cellhal_ops& board_operations() { return operations; }

}  // namespace cellchain::host
