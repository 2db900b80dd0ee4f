#include "cell_core.h"

#include "chain_rate.h"

static void set_bypass(struct cell_core* core, uint8_t on) {
    if (core->bypassing == on)
        return;
    core->bypassing = on;
    hal_pin_write(HAL_PIN_BYPASS, on);
    board_show_activity(core->receiving);
}

static void decide_bypass(struct cell_core* core) {
    if (core->voltage > core->v_bypass) {
        set_bypass(core, 1);
    } else if (core->voltage + CELL_BYPASS_HYSTERESIS_COUNTS < core->v_bypass) {
        set_bypass(core, 0);
    }
}

uint16_t cell_core_reset(struct cell_core* core, uint8_t uart_flags) {
    const uint16_t bits_per_s = chain_rate_read();
    core->v_bypass = CELL_NO_BYPASS;
    (void)hal_uart_open(HAL_UART_CHAIN, bits_per_s, HAL_UART_8N1);
    hal_uart_enable(HAL_UART_CHAIN, uart_flags);
    hal_pin_write(HAL_PIN_BYPASS, 0);
    cell_core_measure();
    return bits_per_s;
}

void cell_core_receiving(struct cell_core* core, uint8_t receiving) {
    core->receiving = receiving;
    board_show_activity(receiving);
}

void cell_core_measure(void) { hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0); }

uint8_t cell_core_adc(struct cell_core* core, uint8_t channel, uint16_t code) {
    if (channel == HAL_ADC_CELL) {
        core->voltage = code;
        decide_bypass(core);
        hal_adc_start(HAL_ADC_TEMP, HAL_ADC_REF_INTERNAL, 0);
        return 0;
    }
    core->temperature = code;
    return 1;
}

void cell_core_end_bypass(struct cell_core* core) {
    core->v_bypass = CELL_NO_BYPASS;
    set_bypass(core, 0);
}
