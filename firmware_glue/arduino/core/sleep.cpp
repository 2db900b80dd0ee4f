#include "avr/sleep.h"

#include "avr/interrupt.h"
#include "core/interrupts.h"
#include "core/modelled.h"

// sleep_cpu() with interrupts masked sleeps until a reset, as on the part.

namespace {

constexpr uint16_t always = HAL_WAKE_WATCHDOG | HAL_WAKE_PIN | HAL_WAKE_UART_START;
constexpr uint16_t in_idle =
    HAL_WAKE_TIMER | HAL_WAKE_UART_BYTE | HAL_WAKE_UART_EMPTY | HAL_WAKE_UART_COMPLETE;

uint8_t mode = SLEEP_MODE_IDLE;
bool is_enabled;

/// Of what goes on in this mode. A source that is not enabled never comes.
HARDWARE uint16_t wake_sources() {
    const uint16_t converter = avr::is_adc_interrupt_enabled() ? HAL_WAKE_ADC : 0;
    if (mode == SLEEP_MODE_IDLE)
        return always | in_idle | converter;
    return mode == SLEEP_MODE_ADC ? always | converter : always;
}

HARDWARE bool stops_clock() { return mode == SLEEP_MODE_PWR_DOWN || mode == SLEEP_MODE_STANDBY; }

}  // namespace

extern "C" {

HARDWARE void set_sleep_mode(uint8_t new_mode) {
    IS_MODELLED(new_mode <= SLEEP_MODE_PWR_DOWN || new_mode == SLEEP_MODE_STANDBY,
                "set_sleep_mode: idle, ADC, power-down and standby are there");
    mode = new_mode;
}

HARDWARE void sleep_enable() { is_enabled = true; }
HARDWARE void sleep_disable() { is_enabled = false; }

HARDWARE void sleep_cpu() {
    if (!is_enabled || avr::take_interrupt_behind_sei())
        return;
    const bool can_wake = hal_irq_save() != 0;
    const bool ticks_wake = can_wake && mode == SLEEP_MODE_IDLE && avr::is_timer0_running();
    if (ticks_wake)
        avr::start_timer0_tick();
    if (mode == SLEEP_MODE_ADC)
        avr::start_quiet_conversion();
    hal_sleep(stops_clock() ? HAL_SLEEP_DEEP : HAL_SLEEP_IDLE,
              can_wake ? wake_sources() : uint16_t{0});
    if (ticks_wake)
        hal_timer_stop(avr::timer0);
}

HARDWARE void sleep_mode() {
    is_enabled = true;
    sleep_cpu();
    is_enabled = false;
}

}  // extern "C"
