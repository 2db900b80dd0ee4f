#include "sim/system/data_out_frame.h"

#include <numeric>

namespace cellchain::system {

namespace {

constexpr double volts_per_count = 0.005;
constexpr double amperes_per_count = 0.125;
constexpr Ticks frame_silence = ticks_per_second / 20;

// `first` counts from 1, as the protocol's table does.
double big_endian(const std::vector<std::uint8_t>& bytes, std::size_t first, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | bytes[first - 1 + i];
    return value;
}

std::optional<Amperes> current(const std::vector<std::uint8_t>& bytes, std::size_t sign) {
    if (bytes[sign - 1] == 'X')
        return std::nullopt;
    const Amperes magnitude{big_endian(bytes, sign + 1, 2) * amperes_per_count};
    return bytes[sign - 1] == '-' ? -magnitude : magnitude;
}

}  // namespace

std::optional<DataOutFrame> decode_data_out(const std::vector<std::uint8_t>& bytes) {
    if (bytes.size() != DataOutFrame::size)
        return std::nullopt;
    const auto sum = std::accumulate(bytes.begin(), bytes.end() - 1, 0U);
    if ((sum & 0xFF) != bytes.back())
        return std::nullopt;
    DataOutFrame frame;
    frame.pack_voltage = Volts{big_endian(bytes, 1, 3) * volts_per_count};
    frame.charge_current = current(bytes, 4);
    frame.load_current = current(bytes, 7);
    frame.battery_current = current(bytes, 10).value_or(Amperes{0.0});
    frame.cell_voltage_min = Volts{big_endian(bytes, 13, 2) * volts_per_count};
    frame.cell_voltage_max = Volts{big_endian(bytes, 16, 2) * volts_per_count};
    frame.record_cell = bytes[25 - 1];
    frame.cells = bytes[26 - 1];
    frame.record_voltage = Volts{big_endian(bytes, 27, 2) * volts_per_count};
    frame.status = bytes[31 - 1];
    frame.energy_collected_today_wh = big_endian(bytes, 32, 3);
    frame.energy_stored_wh = big_endian(bytes, 35, 3);
    frame.energy_consumed_today_wh = big_endian(bytes, 38, 3);
    frame.state_of_charge = bytes[41 - 1] / 100.0;
    frame.energy_collected_total_wh = big_endian(bytes, 42, 3) * 1000.0;
    frame.energy_consumed_total_wh = big_endian(bytes, 45, 3) * 1000.0;
    frame.v_bypass = Volts{big_endian(bytes, 56, 2) * volts_per_count};
    return frame;
}

void DataOutFramer::take(std::uint8_t byte, Ticks complete) {
    if (complete - last_ > frame_silence) {
        if (count_ != 0 && count_ < DataOutFrame::size)
            ++broken_;
        count_ = 0;
    }
    last_ = complete;
    if (count_ > DataOutFrame::size)
        return;  // already known to be broken, however long it goes on
    if (count_ == DataOutFrame::size)
        ++broken_;
    else
        frame_[count_] = byte;
    ++count_;
    if (count_ == DataOutFrame::size)
        sink_(complete, frame_);
}

}  // namespace cellchain::system
