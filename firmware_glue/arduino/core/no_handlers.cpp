#include "avr/interrupt.h"

// An interrupt without a handler: the part's table of vectors leads it to the reset.

extern "C" {

__attribute__((weak)) void ADC_vect() { hal_reset(); }
__attribute__((weak)) void TIMER1_COMPA_vect() { hal_reset(); }
__attribute__((weak)) void USART0_START_vect() { hal_reset(); }
__attribute__((weak)) void USART0_TX_vect() { hal_reset(); }
__attribute__((weak)) void WDT_vect() { hal_reset(); }

}  // extern "C"
