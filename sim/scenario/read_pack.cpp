#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/read_blocks.h"
#include "sim/scenario/read_cell_type.h"

namespace cellchain::scenario {
namespace {

/// Reads keys that take one number per cell into a member of each cell.
class CellColumns {
public:
    CellColumns(JsonReader& json, std::vector<PackCell>& cells) : json_(json), cells_(cells) {}

    /// `member` gives the double to set in a cell; what it holds before is the default.
    template <class Member>
    bool optional(const Key& key, const Allowed& allowed, Member member) {
        std::vector<double> values;
        for (PackCell& cell : cells_)
            values.push_back(member(cell));
        const bool given = json_.optional_each_cell(key, values, allowed);
        for (std::size_t i = 0; i < cells_.size(); ++i)
            member(cells_[i]) = values[i];
        return given;
    }

private:
    JsonReader& json_;
    std::vector<PackCell>& cells_;
};

/// The batch that all cells come from: a type of cell, scaled to the rated capacity.
physics::CellTypeConfig read_batch(JsonReader& json) {
    physics::CellTypeConfig type;
    AmpereHours rated_capacity = type.rated_capacity;
    const Allowed allowed =
        above(0.0).hint("the rated capacity from the cell's datasheet, in ampere-hours");
    if (json.has("type")) {
        type = read_cell_type(
            json.object({"type", "figures of another cell than the large prismatic LiFePO4 one"}));
        rated_capacity = type.rated_capacity;
    }
    json.required_unless("type", "rated_capacity_ah", rated_capacity, allowed);
    type = physics::scaled_to(rated_capacity, type);
    json.optional(
        {"self_discharge_per_month", "fraction of the capacity at 25 degC", "the type's, 0.003"},
        type.self_discharge_per_month,
        between(0.0, 1.0).hint("a fraction of the capacity, at 25 degC"));
    json.optional({"to_ambient_k_per_w", "of one cell", "the type's, 0.6"}, type.to_ambient,
                  above(0.0));
    json.optional({"to_neighbour_k_per_w", "of one cell", "the type's, 0.7"}, type.to_neighbour,
                  above(0.0));
    return type;
}

/// How each cell differs from its batch.
void read_spread(JsonReader& json, std::vector<PackCell>& cells) {
    CellColumns each(json, cells);
    each.optional("capacity_factor", above(0.0).hint("on the rated capacity, near 1"),
                  [](PackCell& c) -> double& { return c.cell.capacity_factor; });
    each.optional("resistance_factor", above(0.0).hint("on all resistances, near 1"),
                  [](PackCell& c) -> double& { return c.cell.resistance_factor; });
    each.optional("self_discharge_factor", at_least(0.0).hint("on the self-discharge, near 1"),
                  [](PackCell& c) -> double& { return c.cell.self_discharge_factor; });
    cells.front().cell.has_neighbour_below = false;
    cells.back().cell.has_neighbour_above = false;
}

/// How old each cell is at the start. Without this block cells are new and stay so.
void read_ageing(JsonReader json, std::vector<PackCell>& cells) {
    constexpr double most_lost = 0.4;  // of the capacity, by either cause: half an old cell
    std::vector<double> pace(cells.size(), 1.0);
    std::vector<double> calendar_loss(cells.size(), 0.0);
    std::vector<double> cycle_loss(cells.size(), 0.0);
    std::vector<double> resistance_growth(cells.size(), 0.0);
    const Allowed loss = between(0.0, most_lost).hint("a fraction of the capacity when new");
    json.optional_each_cell("pace", pace, at_least(0.0).hint("1 is as time passes, 0 not at all"));
    json.optional_each_cell({"calendar_loss", "lost to time before the run, a fraction"},
                            calendar_loss, loss);
    json.optional_each_cell({"cycle_loss", "lost to cycles before the run, a fraction"}, cycle_loss,
                            loss);
    json.optional_each_cell("resistance_growth", resistance_growth,
                            at_least(0.0).hint("a fraction of the resistance when new"));
    json.refuse_unknown_keys();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].age = physics::CellAge(calendar_loss[i], cycle_loss[i], resistance_growth[i]);
        cells[i].ageing_pace = pace[i];
    }
}

/// How full each cell is at the start: told as state of charge, or as what is missing to full.
void read_charge(JsonReader& json, AmpereHours rated_capacity, std::vector<PackCell>& cells) {
    constexpr const char* state = "state_of_charge";
    constexpr const char* missing = "missing_charge_ah";
    std::vector<double> missing_ah(cells.size(), 0.0);
    const auto read_state = [&](JsonReader& it) {
        CellColumns(it, cells).optional(Key(state).without_default(),
                                        between(0.0, 1.0).hint("a fraction: 0 is empty, 1 is full"),
                                        [](PackCell& c) -> double& { return c.state_of_charge; });
    };
    bool is_missing_told = false;
    const auto read_missing = [&](JsonReader& it) {
        is_missing_told =
            it.optional_each_cell(Key(missing).without_default(), missing_ah,
                                  at_least(0.0).hint("ampere-hours that each cell lacks to full"));
    };
    json.exactly_one({{state, read_state}, {missing, read_missing}});
    if (!is_missing_told || json.reading().has_problems())
        return;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double capacity_ah =
            rated_capacity.value * cells[i].age.aged(cells[i].cell).capacity_factor;
        cells[i].state_of_charge = 1.0 - missing_ah[i] / capacity_ah;
        if (missing_ah[i] <= capacity_ah)
            continue;
        json.problem(missing, fmt::format("must be at most the capacity, {:.1f} Ah for cell {}, "
                                          "got {:.1f}",
                                          capacity_ah, i + 1, missing_ah[i]));
        return;
    }
}

/// Board draws by the manual: 3.3 V, slow messages, Bluetooth on standby (M-MEA-05).
void set_board_currents(std::vector<PackCell>& cells, const Sensors& sensors) {
    constexpr Amperes cell_board{0.0013};
    constexpr Amperes in_board_one_sensor{0.0020};
    constexpr Amperes in_board_two_sensors{0.0029};
    constexpr Amperes out_board{0.0020};
    for (PackCell& cell : cells)
        cell.board_current = cell_board;
    cells.front().board_current = sensors.load ? in_board_two_sensors : in_board_one_sensor;
    cells.back().board_current = out_board;
}

}  // namespace

Pack read_pack(JsonReader json, int cells, const Sensors& sensors) {
    Pack pack;
    pack.cells.resize(static_cast<std::size_t>(cells));
    set_board_currents(pack.cells, sensors);
    JsonReader cell =
        json.required_object({"cell", "the batch that all cells come from, and how they differ"});
    pack.cell_type = read_batch(cell);
    read_spread(cell, pack.cells);
    cell.refuse_unknown_keys();
    if (json.has("ageing"))
        read_ageing(json.object({"ageing", "how old each cell is, and how fast it ages",
                                 "new, and stay so"}),
                    pack.cells);
    read_charge(json, pack.cell_type.rated_capacity, pack.cells);
    CellColumns each(json, pack.cells);
    each.optional({"joint_resistance_ohm", "of the busbar joint to the next cell"}, at_least(0.0),
                  [](PackCell& c) -> double& { return c.joint_resistance.value; });
    each.optional(
        {"wire_resistance_ohm", "of the board's own wires; the bypass current flows through them"},
        at_least(0.0), [](PackCell& c) -> double& { return c.wire_resistance.value; });
    each.optional("bypass_resistance_ohm", above(0.0),
                  [](PackCell& c) -> double& { return c.bypass_resistance.value; });
    each.optional({"board_current_a", "what each board draws from its cell"}, at_least(0.0),
                  [](PackCell& c) -> double& { return c.board_current.value; });
    each.optional({"voltage_bias_v", "error of the board's voltage reading"}, between(-1.0, 1.0),
                  [](PackCell& c) -> double& { return c.voltage_bias.value; });
    each.optional({"temperature_offset_counts", "error of the board's temperature reading"},
                  between(-100.0, 100.0),
                  [](PackCell& c) -> double& { return c.temperature_offset_counts; });
    each.optional({"ambient_c", "around the cell, and its temperature at the start"},
                  between(-60.0, 100.0), [](PackCell& c) -> double& { return c.ambient.value; });
    json.refuse_unknown_keys();
    return pack;
}

}  // namespace cellchain::scenario
