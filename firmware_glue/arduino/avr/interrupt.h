/* Interrupts: ISR(vector) {...}, sei(), cli(). A vector that the board does not have is refused by
 * the compiler; an interrupt that is enabled without a handler resets the board, as on the part. */
#ifndef CELLCHAIN_AVR_INTERRUPT_H
#define CELLCHAIN_AVR_INTERRUPT_H

#include "avr/io.h"

#ifdef __cplusplus
extern "C" {
#endif

void ADC_vect(void);
void TIMER1_COMPA_vect(void);
void USART0_RX_vect(void);
void USART0_START_vect(void);
void USART0_TX_vect(void);
void USART0_UDRE_vect(void);
void WDT_vect(void);

/* As an ATmega328P names them */
#define USART_RX_vect USART0_RX_vect
#define USART_TX_vect USART0_TX_vect
#define USART_UDRE_vect USART0_UDRE_vect

void cli(void);
void sei(void);

#ifdef __cplusplus
}
#define CELLCHAIN_AVR_C extern "C"
#else
#define CELLCHAIN_AVR_C
#endif

/* Handlers are never nested: ISR_NOBLOCK is not defined. */
#define ISR_BLOCK
#define ISR(vector, ...)                                                        \
    typedef char vector##_is_one_of_the_board[sizeof(&(vector)) != 0 ? 1 : -1]; \
    CELLCHAIN_AVR_C void vector(void) __VA_ARGS__;                              \
    CELLCHAIN_AVR_C void vector(void)
#define EMPTY_INTERRUPT(vector) \
    ISR(vector) {}

#endif
