#include "sim/system/board_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/scenario/setting_tables.h"

namespace cellchain::system {

namespace {

// Layout of firmware_glue/reference/settings.h.
constexpr std::uint8_t record_magic = 0xB5;
constexpr std::uint8_t erased = 0xFF;
constexpr std::size_t factory_address = 0;
constexpr std::size_t chain_rate_address = 96;
constexpr std::size_t out_board_address = 104;
// And what it begins with.
constexpr int default_v_max_mv = 3650;
constexpr int default_t_max_c = 55;

// The position of a value in a table of the manual; readers have refused all others.
std::uint8_t code_of(double value, const std::vector<double>& table) {
    const auto found = std::find(table.begin(), table.end(), value);
    return static_cast<std::uint8_t>(found - table.begin());
}

// Behind all that is written already.
void write_record(std::vector<std::uint8_t>& memory, std::size_t address,
                  const std::vector<std::uint8_t>& payload) {
    const auto sum = std::accumulate(payload.begin(), payload.end(), unsigned{record_magic});
    memory.resize(address, erased);
    memory.push_back(record_magic);
    memory.insert(memory.end(), payload.begin(), payload.end());
    memory.push_back(static_cast<std::uint8_t>(~sum));
}

std::vector<std::uint8_t> out_board_record(const scenario::OutBoardSettings& board) {
    using Board = scenario::OutBoardSettings;
    constexpr unsigned clock_option = 0x01;
    constexpr unsigned factory_rotation_option = 0x02;
    const unsigned version = static_cast<unsigned>(board.version_major) << 4U |
                             static_cast<unsigned>(board.version_minor);
    const unsigned options =
        (board.dialect == Board::Dialect::v1_2 ? clock_option : 0U) |
        (board.records == Board::Records::factory_cells ? factory_rotation_option : 0U);
    return {static_cast<std::uint8_t>(version), static_cast<std::uint8_t>(options)};
}

std::vector<std::string> setting_lines(const scenario::AppSettings& settings) {
    std::vector<std::string> lines;
    const auto set = [&lines](const char* name, const std::optional<int>& value) {
        if (value)
            lines.push_back(fmt::format("set {} {}", name, *value));
    };
    // The firmware keeps each minimum below its maximum at every step.
    const auto set_pair = [&set](const char* low_name, const std::optional<int>& low,
                                 const char* high_name, const std::optional<int>& high,
                                 int default_high) {
        if (low && *low >= default_high) {
            set(high_name, high);
            set(low_name, low);
        } else {
            set(low_name, low);
            set(high_name, high);
        }
    };
    set_pair("v_min_mv", settings.v_min_mv, "v_max_mv", settings.v_max_mv, default_v_max_mv);
    set_pair("t_min_c", settings.t_min_c, "t_max_c", settings.t_max_c, default_t_max_c);
    set("charge_restart_percent", settings.charge_restart_percent);
    set("discharge_restart_percent", settings.discharge_restart_percent);
    set("capacity_wh", settings.capacity_wh);
    set("solar_peak_w", settings.solar_peak_w);
    set("inverter_peak_w", settings.inverter_peak_w);
    return lines;
}

}  // namespace

std::vector<std::string> app_lines(const scenario::AppSettings& settings) {
    if (setting_lines(settings).empty())
        return {};
    return app_lines(scenario::AppCommands{settings, {}, false, {}, {}, {}});
}

std::vector<std::string> app_lines(const scenario::AppCommands& commands) {
    std::vector<std::string> lines{"pin " + commands.settings.pin};
    for (std::string& line : setting_lines(commands.settings))
        lines.push_back(std::move(line));
    if (commands.clear_energy)
        lines.push_back("clear energy");
    if (commands.new_pin)
        lines.push_back("set pin " + *commands.new_pin);
    for (const std::string& ask : commands.asks)
        lines.push_back("get " + ask);
    lines.insert(lines.end(), commands.typed.begin(), commands.typed.end());
    lines.push_back("bye");
    return lines;
}

std::vector<std::uint8_t> production_memory(const scenario::Bms& bms, int position) {
    std::vector<std::uint8_t> memory;
    if (bms.chain.memory == scenario::Memory::erased)
        return memory;
    if (position == 1) {
        const scenario::FactorySettings& factory = bms.settings.factory;
        write_record(memory, factory_address,
                     {code_of(factory.sensor_rating.value, scenario::sensor_ratings_a()),
                      code_of(factory.cells, scenario::factory_cells()),
                      static_cast<std::uint8_t>(factory.sensors)});
    }
    write_record(memory, chain_rate_address,
                 {code_of(bms.chain.bits_per_s, scenario::chain_rates_bits_per_s())});
    if (position == bms.chain.cells)
        write_record(memory, out_board_address, out_board_record(bms.settings.out_board));
    return memory;
}

}  // namespace cellchain::system
