#pragma once

#include "models/parts/board.h"
#include "models/parts/current_sensor.h"

namespace cellchain::parts {

/// The IN board: first of the chain, with connectors J1 and J2 for current sensors, the eight
/// option switches and an extended data output.
class InBoard : public Board {
public:
    static constexpr int switch_count = 8;

    sc_core::sc_port<SensorOutputIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> sensor_j1{"sensor_j1"};
    sc_core::sc_port<SensorOutputIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> sensor_j2{"sensor_j2"};
    sc_core::sc_vector<sc_core::sc_in<bool>> switches{"switches", switch_count};  ///< true: ON

    /// Nothing is plugged in as a rule; what the firmware sends is then lost.
    sc_core::sc_port<SerialTransmitIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> data_out{"data_out"};

    using Board::Board;

private:
    void end_of_elaboration() override;
    std::uint16_t convert(std::uint8_t channel, Ticks when) override;
    bool read_pin(std::uint8_t pin) const override;
};

}  // namespace cellchain::parts
