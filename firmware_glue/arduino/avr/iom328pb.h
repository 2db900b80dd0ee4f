/* What an ATmega328PB has of its own: included by avr/io.h. */
#ifndef CELLCHAIN_AVR_IOM328PB_H
#define CELLCHAIN_AVR_IOM328PB_H

#define RAMEND 0x08FF

/* WDTCSR */
#define WDCE 4

/* Ports: the board's lines are PB0 (LED), PB1 (bypass), PB2 (supply of the sensors) */
#define PORTB0 0
#define PORTB1 1
#define PORTB2 2
#define PB0 0
#define PB1 1
#define PB2 2
#define DDB0 0
#define DDB1 1
#define DDB2 2
#define PINB0 0
#define PINB1 1
#define PINB2 2

/* ADC: inputs of ../pins_arduino.h; MUX 14 is the band gap */
#define ADLAR 5
#define REFS0 6
#define REFS1 7

/* Power */
#define PRADC 0
#define PRUSART0 1
#define PRSPI0 2
#define PRTIM1 3
#define PRUSART1 4
#define PRTIM0 5
#define PRTIM2 6
#define PRTWI0 7

#ifdef __cplusplus
namespace avr {
AVR_REGISTER_CALLS(uint8_t, admux)
}  // namespace avr

#define ADMUX AVR_REGISTER(uint8_t, admux)
#define PRR0 AVR_REGISTER(uint8_t, prr)
#endif
#endif
