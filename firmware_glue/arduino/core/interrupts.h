// What the parts of this layer know of each other's interrupts.
#ifndef CELLCHAIN_ARDUINO_INTERRUPTS_H
#define CELLCHAIN_ARDUINO_INTERRUPTS_H

#include <stdint.h>

namespace avr {

/// Timers of the contract that are this layer's.
constexpr uint8_t timer1 = 3;
constexpr uint8_t timer0 = 2;  ///< only while the CPU sleeps

/// An interrupt came as sei() let it, and sei() was just now: between it and a sleep behind it
/// there is no gap on the part, so that the sleep is over already.
bool take_interrupt_behind_sei();

bool is_adc_interrupt_enabled();

/// Entering the sleep for it starts a conversion.
void start_quiet_conversion();

/// The Arduino core's timer, which wakes an idle CPU.
bool is_timer0_running();
void start_timer0_tick();

/// Events whose interrupt is enabled, on their way to its handler.
void take_adc_event();
void take_timer1_event();
void take_watchdog_event();
void take_received_byte(uint8_t errors);
void take_complete_transmission();
void take_pin_event(uint8_t pin);

/// Into MCUSR.
void keep_reset_cause(uint8_t cause);

}  // namespace avr

#endif
