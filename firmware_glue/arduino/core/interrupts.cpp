#include "avr/interrupt.h"

#include "core/interrupts.h"
#include "core/modelled.h"

// Events of the contract become the part's interrupts.

namespace {

uint8_t served;
uint8_t served_before_sei;
uint32_t sei_at;

/// The contract tells of more than the part has interrupts for, or the program has enabled.
HARDWARE bool is_enabled(uint8_t event, uint8_t n) {
    if (event == HAL_EV_TIMER)
        return n == avr::timer1;
    if (event == HAL_EV_ADC)
        return avr::is_adc_interrupt_enabled();
    return event != HAL_EV_NVM_DONE;
}

/// More than any code between sei() and sleep_cpu() that belongs to both takes.
constexpr uint32_t behind_sei_ticks = 64;

}  // namespace

namespace avr {

HARDWARE bool take_interrupt_behind_sei() {
    const bool has_come = served != served_before_sei && hal_ticks() - sei_at < behind_sei_ticks;
    served_before_sei = served;
    return has_come;
}

HARDWARE uint8_t read_sreg() {
    const hal_irq_t state = hal_irq_save();
    hal_irq_restore(state);
    return static_cast<uint8_t>(state << SREG_I);
}

HARDWARE void write_sreg(uint8_t value) {
    if ((value & _BV(SREG_I)) != 0)
        sei();
    else
        cli();
}

}  // namespace avr

extern "C" {

HARDWARE void cli() { (void)hal_irq_save(); }

HARDWARE void sei() {
    served_before_sei = served;
    hal_irq_restore(1);
    sei_at = hal_ticks();
}

HARDWARE void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (!is_enabled(event, n))
        return;
    ++served;
    switch (event) {
        case HAL_EV_WATCHDOG:
            return avr::take_watchdog_event();
        case HAL_EV_TIMER:
            return avr::take_timer1_event();
        case HAL_EV_UART_BYTE:
            avr::take_received_byte(static_cast<uint8_t>(arg >> 8));
            return USART0_RX_vect();
        case HAL_EV_UART_EMPTY:
            return USART0_UDRE_vect();
        case HAL_EV_UART_START:
            return USART0_START_vect();
        case HAL_EV_UART_COMPLETE:
            avr::take_complete_transmission();
            return USART0_TX_vect();
        case HAL_EV_PIN:
            return avr::take_pin_event(n);
        case HAL_EV_ADC:
            return avr::take_adc_event();
        default:
            return;
    }
}

}  // extern "C"
