#include "models/parts/out_board.h"

namespace cellchain::parts {

OutBoard::OutBoard(const sc_core::sc_module_name& name, const BoardConfig& config,
                   host::FirmwareImage& image)
    : Board(name, config, image) {
    sensitive << radio_in;  // wakes the board's one process, as the chain does
}

void OutBoard::end_of_elaboration() {
    Board::end_of_elaboration();
    if (button.size() > 0) {
        watch_inputs();
        sensitive << button->value_changed_event();
    }
    connect_uart(HAL_UART_DATA_OUT, nullptr, data_out[0]);
    connect_uart(HAL_UART_RADIO, radio_in[0], radio_out[0]);
}

void OutBoard::on_pin_written(std::uint8_t pin, bool level) {
    switch (pin) {
        case HAL_PIN_COIL_CHARGE_SET:
            charge_relay->drive_set_coil(level, local_time());
            return contacts_may_move();
        case HAL_PIN_COIL_CHARGE_RESET:
            charge_relay->drive_reset_coil(level, local_time());
            return contacts_may_move();
        case HAL_PIN_COIL_LOAD_SET:
            load_relay->drive_set_coil(level, local_time());
            return contacts_may_move();
        case HAL_PIN_COIL_LOAD_RESET:
            load_relay->drive_reset_coil(level, local_time());
            return contacts_may_move();
        default:
            return Board::on_pin_written(pin, level);
    }
}

bool OutBoard::read_pin(std::uint8_t pin) const {
    if (pin == HAL_PIN_BUTTON)
        return button.size() > 0 && button->read();
    return Board::read_pin(pin);
}

}  // namespace cellchain::parts
