#include "avr/wiring.h"

// The board's own, for the ATmega328PB.

namespace avr {

constexpr uint8_t nc = not_connected;

__attribute__((weak)) extern const Wiring wiring = {
    {nc, nc, nc, nc, nc, nc, nc, nc},
    {HAL_PIN_LED_INFO, HAL_PIN_BYPASS, HAL_PIN_SENSOR_POWER, nc, nc, nc, nc, nc},
    {{0, HAL_ADC_CELL, HAL_ADC_REF_EXTERNAL},
     {1, HAL_ADC_TEMP, HAL_ADC_REF_EXTERNAL},
     {2, HAL_ADC_CURRENT1, HAL_ADC_REF_EXTERNAL},
     {3, HAL_ADC_CURRENT2, HAL_ADC_REF_EXTERNAL},
     {4, HAL_ADC_TEMP2, HAL_ADC_REF_EXTERNAL},
     {5, HAL_ADC_SUPPLY, HAL_ADC_REF_EXTERNAL}}};

}  // namespace avr
