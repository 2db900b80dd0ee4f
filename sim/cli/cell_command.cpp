#include "sim/cli/cell_command.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "models/physics/cell.h"
#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/scenario/csv_columns.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_cell_type.h"

namespace cellchain::cli {
namespace {

/// What a cell is put through, row by row; see `cell_help`.
class CellRun {
public:
    explicit CellRun(const std::filesystem::path& file)
        : columns_(
              scenario::read_csv_columns(file, {"current_a", "temperature_c"}, {"charge_ah"})) {}

    std::size_t rows() const { return columns_.times.size(); }
    Seconds time(std::size_t row) const { return columns_.times[row]; }
    Amperes current(std::size_t row) const { return Amperes{columns_.values[0][row]}; }
    Celsius around(std::size_t row) const { return Celsius{columns_.values[1][row]}; }
    Seconds length(std::size_t row) const { return time(row + 1) - time(row); }

    /// From this row to the next.
    Amperes mean_current(std::size_t row) const {
        const std::vector<double>& charge_ah = columns_.values[2];
        if (charge_ah.empty())
            return current(row);
        const Coulombs moved = to_coulombs(AmpereHours{charge_ah[row + 1] - charge_ah[row]});
        return Amperes{moved.value / length(row).value};
    }

private:
    scenario::CsvColumns columns_;
};

/// A cell that touches no other.
physics::Cell single_cell(std::shared_ptr<const physics::CellType> type) {
    physics::CellConfig config;
    config.has_neighbour_below = config.has_neighbour_above = false;
    return {std::move(type), config};
}

std::string simulate(const physics::CellTypeConfig& config, const CellRun& run, double charge,
                     double hysteresis) {
    const auto type = std::make_shared<const physics::CellType>(config);
    const physics::Cell cell = single_cell(type);
    physics::CellState state = cell.at_rest(charge, run.around(0), hysteresis);
    physics::CellSteps steps = type->steps(Seconds{1.0});
    std::string rows = "time_s,voltage_v,state_of_charge,temperature_c\n";
    for (std::size_t row = 0;; ++row) {
        fmt::format_to(std::back_inserter(rows), "{:.15g},{:.6f},{:.6f},{:.3f}\n",
                       run.time(row).value, cell.terminal_voltage(state, run.current(row)).value,
                       cell.state_of_charge(state), state.temperature.value);
        if (row + 1 == run.rows())
            return rows;
        if (run.length(row) != steps.front().length)
            steps = type->steps(run.length(row));
        state =
            cell.after(state, run.mean_current(row), Watts{0.0}, {run.around(row), {}, {}}, steps);
    }
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    if (!out) {
        throw scenario::InputError(fmt::format("{}: cannot be written: {}", file.string(),
                                               std::generic_category().message(errno)));
    }
    if (!(out << text).flush()) {
        throw std::runtime_error(fmt::format("{}: cannot write: {}", file.string(),
                                             std::generic_category().message(errno)));
    }
}

}  // namespace

int cell_command(const std::vector<std::string>& words) {
    const CellOptions options = parse_cell_options(words);
    if (options.help) {
        print(cell_help);
        return passed;
    }
    const std::string rows =
        simulate(scenario::read_cell_type_file(options.type), CellRun(options.run),
                 options.state_of_charge, options.hysteresis);
    if (options.out) {
        write(*options.out, rows);
    } else {
        print(rows);
    }
    return passed;
}

}  // namespace cellchain::cli
