/* Firmware for tests, built with sanitizers: each kind of event is another misdeed.
 * Through a pointer: an index of an array would be another sanitizer's. */
#include "firmware_glue/hal/cellhal.h"

static volatile uint8_t few[4];
static volatile int beyond = 4;
static volatile int32_t most = INT32_MAX;
static uint8_t count;

void fw_reset(uint8_t cause) { count = cause; }

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    volatile uint8_t on_stack[4] = {n};
    (void)arg;
    ++count;
    volatile uint8_t* const array = event == HAL_EV_TIMER ? on_stack : few;
    if (event == HAL_EV_TIMER || event == HAL_EV_ADC)
        array[beyond] = 1;
    if (event == HAL_EV_NVM_DONE)
        most = most + 1;
    if (event == HAL_EV_UART_BYTE)
        hal_trace(count, on_stack[0], few[0]);
}
