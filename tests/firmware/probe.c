/* Firmware for tests of the IN board, and of OUT's button: answers a byte with what it measures or
 * reads.
 *
 *   'p', 'o'  sensor power on, off (no answer)
 *   '1', '2'  ADC code of the sensor on J1, J2: two bytes, most significant first
 *   'b'       the button
 *   's'       the eight switches, bit 0 is switch 1
 *   't'       't' again, 5 ms later */
#include "firmware_glue/hal/cellhal.h"

void fw_reset(uint8_t cause) {
    (void)cause;
    (void)hal_uart_open(HAL_UART_CHAIN, 9600, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, HAL_UART_RX | HAL_UART_TX);
}

static uint8_t switches(void) {
    uint8_t on = 0;
    for (uint8_t i = 0; i < 8; ++i)
        on |= (uint8_t)(hal_pin_read((uint8_t)(HAL_PIN_SW1 + i)) << i);
    return on;
}

static void obey(uint8_t command) {
    switch (command) {
        case 'p':
        case 'o':
            hal_pin_write(HAL_PIN_SENSOR_POWER, command == 'p');
            break;
        case '1':
            hal_adc_start(HAL_ADC_CURRENT1, HAL_ADC_REF_INTERNAL, 0);
            break;
        case '2':
            hal_adc_start(HAL_ADC_CURRENT2, HAL_ADC_REF_INTERNAL, 0);
            break;
        case 'b':
            (void)hal_uart_put(HAL_UART_CHAIN, hal_pin_read(HAL_PIN_BUTTON));
            break;
        case 's':
            (void)hal_uart_put(HAL_UART_CHAIN, switches());
            break;
        case 't':
            hal_timer_start(0, hal_ticks_per_second() / 200, 0);
            break;
        default:
            hal_fail(1, 1);
    }
}

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE && n == HAL_UART_CHAIN) {
        obey((uint8_t)arg);
    } else if (event == HAL_EV_ADC) {
        (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)(arg >> 8));
        (void)hal_uart_put(HAL_UART_CHAIN, (uint8_t)arg);
    } else if (event == HAL_EV_TIMER) {
        (void)hal_uart_put(HAL_UART_CHAIN, 't');
    }
}
