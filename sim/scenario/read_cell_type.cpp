#include "sim/scenario/read_cell_type.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim/scenario/input_error.h"

namespace cellchain::scenario {
namespace {

/// Columns of a table, one list of numbers each under its own key.
class Columns {
public:
    Columns(JsonReader& json, std::string first) : json_(json), first_(std::move(first)) {}

    /// The column that the others follow; its numbers rise.
    std::vector<double> rising(const Allowed& allowed) {
        std::vector<double> column;
        good_ = json_.required(first_, column, allowed) && good_;
        for (std::size_t i = 1; i < column.size(); ++i) {
            if (column[i] > column[i - 1])
                continue;
            refuse(fmt::format("must rise, got {} after {}", number_text(column[i]),
                               number_text(column[i - 1])));
            break;
        }
        rows_ = column.size();
        return column;
    }

    std::vector<double> following(const std::string& key, const Allowed& allowed) {
        std::vector<double> column;
        const bool read = json_.required(key, column, allowed);
        if (read && good_ && column.size() != rows_) {
            json_.problem(key, fmt::format("must have {} numbers like \"{}\", got {}", rows_,
                                           first_, column.size()));
            good_ = false;
        }
        good_ = good_ && read;
        return column;
    }

    void refuse(const std::string& what) {
        json_.problem(first_, what);
        good_ = false;
    }

    bool good() const { return good_; }

private:
    JsonReader& json_;
    std::string first_;
    std::size_t rows_ = 0;
    bool good_ = true;
};

/// `OpenCircuitVoltage` cuts its curves into 200 pieces: a row must lie between two of them.
bool is_on_a_piece(double state_of_charge) {
    const double pieces = state_of_charge * 200.0;
    return std::fabs(pieces - std::round(pieces)) < 1e-9;
}

void check_states_of_charge(const std::vector<double>& states, Columns& columns) {
    if (!columns.good())
        return;
    if (states.size() < 3 || states.front() != 0.0 || states.back() != 1.0) {
        columns.refuse("must be three or more numbers, 0 the first and 1 the last");
        return;
    }
    for (const double state : states) {
        if (is_on_a_piece(state))
            continue;
        columns.refuse("must be multiples of 0.005, got " + number_text(state));
        return;
    }
}

physics::OpenCircuitTable read_open_circuit(JsonReader json) {
    Columns columns(json, "state_of_charge");
    const std::vector<double> states = columns.rising(between(0.0, 1.0));
    check_states_of_charge(states, columns);
    const std::vector<double> discharge = columns.following("discharge_v", above(0.0).at_most(5.0));
    const std::vector<double> charge = columns.following("charge_v", above(0.0).at_most(5.0));
    const std::vector<double> slope =
        columns.following("temperature_slope_v_per_k", between(-0.01, 0.01));
    json.refuse_unknown_keys();
    physics::OpenCircuitTable table;
    for (std::size_t i = 0; columns.good() && i < states.size(); ++i) {
        if (charge[i] < discharge[i]) {
            json.problem("charge_v", fmt::format("must be at least the discharge branch, {} V at "
                                                 "{} of charge, got {}",
                                                 number_text(discharge[i]), number_text(states[i]),
                                                 number_text(charge[i])));
            break;
        }
        table.push_back({states[i], Volts{discharge[i]}, Volts{charge[i]}, slope[i]});
    }
    return table;
}

std::vector<physics::CellTypeConfig::ResistanceFactor> read_resistance_by_temperature(
    JsonReader json) {
    Columns columns(json, "temperature_c");
    const std::vector<double> temperatures = columns.rising(between(-60.0, 120.0));
    if (columns.good() && temperatures.empty())
        columns.refuse("must have a number");
    const std::vector<double> factors = columns.following("factor", above(0.0));
    json.refuse_unknown_keys();
    std::vector<physics::CellTypeConfig::ResistanceFactor> knots;
    for (std::size_t i = 0; columns.good() && i < temperatures.size(); ++i)
        knots.push_back({Celsius{temperatures[i]}, factors[i]});
    return knots;
}

}  // namespace

physics::CellTypeConfig read_cell_type(JsonReader json) {
    physics::CellTypeConfig type;
    json.required(
        "rated_capacity_ah", type.rated_capacity,
        above(0.0).hint("the capacity of the cell that the other figures were taken from"));
    type.open_circuit = read_open_circuit(json.required_object("open_circuit"));
    json.required("hysteresis_rate", type.hysteresis_rate,
                  above(0.0).hint("20: turned over by 63 % after 1/20 of the capacity"));
    json.required("instantaneous_resistance_ohm", type.instantaneous_resistance, at_least(0.0));
    json.required("fast_resistance_ohm", type.fast_resistance, above(0.0));
    json.required("fast_time_constant_s", type.fast_time_constant, above(0.0));
    json.required("slow_scale_v", type.slow_scale,
                  at_least(0.0).hint("of scale * asinh(current / knee); 0: no such part"));
    json.required("slow_knee_a", type.slow_knee, above(0.0));
    json.required("slow_time_constant_s", type.slow_time_constant, above(0.0));
    type.resistance_by_temperature =
        read_resistance_by_temperature(json.required_object("resistance_by_temperature"));
    json.required("low_charge_rise", type.low_charge_rise, at_least(0.0));
    json.required("low_charge_range", type.low_charge_range, above(0.0));
    json.required("heat_capacity_j_per_k", type.heat_capacity, above(0.0));
    json.required("to_ambient_k_per_w", type.to_ambient, above(0.0));
    json.optional("to_neighbour_k_per_w", type.to_neighbour, above(0.0));
    json.optional("self_discharge_per_month", type.self_discharge_per_month, between(0.0, 1.0));
    json.optional("self_discharge_doubling_k", type.self_discharge_doubling_kelvin, above(0.0));
    json.refuse_unknown_keys();
    return type;
}

physics::CellTypeConfig read_cell_type_file(const std::filesystem::path& file) {
    const JsonDocument document(file, {});
    Reading reading(document);
    JsonReader json(reading);
    std::string kind;
    if (json.required("kind", kind) && kind != "cell_type") {
        json.problem("kind", "must be \"cell_type\", got " + json_text(nlohmann::json(kind)));
    }
    // A file of another kind would bring a list of keys that are not there.
    reading.stop_if_problems();
    physics::CellTypeConfig type = read_cell_type(json);
    reading.stop_if_problems();
    return type;
}

}  // namespace cellchain::scenario
