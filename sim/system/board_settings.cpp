#include "sim/system/board_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/scenario/setting_tables.h"

namespace cellchain::system {

namespace {

constexpr std::uint8_t record_magic = 0xB5;

// The position of a value in a table of the manual; readers have refused all others.
std::uint8_t code_of(double value, const std::vector<double>& table) {
    const auto found = std::find(table.begin(), table.end(), value);
    return static_cast<std::uint8_t>(found - table.begin());
}

}  // namespace

std::vector<std::string> app_lines(const scenario::AppSettings& settings) {
    std::vector<std::string> lines;
    const auto set = [&lines](const char* name, const std::optional<int>& value) {
        if (value)
            lines.push_back(fmt::format("set {} {}", name, *value));
    };
    set("v_min_mv", settings.v_min_mv);
    set("v_max_mv", settings.v_max_mv);
    set("t_min_c", settings.t_min_c);
    set("t_max_c", settings.t_max_c);
    set("charge_restart_percent", settings.charge_restart_percent);
    set("discharge_restart_percent", settings.discharge_restart_percent);
    set("capacity_wh", settings.capacity_wh);
    set("solar_peak_w", settings.solar_peak_w);
    set("inverter_peak_w", settings.inverter_peak_w);
    if (!lines.empty()) {
        lines.insert(lines.begin(), "pin " + settings.pin);
        lines.push_back("bye");
    }
    return lines;
}

std::vector<std::uint8_t> in_factory_record(const scenario::FactorySettings& settings) {
    std::vector<std::uint8_t> record{
        record_magic, code_of(settings.sensor_rating.value, scenario::sensor_ratings_a()),
        code_of(settings.cells, scenario::factory_cells()),
        static_cast<std::uint8_t>(settings.sensors)};
    const auto sum = std::accumulate(record.begin(), record.end(), 0U);
    record.push_back(static_cast<std::uint8_t>(~sum));
    return record;
}

}  // namespace cellchain::system
