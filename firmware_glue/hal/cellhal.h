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

/* hal_uart_open formats: eight data bits, no parity, one or two stop bits. A receiver looks at the
 * first stop bit only. */
#define HAL_UART_8N1 0
#define HAL_UART_8N2 1

/* hal_uart_enable flags */
#define HAL_UART_RX 0x01
#define HAL_UART_TX 0x02
#define HAL_UART_TX_EMPTY_EVENT 0x04 /* HAL_EV_UART_EMPTY while the register is free */
#define HAL_UART_RX_EVENT 0x08       /* main style: HAL_EV_UART_BYTE while a byte waits */
#define HAL_UART_START_EVENT 0x10    /* HAL_EV_UART_START at each start edge */
#define HAL_UART_COMPLETE_EVENT 0x20 /* HAL_EV_UART_COMPLETE when all that was put is out */
#define HAL_UART_ERROR_EVENT 0x40    /* HAL_EV_UART_ERROR for a byte with errors, not ..._BYTE */
/* The line floats, and is pulled to idle, while the transmitter is off or has nothing to send. On
 * a line with one sender that looks the same. */
#define HAL_UART_RELEASE 0x80

/* hal_uart_state bits */
#define HAL_UART_RX_READY 0x01    /* hal_uart_get has a byte */
#define HAL_UART_TX_FREE 0x02     /* hal_uart_put takes a byte */
#define HAL_UART_TX_COMPLETE 0x04 /* all that was put is out, its stop bits too */
#define HAL_UART_LINE 0x08        /* level of the receive line */

/* error flags, in the high byte of the argument of HAL_EV_UART_BYTE */
#define HAL_UART_ERR_FRAMING 0x01
#define HAL_UART_ERR_OVERRUN 0x02 /* bytes before this one found two waiting and were lost */
#define HAL_UART_ERR_BREAK 0x04   /* with a framing error: all of its bits were low */

/* Events. Simultaneous ones come in this order: watchdog, timers, start edges, received bytes,
 * empty registers, complete transmissions, ADC, memory, pins, supply; of a kind the lowest number
 * first. While the CPU is busy or interrupts are held back, each source keeps one event (the
 * first: its argument does not change), a receiver two bytes. */
#define HAL_EV_TIMER 1      /* n = timer */
#define HAL_EV_UART_BYTE 2  /* n = UART, arg = byte | error flags << 8; event style: takes it */
#define HAL_EV_UART_EMPTY 3 /* n = UART; the data register takes a byte */
#define HAL_EV_ADC 4        /* n = channel, arg = code */
#define HAL_EV_NVM_DONE 5
#define HAL_EV_WATCHDOG 6
#define HAL_EV_UART_START 7    /* n = UART, arg = tick of the edge, low 16 bits */
#define HAL_EV_UART_COMPLETE 8 /* n = UART */
#define HAL_EV_UART_ERROR 9    /* as HAL_EV_UART_BYTE */
#define HAL_EV_PIN 10          /* n = pin, arg = tick of the edge, low 16 bits */
#define HAL_EV_SUPPLY_LOW 11   /* once the supply is below 2.5 V; again when it was above 2.55 V */

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
/* The chain's lines as pins, while its UART is closed or that direction is off. */
#define HAL_PIN_CHAIN_RX 18
#define HAL_PIN_CHAIN_TX 19
#define HAL_PIN_COUNT 20

/* hal_pin_mode */
#define HAL_PIN_INPUT 0
#define HAL_PIN_PULL_UP 1
#define HAL_PIN_OUTPUT 2
#define HAL_PIN_OPEN_DRAIN 3 /* drives 0; 1 lets go */
#define HAL_PIN_ANALOG 4     /* reads 0 */

/* hal_pin_irq */
#define HAL_EDGE_NONE 0
#define HAL_EDGE_RISING 1
#define HAL_EDGE_FALLING 2
#define HAL_EDGE_BOTH 3

/* PWM channels */
#define HAL_PWM_BYPASS 0
#define HAL_PWM_LED_INFO 1
#define HAL_PWM_COUNT 2

/* ADC channels, and their codes with HAL_ADC_REF_INTERNAL. Others: code x 5.12 V / reference. */
#define HAL_ADC_CELL 0     /* own cell: 5 mV per count */
#define HAL_ADC_TEMP 1     /* board temperature: 0.857 degC per count, count 0 = -232.1 degC */
#define HAL_ADC_CURRENT1 2 /* sensor on J1: mid-scale 512 = 0 A, 200 counts = the rating */
#define HAL_ADC_CURRENT2 3
/* Thermistor to ground, 10 kOhm at 25 degC, from HAL_PIN_SENSOR_POWER by 10 kOhm: with
 * HAL_ADC_REF_SUPPLY 512 at 25 degC, whatever the supply. Without that power it reads 0. */
#define HAL_ADC_TEMP2 4
#define HAL_ADC_BAND_GAP 5 /* 1.1 V nominal, 5 mV per count; HAL_IDENT_BAND_GAP is this board's */
#define HAL_ADC_SUPPLY 6   /* a tenth of the supply: 50 mV of it per count */
#define HAL_ADC_CHANNEL_COUNT 7

/* ADC references */
#define HAL_ADC_REF_INTERNAL 0 /* 5.12 V, as a cell sees it */
#define HAL_ADC_REF_SUPPLY 1   /* the cell itself */
#define HAL_ADC_REF_EXTERNAL 2 /* 2.5 V, from HAL_PIN_SENSOR_POWER; without it: full scale */

/* hal_adc_start flags */
#define HAL_ADC_QUIET 0x01 /* begins when the CPU stops next, and has half the noise */

#define HAL_TIMER_COUNT 4

/* Reset causes */
#define HAL_RESET_POWER_ON 0
#define HAL_RESET_SOFTWARE 1
#define HAL_RESET_WATCHDOG 2
#define HAL_RESET_BROWN_OUT 3 /* the supply was too low for a while */
#define HAL_RESET_EXTERNAL 4  /* by the reset pin; nobody pulls it yet */
#define HAL_RESET_NONE 0xFF   /* hal_reset_cause has told it already */

/* Sleep modes: the CPU stands still, everything else runs */
#define HAL_SLEEP_IDLE 0
#define HAL_SLEEP_STANDBY 1 /* wakes six cycles later */
/* The clock stands still, too, and with it hal_ticks, hal_millis, timers, the ADC, receivers and
 * PWM, whose pins stay as they are. The watchdog's own oscillator runs. Wakes by HAL_WAKE_PIN,
 * _WATCHDOG, _SUPPLY, _UART_START (with HAL_UART_START_EVENT) and a reset, six cycles later than
 * idle. */
#define HAL_SLEEP_DEEP 2

/* Wake sources of hal_sleep */
#define HAL_WAKE_UART_BYTE 0x0001
#define HAL_WAKE_TIMER 0x0002
#define HAL_WAKE_ADC 0x0004
#define HAL_WAKE_WATCHDOG 0x0008
#define HAL_WAKE_UART_EMPTY 0x0010
#define HAL_WAKE_NVM 0x0020
#define HAL_WAKE_PIN 0x0040
#define HAL_WAKE_UART_START 0x0080
#define HAL_WAKE_UART_COMPLETE 0x0100
#define HAL_WAKE_SUPPLY 0x0200
#define HAL_WAKE_ANY 0xFFFF

/* Watchdog modes */
#define HAL_WDT_OFF 0
#define HAL_WDT_EVENT 1 /* HAL_EV_WATCHDOG, again and again */
#define HAL_WDT_RESET 2
#define HAL_WDT_EVENT_THEN_RESET 3 /* the event, and the reset a period later */

/* hal_ident */
#define HAL_IDENT_SERIAL 0   /* says nothing about the position */
#define HAL_IDENT_REVISION 1 /* of the hardware */
#define HAL_IDENT_BAND_GAP 2 /* of this board, in uV, as production measured it */
#define HAL_IDENT_CELL_OFFSET                                          \
    3 /* cell codes are too high by it; 1/256 counts, two's complement \
       */

/* ---- Time --------------------------------------------------------------------------------- */
uint32_t hal_ticks(void); /* free-running counter of CPU cycles; wraps; stands in deep sleep */
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
 * served. Idle, all other interrupts are served meanwhile, and the CPU stops again; else they wait.
 * Event style: the CPU stops in any case when the handler returns; then it stays so until an event
 * of `wake` comes, or any received byte. What else comes meanwhile waits.
 *
 * Deep sleep: what is being sent is finished, a byte being received is lost, and so is all that
 * comes meanwhile. HAL_EV_UART_START comes with the first byte's edge; the byte itself is received
 * whole as long as ten cycles are less than half a bit. hal_millis does not count the sleep. */
void hal_sleep(uint8_t mode, uint16_t wake);

/* ---- Reset, watchdog ---------------------------------------------------------------------- */
void hal_reset(void);          /* software reset; does not return */
uint8_t hal_reset_cause(void); /* HAL_RESET_..., once; then HAL_RESET_NONE */
/* Acts `ms` from now, and then from each kick; 0 ms is off, and so is every reset. Its own
 * oscillator counts, which is off by up to 10 %. */
void hal_wdt_set(uint8_t mode, uint16_t ms);
void hal_wdt_kick(void);

/* ---- UART --------------------------------------------------------------------------------- */
/* Returns 0 for a format that is none, and when the divider cannot come within 2 %. The wire runs
 * at the rounded rate. */
uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t format);
void hal_uart_enable(uint8_t n, uint8_t flags);
/* One byte to the data register; returns 0 when it is full. Holds one byte beside the shifter. */
uint8_t hal_uart_put(uint8_t n, uint8_t byte);
/* Main style: the oldest of up to two received bytes, with error flags, or -1; `errors` may be
 * null. In event style HAL_EV_UART_BYTE has taken them. */
int16_t hal_uart_get(uint8_t n, uint8_t* errors);
uint8_t hal_uart_state(uint8_t n); /* HAL_UART_RX_READY and so on */

/* ---- Pins, PWM, timers -------------------------------------------------------------------- */
/* After a reset each pin is what its name says, an output or an input. What an output drives has a
 * pull-down: off while the pin drives nothing. */
void hal_pin_mode(uint8_t pin, uint8_t mode);
void hal_pin_write(uint8_t pin, uint8_t level); /* kept while the pin is no output, or PWM */
uint8_t hal_pin_read(uint8_t pin);              /* level on the net */
/* HAL_EV_PIN at such edges of an input (switches, the button, HAL_PIN_CHAIN_RX); deep sleep too. */
void hal_pin_irq(uint8_t pin, uint8_t edges);
/* The pin is high for `duty` 65536ths of each period, from now on; 65535 is steadily high, 0 gives
 * the pin back. The mode stays what it is: an output, or nothing is driven. */
void hal_pwm_set(uint8_t channel, uint16_t duty, uint32_t period_us);
void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic);
/* Once, when hal_ticks comes to `tick`; the present one is a whole wrap ahead. */
void hal_timer_at(uint8_t id, uint32_t tick);
void hal_timer_stop(uint8_t id);

/* ---- ADC, non-volatile memory, identity ---------------------------------------------------- */
/* Samples at the next ADC clock; HAL_EV_ADC when done. Lost while a conversion runs. */
void hal_adc_start(uint8_t channel, uint8_t reference, uint8_t flags);
uint8_t hal_adc_busy(void);
uint16_t hal_adc_result(void); /* code of the newest finished conversion */
uint8_t hal_nvm_read(uint16_t address);
void hal_nvm_write(uint16_t address, uint8_t value); /* busy for 3.4 ms, then HAL_EV_NVM_DONE */
uint8_t hal_nvm_busy(void);
uint32_t hal_ident(uint8_t what); /* factory data; 0: nothing is known of that */

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
