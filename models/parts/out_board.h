#pragma once

#include "models/parts/board.h"
#include "models/parts/latching_relay.h"

namespace cellchain::parts {

/// The OUT board: last of the chain, with the coils of the two latching relays, the extended data
/// output, the radio module's UART and the button.
class OutBoard : public Board {
public:
    sc_core::sc_port<CoilsIf> charge_relay{"charge_relay"};
    sc_core::sc_port<CoilsIf> load_relay{"load_relay"};
    sc_core::sc_port<SerialTransmitIf> data_out{"data_out"};
    sc_core::sc_port<SerialReceiveIf> radio_in{"radio_in"};
    sc_core::sc_port<SerialTransmitIf> radio_out{"radio_out"};

    /// True: pressed. Nobody is there to press it as a rule.
    sc_core::sc_port<sc_core::sc_signal_in_if<bool>, 1, sc_core::SC_ZERO_OR_MORE_BOUND> button{
        "button"};

    OutBoard(const sc_core::sc_module_name& name, const BoardConfig& config,
             host::FirmwareImage& image);

private:
    void end_of_elaboration() override;
    void on_pin_written(std::uint8_t pin, bool level) override;
    bool read_pin(std::uint8_t pin) const override;
};

}  // namespace cellchain::parts
