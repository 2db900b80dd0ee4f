#include "models/parts/in_board.h"

#include "models/physics/adc.h"

namespace cellchain::parts {

void InBoard::end_of_elaboration() {
    Board::end_of_elaboration();
    watch_inputs();
    for (int number = 0; number < switch_count; ++number)
        sensitive << switches[static_cast<unsigned>(number)]->value_changed_event();
    connect_uart(HAL_UART_DATA_OUT, nullptr, data_out.size() > 0 ? data_out[0] : nullptr);
}

std::uint16_t InBoard::convert(std::uint8_t channel, Ticks when) {
    if (channel != HAL_ADC_CURRENT1 && channel != HAL_ADC_CURRENT2)
        return Board::convert(channel, when);
    auto& connector = channel == HAL_ADC_CURRENT1 ? sensor_j1 : sensor_j2;
    // An empty connector, or a sensor without supply, sits at the middle of the scale.
    if (connector.size() == 0 || !connector->is_connected() || !pin_level(HAL_PIN_SENSOR_POWER))
        return 512;
    // The sensor's own noise is all there is: it is far above the converter's.
    const physics::CurrentAdc adc{connector->rating(), 0.0};
    return adc.convert(connector->reading(draw_noise()), 0.0);
}

bool InBoard::read_pin(std::uint8_t pin) const {
    if (pin >= HAL_PIN_SW1 && pin <= HAL_PIN_SW8)
        return switches[pin - HAL_PIN_SW1].read();
    return Board::read_pin(pin);
}

}  // namespace cellchain::parts
