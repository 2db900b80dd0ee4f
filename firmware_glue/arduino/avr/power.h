/* Parts of the microcontroller whose clock is taken away, by calls; by its register it is PRR. The
 * chain's USART keeps its own. */
#ifndef CELLCHAIN_AVR_POWER_H
#define CELLCHAIN_AVR_POWER_H

#include "avr/io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bits of the register PRR */
void cellchain_take_power(uint8_t bits);
void cellchain_give_power(uint8_t bits);

#ifdef __cplusplus
}
#endif

#define power_adc_enable() cellchain_give_power(_BV(PRADC))
#define power_adc_disable() cellchain_take_power(_BV(PRADC))
#define power_timer0_enable() cellchain_give_power(_BV(PRTIM0))
#define power_timer0_disable() cellchain_take_power(_BV(PRTIM0))
#define power_timer1_enable() cellchain_give_power(_BV(PRTIM1))
#define power_timer1_disable() cellchain_take_power(_BV(PRTIM1))
#define power_timer2_enable() cellchain_give_power(_BV(PRTIM2))
#define power_timer2_disable() cellchain_take_power(_BV(PRTIM2))
#define power_usart0_enable() cellchain_give_power(_BV(PRUSART0))
#define power_usart0_disable() cellchain_take_power(_BV(PRUSART0))
#define power_usart1_enable() cellchain_give_power(_BV(PRUSART1))
#define power_usart1_disable() cellchain_take_power(_BV(PRUSART1))
#if defined(__AVR_ATtiny841__)
#define power_spi_enable() cellchain_give_power(_BV(PRSPI))
#define power_spi_disable() cellchain_take_power(_BV(PRSPI))
#define power_twi_enable() cellchain_give_power(_BV(PRTWI))
#define power_twi_disable() cellchain_take_power(_BV(PRTWI))
#else
#define power_spi_enable() cellchain_give_power(_BV(PRSPI0))
#define power_spi_disable() cellchain_take_power(_BV(PRSPI0))
#define power_twi_enable() cellchain_give_power(_BV(PRTWI0))
#define power_twi_disable() cellchain_take_power(_BV(PRTWI0))
#endif
#define power_all_enable() cellchain_give_power(0xFF)
#define power_all_disable() cellchain_take_power(0xFF)

#endif
