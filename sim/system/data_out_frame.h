#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "models/units/quantity.h"
#include "models/units/ticks.h"

namespace cellchain::system {

/// One frame of the OUT board's extended data output, decoded as a third-party client would.
///
/// Source  the manufacturer's data-out protocol, V1.2 and v3.3.11: 58 bytes, big endian.
struct DataOutFrame {
    static constexpr std::size_t size = 58;

    Volts pack_voltage;
    std::optional<Amperes> charge_current;  ///< absent: sign byte 'X', no such sensor
    std::optional<Amperes> load_current;
    Amperes battery_current;  ///< positive: charging
    Volts cell_voltage_min;
    Volts cell_voltage_max;
    int record_cell = 0;  ///< whose record this frame carries; they take turns
    Volts record_voltage;
    int cells = 0;
    std::uint8_t status = 0;  ///< bit 0 charge allowed ... bit 7 state of charge not calibrated
    double state_of_charge = 0.0;  ///< fraction, in steps of 0.01
    double energy_collected_today_wh = 0.0;
    double energy_stored_wh = 0.0;
    double energy_consumed_today_wh = 0.0;
    double energy_collected_total_wh = 0.0;  ///< in steps of 1 kWh, as the next one
    double energy_consumed_total_wh = 0.0;
    Volts v_bypass;  ///< in force

    bool charge_allowed() const { return (status & 0x01) != 0; }
    bool discharge_allowed() const { return (status & 0x02) != 0; }
    bool communication_error() const { return (status & 0x04) != 0; }
    bool voltage_low() const { return (status & 0x08) != 0; }
    bool voltage_high() const { return (status & 0x10) != 0; }
    bool temperature_low() const { return (status & 0x20) != 0; }
    bool temperature_high() const { return (status & 0x40) != 0; }
    bool not_calibrated() const { return (status & 0x80) != 0; }
};

/// Null when the checksum is wrong.
std::optional<DataOutFrame> decode_data_out(const std::vector<std::uint8_t>& bytes);

/// Cuts the stream of bytes into frames: a frame begins after at least 50 ms of silence.
class DataOutFramer {
public:
    using Sink = std::function<void(Ticks complete, const std::vector<std::uint8_t>& frame)>;

    explicit DataOutFramer(Sink sink) : sink_(std::move(sink)) {}
    void take(std::uint8_t byte, Ticks complete);
    /// Frames that were cut short by silence, or longer than 58 bytes.
    int broken_frames() const { return broken_; }

private:
    Sink sink_;
    std::vector<std::uint8_t> frame_ = std::vector<std::uint8_t>(DataOutFrame::size);
    std::size_t count_ = 0;  // of its bytes, as far as they have come; one more when it is too long
    Ticks last_ = 0;
    int broken_ = 0;
};

}  // namespace cellchain::system
