/* The board as its firmware sees it: plain C calls, as on the microcontroller.
 *
 * Firmware includes this header and nothing else of cellchain. On the host the calls are
 * forwarded by glue.c through `struct cellhal_ops`; on a microcontroller they are a small
 * driver layer. There is no call to learn the board's position in the chain, the other boards,
 * or the true cell voltage. Times are ticks of the board's own oscillator.
 *
 * Events, pins and ADC channels are numbers of the binary interface: only ever appended to. */
#ifndef CELLHAL_H
#define CELLHAL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* UARTs */
#define HAL_UART_CHAIN 0
#define HAL_UART_DATA_OUT 1
#define HAL_UART_RADIO 2
#define HAL_UART_COUNT 3

/* hal_uart_enable flags */
#define HAL_UART_RX 0x01
#define HAL_UART_TX 0x02
#define HAL_UART_TX_EMPTY_EVENT 0x04 /* HAL_EV_UART_EMPTY while the register is free */

/* error flags, in the high byte of the argument of HAL_EV_UART_BYTE */
#define HAL_UART_ERR_FRAMING 0x01
#define HAL_UART_ERR_OVERRUN 0x02

/* Events, in the order in which simultaneous ones are delivered */
#define HAL_EV_TIMER 1      /* n = timer */
#define HAL_EV_UART_BYTE 2  /* n = UART, arg = byte | error flags << 8; takes it from the FIFO */
#define HAL_EV_UART_EMPTY 3 /* n = UART; the data register takes a byte */
#define HAL_EV_ADC 4        /* n = channel, arg = code */
#define HAL_EV_NVM_DONE 5
#define HAL_EV_WATCHDOG 6 /* comes before all others that are due at the same time */

/* Pins. Outputs first; switches and the button read 1 when ON or pressed. */
#define HAL_PIN_LED_INFO 0
#define HAL_PIN_LED_CHARGE 1
#define HAL_PIN_LED_LOAD 2
#define HAL_PIN_BYPASS 3
#define HAL_PIN_SENSOR_POWER 4
#define HAL_PIN_COIL_CHARGE_SET 5
#define HAL_PIN_COIL_CHARGE_RESET 6
#define HAL_PIN_COIL_LOAD_SET 7
#define HAL_PIN_COIL_LOAD_RESET 8
#define HAL_PIN_SW1 9 /* SW1 ... SW8 are 9 ... 16 */
#define HAL_PIN_SW8 16
#define HAL_PIN_BUTTON 17
#define HAL_PIN_COUNT 18

/* ADC channels */
#define HAL_ADC_CELL 0     /* own cell: 5 mV per count */
#define HAL_ADC_TEMP 1     /* board temperature: 0.857 degC per count, count 0 = -232.1 degC */
#define HAL_ADC_CURRENT1 2 /* sensor on J1: mid-scale 512 = 0 A, 200 counts = the rating */
#define HAL_ADC_CURRENT2 3
#define HAL_ADC_CHANNEL_COUNT 4

#define HAL_TIMER_COUNT 4

/* Reset causes */
#define HAL_RESET_POWER_ON 0
#define HAL_RESET_SOFTWARE 1
#define HAL_RESET_WATCHDOG 2
#define HAL_RESET_BROWN_OUT 3 /* the supply was too low for a while */

/* Watchdog modes */
#define HAL_WDT_OFF 0
#define HAL_WDT_EVENT 1 /* HAL_EV_WATCHDOG, again and again */
#define HAL_WDT_RESET 2
#define HAL_WDT_EVENT_THEN_RESET 3 /* the event, and the reset a period later */

/* ---- Time --------------------------------------------------------------------------------- */
uint32_t hal_ticks(void); /* free-running counter of CPU cycles; wraps */
uint32_t hal_ticks_per_second(void);
#ifdef CELLHAL_HOST
void hal_cost(uint32_t cycles); /* the CPU was busy */
#else
#define hal_cost(cycles) ((void)0) /* on the microcontroller the cycles pass by themselves */
#endif

/* ---- Reset, watchdog ---------------------------------------------------------------------- */
void hal_reset(void); /* software reset; does not return */
/* Acts `ms` from now, and then from each kick; 0 ms is off, and so is every reset. */
void hal_wdt_set(uint8_t mode, uint16_t ms);
void hal_wdt_kick(void);

/* ---- UART --------------------------------------------------------------------------------- */
/* 8N1; returns 0 when the divider cannot come within 2 %. The wire runs at the rounded rate. */
uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s);
void hal_uart_enable(uint8_t n, uint8_t flags);
/* One byte to the data register; returns 0 when it is full. Holds one byte beside the shifter. */
uint8_t hal_uart_put(uint8_t n, uint8_t byte);

/* ---- Pins, timers ------------------------------------------------------------------------- */
void hal_pin_write(uint8_t pin, uint8_t level);
uint8_t hal_pin_read(uint8_t pin);
void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic);
void hal_timer_stop(uint8_t id);

/* ---- ADC, non-volatile memory, identity ---------------------------------------------------- */
void hal_adc_start(uint8_t channel); /* samples at the next ADC clock; HAL_EV_ADC when done */
uint8_t hal_nvm_read(uint16_t address);
void hal_nvm_write(uint16_t address, uint8_t value); /* busy for 3.4 ms, then HAL_EV_NVM_DONE */
uint8_t hal_nvm_busy(void);

/* ---- Diagnostics: free on the microcontroller ---------------------------------------------- */
void hal_trace(uint16_t id, uint32_t a, uint32_t b); /* a record in the simulator's log */
void hal_fail(uint16_t code, uint16_t line);         /* a failed assertion; does not return */

/* ---- What the firmware provides ------------------------------------------------------------ */
void fw_reset(uint8_t cause); /* after every reset, statics freshly initialised */
void fw_event(uint8_t event, uint8_t n, uint16_t arg); /* runs to completion, never nested */

#ifdef __cplusplus
}
#endif
#endif
