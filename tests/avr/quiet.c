/* Main style: when a conversion begins. Says whether the converter is busy: 1 ms behind a start,
 * far longer than a conversion takes; behind the CPU's next sleep; and 1 ms behind a plain start.
 */
#include "hal/cellhal.h"

static void say(uint8_t what) {
    while (!hal_uart_put(HAL_UART_CHAIN, what))
        hal_poll();
}

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_TX);
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    (void)event;
    (void)n;
    (void)arg;
}

int main(void) {
    hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, HAL_ADC_QUIET);
    hal_delay_us(1000);
    say(hal_adc_busy());
    hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ADC);
    say(hal_adc_busy());
    hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0);
    hal_delay_us(1000);
    say(hal_adc_busy());
    for (;;)
        hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ANY);
}
