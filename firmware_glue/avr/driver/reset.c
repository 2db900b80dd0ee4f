/* Resets: their causes, the software's own, the watchdog, and a failed assertion. */
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "reset_cause.h"
#include "sleep.h"

/* ATmega328P data sheet, "Watchdog Timer": 2048 cycles of its 128 kHz, doubled by each prescaler
 * step up to the ninth. */
#define WATCHDOG_SHORTEST_MS 16
#define WATCHDOG_LONGEST_STEP 9

/* The part knows no reset by software: it is the watchdog's, and this tells them apart. Memory
 * holds anything after power-up, so there the flags decide. */
#define SOFTWARE_RESET_MARK 0x5F52u
static uint16_t software_reset_mark __attribute__((section(".noinit")));

static uint8_t untold_cause;

static uint8_t cause_of(uint8_t flags, uint8_t wanted) {
    if (flags & (1 << PORF))
        return HAL_RESET_POWER_ON;
    if (flags & (1 << BORF))
        return HAL_RESET_BROWN_OUT;
    if (flags & (1 << EXTRF))
        return HAL_RESET_EXTERNAL;
    return wanted ? HAL_RESET_SOFTWARE : HAL_RESET_WATCHDOG;
}

uint8_t reset_cause_take(void) {
    const uint8_t flags = MCUSR;
    MCUSR = 0; /* as long as WDRF is set the watchdog cannot be stopped */
    untold_cause = cause_of(flags, software_reset_mark == SOFTWARE_RESET_MARK);
    software_reset_mark = 0;
    return untold_cause;
}

uint8_t hal_reset_cause(void) {
    const uint8_t cause = untold_cause;
    untold_cause = HAL_RESET_NONE;
    return cause;
}

void hal_reset(void) {
    cli();
    software_reset_mark = SOFTWARE_RESET_MARK;
    wdt_enable(WDTO_15MS);
    for (;;)
        ;
}

static uint8_t watchdog_control(uint8_t mode) {
    switch (mode) {
        case HAL_WDT_EVENT:
            return 1 << WDIE;
        case HAL_WDT_RESET:
            return 1 << WDE;
        case HAL_WDT_EVENT_THEN_RESET:
            return (1 << WDE) | (1 << WDIE);
        default:
            return 0;
    }
}

static uint8_t warns_again; /* WDIE, which the part clears when it has warned of a reset */

/* The shortest period of the part that is not below `ms`. */
void hal_wdt_set(uint8_t mode, uint16_t ms) {
    uint8_t step = 0;
    uint16_t period = WATCHDOG_SHORTEST_MS;
    while (period < ms && step < WATCHDOG_LONGEST_STEP) {
        period = (uint16_t)(period << 1);
        ++step;
    }
    const uint8_t prescaler = (uint8_t)((step & 0x07) | (step & 0x08 ? 1 << WDP3 : 0));
    const uint8_t control =
        ms == 0 ? 0 : (uint8_t)(watchdog_control(mode) | prescaler | (1 << WDIF));
    const uint8_t status = SREG;
    warns_again = control & (1 << WDIE);
    cli();
    wdt_reset();
    WDTCSR = (1 << WDCE) | (1 << WDE);
    WDTCSR = control; /* within four cycles */
    SREG = status;
}

void hal_wdt_kick(void) {
    WHOLE {
        wdt_reset();
        WDTCSR |= warns_again;
    }
}

ISR(WDT_vect) {
    if (comes(HAL_WAKE_WATCHDOG))
        FIRMWARE_HANDLER(HAL_EV_WATCHDOG, 0, 0);
}

void watchdog_resume(void) { FIRMWARE_HANDLER(HAL_EV_WATCHDOG, 0, 0); }

/* Stops here for good, with what failed where a debugger finds it. */
void hal_fail(uint16_t code, uint16_t line) {
    cli();
    GPIOR0 = (uint8_t)code;
    GPIOR1 = (uint8_t)line;
    GPIOR2 = (uint8_t)(line >> 8);
    sleep_enable();
    for (;;)
        sleep_cpu();
}

static void trace_bytes(uint32_t value, uint8_t count) {
    for (; count != 0; --count) {
        GPIOR1 = (uint8_t)value;
        value >>= 8;
    }
}

/* A register without a use on the part: the simulator listens there. */
void hal_trace(uint16_t id, uint32_t a, uint32_t b) {
    WHOLE {
        trace_bytes(id, sizeof(id));
        trace_bytes(a, sizeof(a));
        trace_bytes(b, sizeof(b));
    }
}
