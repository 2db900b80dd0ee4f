// The watchdog behind WDTCSR, whatever protects that register.
#ifndef CELLCHAIN_ARDUINO_WATCHDOG_H
#define CELLCHAIN_ARDUINO_WATCHDOG_H

#include <stdint.h>

namespace avr {

uint8_t watchdog_control();
/// Bits of WDTCSR; others than mode and period are nothing.
void set_watchdog(int bits);

}  // namespace avr

#endif
