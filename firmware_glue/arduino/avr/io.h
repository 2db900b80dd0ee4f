/* Registers of the cell board's microcontroller, as an ATmega328PB has them, or an ATtiny841
 * (-D__AVR_ATtiny841__): the few that do here what they do there. What is missing is missing on
 * purpose, and the compiler says so.
 *
 * A register is an object of C++: reading and writing it are calls, so it has no address. In C
 * there are only the numbers of bits. See ../README.md for what each does and what it refuses. */
#ifndef CELLCHAIN_AVR_IO_H
#define CELLCHAIN_AVR_IO_H

#include <stdint.h>

#include "cellhal.h"

#ifndef F_CPU
#define F_CPU CELLFW_CPU_HZ
#endif

#define _BV(bit) (1 << (bit))
#define bit_is_set(sfr, bit) ((sfr)&_BV(bit))
#define bit_is_clear(sfr, bit) (!((sfr)&_BV(bit)))
#define loop_until_bit_is_set(sfr, bit) \
    do                                  \
        hal_poll();                     \
    while (bit_is_clear(sfr, bit))
#define loop_until_bit_is_clear(sfr, bit) \
    do                                    \
        hal_poll();                       \
    while (bit_is_set(sfr, bit))
#define _SFR_BYTE(sfr) (sfr)
#define _SFR_WORD(sfr) (sfr)

#define E2END 0x1FF /* 512 bytes, as the board has */

/* Bits of SREG, MCUSR, WDTCSR */
#define SREG_I 7
#define PORF 0
#define EXTRF 1
#define BORF 2
#define WDRF 3
#define WDP0 0
#define WDP1 1
#define WDP2 2
#define WDE 3
#define WDP3 5
#define WDIE 6
#define WDIF 7

/* USART 0: the chain */
#define MPCM0 0
#define U2X0 1
#define UPE0 2
#define DOR0 3
#define FE0 4
#define UDRE0 5
#define TXC0 6
#define RXC0 7
#define TXB80 0
#define RXB80 1
#define UCSZ02 2
#define TXEN0 3
#define RXEN0 4
#define UDRIE0 5
#define TXCIE0 6
#define RXCIE0 7
#define UCSZ00 1
#define UCSZ01 2
#define USBS0 3
#define SFDE0 5
#define RXS0 6
#define RXSIE0 7

/* Timer 1 */
#define CS10 0
#define CS11 1
#define CS12 2
#define WGM12 3
#define OCIE1A 1

/* ADC */
#define MUX0 0
#define MUX1 1
#define MUX2 2
#define MUX3 3
#define ADPS0 0
#define ADPS1 1
#define ADPS2 2
#define ADIE 3
#define ADIF 4
#define ADATE 5
#define ADSC 6
#define ADEN 7

#ifdef __cplusplus
#include "avr/register.h"

namespace avr {
AVR_REGISTER_CALLS(uint8_t, sreg)
AVR_REGISTER_CALLS(uint8_t, wdtcsr)
AVR_REGISTER_CALLS(uint8_t, prr)
AVR_REGISTER_CALLS(uint8_t, portb)
AVR_REGISTER_CALLS(uint8_t, ddrb)
AVR_REGISTER_CALLS(uint8_t, pinb)
AVR_REGISTER_CALLS(uint8_t, ucsr0a)
AVR_REGISTER_CALLS(uint8_t, ucsr0b)
AVR_REGISTER_CALLS(uint8_t, ucsr0c)
AVR_REGISTER_CALLS(uint8_t, ucsr0d)
AVR_REGISTER_CALLS(uint16_t, ubrr0)
AVR_REGISTER_CALLS(uint8_t, ubrr0h)
AVR_REGISTER_CALLS(uint8_t, ubrr0l)
AVR_REGISTER_CALLS(uint8_t, udr0)
AVR_REGISTER_CALLS(uint8_t, tccr1a)
AVR_REGISTER_CALLS(uint8_t, tccr1b)
AVR_REGISTER_CALLS(uint16_t, tcnt1)
AVR_REGISTER_CALLS(uint16_t, ocr1a)
AVR_REGISTER_CALLS(uint8_t, timsk1)
AVR_REGISTER_CALLS(uint8_t, adcsra)
AVR_REGISTER_CALLS(uint16_t, adc)
AVR_REGISTER_CALLS(uint8_t, adcl)
AVR_REGISTER_CALLS(uint8_t, adch)
}  // namespace avr

extern "C" uint8_t MCUSR; /* why the last reset was; nothing else of the board depends on it */

#define SREG AVR_REGISTER(uint8_t, sreg)
#define WDTCSR AVR_REGISTER(uint8_t, wdtcsr)
#define PORTB AVR_REGISTER(uint8_t, portb)
#define DDRB AVR_REGISTER(uint8_t, ddrb)
#define PINB AVR_REGISTER(uint8_t, pinb)
#define UCSR0A AVR_REGISTER(uint8_t, ucsr0a)
#define UCSR0B AVR_REGISTER(uint8_t, ucsr0b)
#define UCSR0C AVR_REGISTER(uint8_t, ucsr0c)
#define UCSR0D AVR_REGISTER(uint8_t, ucsr0d)
#define UBRR0 AVR_REGISTER(uint16_t, ubrr0)
#define UBRR0H AVR_REGISTER(uint8_t, ubrr0h)
#define UBRR0L AVR_REGISTER(uint8_t, ubrr0l)
#define UDR0 AVR_REGISTER(uint8_t, udr0)
#define TCCR1A AVR_REGISTER(uint8_t, tccr1a)
#define TCCR1B AVR_REGISTER(uint8_t, tccr1b)
#define TCNT1 AVR_REGISTER(uint16_t, tcnt1)
#define OCR1A AVR_REGISTER(uint16_t, ocr1a)
#define TIMSK1 AVR_REGISTER(uint8_t, timsk1)
#define ADCSRA AVR_REGISTER(uint8_t, adcsra)
#define ADC AVR_REGISTER(uint16_t, adc)
#define ADCW ADC
#define ADCL AVR_REGISTER(uint8_t, adcl)
#define ADCH AVR_REGISTER(uint8_t, adch)
#endif

#if defined(__AVR_ATtiny841__)
#include "avr/iotn841.h"
#else
#include "avr/iom328pb.h"
#endif
#endif
