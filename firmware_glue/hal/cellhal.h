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
#define HAL_UART_RX_EVENT 0x08       /* main style: HAL_EV_UART_BYTE while a byte waits */

/* hal_uart_state bits */
#define HAL_UART_RX_READY 0x01    /* hal_uart_get has a byte */
#define HAL_UART_TX_FREE 0x02     /* hal_uart_put takes a byte */
#define HAL_UART_TX_COMPLETE 0x04 /* all that was put is out, its stop bit too */

/* error flags, in the high byte of the argument of HAL_EV_UART_BYTE */
#define HAL_UART_ERR_FRAMING 0x01
#define HAL_UART_ERR_OVERRUN 0x02

/* Events, in the order in which simultaneous ones are delivered */
#define HAL_EV_TIMER 1      /* n = timer */
#define HAL_EV_UART_BYTE 2  /* n = UART, arg = byte | error flags << 8; event style: takes it */
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
#define HAL_RESET_NONE 0xFF   /* hal_reset_cause has told it already */

/* Sleep modes: the CPU stands still, everything else runs */
#define HAL_SLEEP_IDLE 0
#define HAL_SLEEP_STANDBY 1 /* wakes six cycles later */

/* Wake sources of hal_sleep */
#define HAL_WAKE_UART_BYTE 0x0001
#define HAL_WAKE_TIMER 0x0002
#define HAL_WAKE_ADC 0x0004
#define HAL_WAKE_WATCHDOG 0x0008
#define HAL_WAKE_UART_EMPTY 0x0010
#define HAL_WAKE_NVM 0x0020
#define HAL_WAKE_ANY 0xFFFF

/* Watchdog modes */
#define HAL_WDT_OFF 0
#define HAL_WDT_EVENT 1 /* HAL_EV_WATCHDOG, again and again */
#define HAL_WDT_RESET 2
#define HAL_WDT_EVENT_THEN_RESET 3 /* the event, and the reset a period later */

/* ---- Time --------------------------------------------------------------------------------- */
uint32_t hal_ticks(void); /* free-running counter of CPU cycles; wraps */
uint32_t hal_ticks_per_second(void);
uint32_t hal_millis(void); /* milliseconds since the reset; wraps after 49.7 days */
/* Main style: blocks, interrupts are served meanwhile and do not make it longer. A handler that
 * calls it in event style is at fault. */
void hal_delay_us(uint32_t us);
/* Body of an empty polling loop: one turn's cycles pass, and interrupts come. */
#ifdef CELLHAL_HOST
void hal_poll(void);
#else
#define hal_poll() ((void)0)
#endif
#if defined(CELLHAL_HOST) && !defined(CELLFW_BLOCK_CYCLES)
void hal_cost(uint32_t cycles); /* the CPU was busy */
#else /* on the microcontroller, and where basic blocks are counted, cycles pass by themselves */
#define hal_cost(cycles) ((void)0)
#endif

/* ---- Interrupts, sleep -------------------------------------------------------------------- */
typedef uint8_t hal_irq_t; /* 1: interrupts may come */
/* Holds all interrupts back; returns the state before, for the other one. Each source keeps one
 * event meanwhile, a UART its FIFO. Handlers are never nested, so in them both do nothing. */
hal_irq_t hal_irq_save(void);
void hal_irq_restore(hal_irq_t state); /* what waits comes before this returns */
/* Main style: lets interrupts come and stops the CPU, as one step, until one of `wake` has been
 * served. Event style: the CPU stops in any case when the handler returns; then it stays so until
 * an event of `wake` comes, or any received byte. What else comes meanwhile waits. */
void hal_sleep(uint8_t mode, uint16_t wake);

/* ---- Reset, watchdog ---------------------------------------------------------------------- */
void hal_reset(void);          /* software reset; does not return */
uint8_t hal_reset_cause(void); /* HAL_RESET_..., once; then HAL_RESET_NONE */
/* Acts `ms` from now, and then from each kick; 0 ms is off, and so is every reset. */
void hal_wdt_set(uint8_t mode, uint16_t ms);
void hal_wdt_kick(void);

/* ---- UART --------------------------------------------------------------------------------- */
/* 8N1; returns 0 when the divider cannot come within 2 %. The wire runs at the rounded rate. */
uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s);
void hal_uart_enable(uint8_t n, uint8_t flags);
/* One byte to the data register; returns 0 when it is full. Holds one byte beside the shifter. */
uint8_t hal_uart_put(uint8_t n, uint8_t byte);
/* Main style: the oldest of up to two received bytes, with error flags, or -1; `errors` may be
 * null. In event style HAL_EV_UART_BYTE has taken them. */
int16_t hal_uart_get(uint8_t n, uint8_t* errors);
uint8_t hal_uart_state(uint8_t n); /* HAL_UART_RX_READY and so on */

/* ---- Pins, timers ------------------------------------------------------------------------- */
void hal_pin_write(uint8_t pin, uint8_t level);
uint8_t hal_pin_read(uint8_t pin);
void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic);
/* Once, when hal_ticks comes to `tick`; the present one is a whole wrap ahead. */
void hal_timer_at(uint8_t id, uint32_t tick);
void hal_timer_stop(uint8_t id);

/* ---- ADC, non-volatile memory, identity ---------------------------------------------------- */
void hal_adc_start(uint8_t channel); /* samples at the next ADC clock; HAL_EV_ADC when done */
uint8_t hal_adc_busy(void);
uint16_t hal_adc_result(void); /* code of the newest finished conversion */
uint8_t hal_nvm_read(uint16_t address);
void hal_nvm_write(uint16_t address, uint8_t value); /* busy for 3.4 ms, then HAL_EV_NVM_DONE */
uint8_t hal_nvm_busy(void);

/* ---- Diagnostics: free on the microcontroller ---------------------------------------------- */
void hal_trace(uint16_t id, uint32_t a, uint32_t b); /* a record in the simulator's log */
void hal_fail(uint16_t code, uint16_t line);         /* a failed assertion; does not return */

/* ---- What the firmware provides ------------------------------------------------------------ */
void fw_reset(uint8_t cause); /* after every reset, statics freshly initialised */
/* Event style: handlers, which run to completion and are never nested. */
void fw_event(uint8_t event, uint8_t n, uint16_t arg);
/* Main style (-DCELLFW_STYLE=CELLFW_STYLE_MAIN, -Dmain=fw_main): behind fw_reset, and does not
 * return. Its interrupts come one at a time, between any two calls or basic blocks, and not while
 * it holds them back. Only hal_uart_get takes the byte that HAL_EV_UART_BYTE shows. */
int fw_main(void);
void fw_isr(uint8_t event, uint8_t n, uint16_t arg);

#ifdef __cplusplus
}
#endif
#endif
