/* What an ATtiny841 has of its own: included by avr/io.h, with -D__AVR_ATtiny841__. */
#ifndef CELLCHAIN_AVR_IOTN841_H
#define CELLCHAIN_AVR_IOTN841_H

#define RAMEND 0x02FF

/* Ports: what is on them says avr::wiring (avr/wiring.h) */
#define PORTA0 0
#define PORTA1 1
#define PORTA2 2
#define PORTA3 3
#define PORTA4 4
#define PORTA5 5
#define PORTA6 6
#define PORTA7 7
#define PORTB0 0
#define PORTB1 1
#define PORTB2 2
#define PORTB3 3
#define PA0 0
#define PA1 1
#define PA2 2
#define PA3 3
#define PA4 4
#define PA5 5
#define PA6 6
#define PA7 7
#define PB0 0
#define PB1 1
#define PB2 2
#define PB3 3
#define DDA0 0
#define DDA1 1
#define DDA2 2
#define DDA3 3
#define DDA4 4
#define DDA5 5
#define DDA6 6
#define DDA7 7
#define DDB0 0
#define DDB1 1
#define DDB2 2
#define DDB3 3
#define PINA0 0
#define PINA1 1
#define PINA2 2
#define PINA3 3
#define PINA4 4
#define PINA5 5
#define PINA6 6
#define PINA7 7
#define PINB0 0
#define PINB1 1
#define PINB2 2
#define PINB3 3
#define PHDEA0 0
#define PHDEA1 1

/* ADC: MUX 13 is the band gap */
#define MUX4 4
#define MUX5 5
#define REFS0 5
#define REFS1 6
#define REFS2 7
#define ADLAR 3
#define ADC0D 0
#define ADC1D 1
#define ADC2D 2
#define ADC3D 3
#define ADC4D 4
#define ADC5D 5
#define ADC6D 6
#define ADC7D 7
#define ADC11D 0
#define ADC10D 1
#define ADC8D 2
#define ADC9D 3

/* Clock, power */
#define CLKPS0 0
#define CLKPS1 1
#define CLKPS2 2
#define CLKPS3 3
#define PRADC 0
#define PRTIM0 1
#define PRTIM1 2
#define PRTIM2 3
#define PRSPI 4
#define PRUSART0 5
#define PRUSART1 6
#define PRTWI 7

/* USART 1 */
#define TXEN1 3
#define RXEN1 4

#ifdef __cplusplus
namespace avr {
AVR_REGISTER_CALLS(uint8_t, porta)
AVR_REGISTER_CALLS(uint8_t, ddra)
AVR_REGISTER_CALLS(uint8_t, pina)
AVR_REGISTER_CALLS(uint8_t, puea)
AVR_REGISTER_CALLS(uint8_t, pueb)
AVR_REGISTER_CALLS(uint8_t, admuxa)
AVR_REGISTER_CALLS(uint8_t, admuxb)
AVR_REGISTER_CALLS(uint8_t, adcsrb)
AVR_REGISTER_CALLS(uint8_t, ccp)
AVR_REGISTER_CALLS(uint8_t, clkpr)
AVR_REGISTER_CALLS(uint8_t, ucsr1b)
}  // namespace avr

/* Less current, more of it from a pin: nothing else of the board depends on them */
extern "C" uint8_t DIDR0;
extern "C" uint8_t DIDR1;
extern "C" uint8_t PHDE;

#define PORTA AVR_REGISTER(uint8_t, porta)
#define DDRA AVR_REGISTER(uint8_t, ddra)
#define PINA AVR_REGISTER(uint8_t, pina)
#define PUEA AVR_REGISTER(uint8_t, puea)
#define PUEB AVR_REGISTER(uint8_t, pueb)
#define ADMUXA AVR_REGISTER(uint8_t, admuxa)
#define ADMUXB AVR_REGISTER(uint8_t, admuxb)
#define ADCSRB AVR_REGISTER(uint8_t, adcsrb)
#define CCP AVR_REGISTER(uint8_t, ccp)
#define CLKPR AVR_REGISTER(uint8_t, clkpr)
#define PRR AVR_REGISTER(uint8_t, prr)
#define UCSR1B AVR_REGISTER(uint8_t, ucsr1b)
#endif
#endif
