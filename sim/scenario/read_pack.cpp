#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "models/physics/parallel_group.h"
#include "sim/scenario/read_blocks.h"
#include "sim/scenario/read_cell_type.h"

namespace cellchain::scenario {
namespace {

/// Reads keys that take one number per cell into a member of each cell. Where several in parallel
/// make a group, they follow each other.
template <class Cell>
class CellColumns {
public:
    CellColumns(JsonReader& json, std::vector<Cell>& cells, std::size_t parallel = 1)
        : json_(json), cells_(cells), parallel_(parallel) {}

    /// `member` gives the double to set in a cell; what it holds before is the default.
    template <class Member>
    bool optional(const Key& key, const Allowed& allowed, Member member) {
        std::vector<double> values;
        for (Cell& cell : cells_)
            values.push_back(member(cell));
        const bool given = json_.optional_each_cell(key, values, allowed, parallel_);
        for (std::size_t i = 0; i < cells_.size(); ++i)
            member(cells_[i]) = values[i];
        return given;
    }

private:
    JsonReader& json_;
    std::vector<Cell>& cells_;
    const std::size_t parallel_;
};

/// Every single cell of the pack as it is drawn, group after group.
struct DrawnCells {
    std::vector<physics::CellAtStart> cells;
    std::vector<double> ageing_pace;
    std::size_t parallel;  ///< cells in a group
};

/// The batch that all cells come from: a type of cell, scaled to the rated capacity of one.
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
void read_spread(JsonReader& json, DrawnCells& drawn) {
    using Drawn = physics::CellAtStart;
    CellColumns each(json, drawn.cells, drawn.parallel);
    each.optional("capacity_factor", above(0.0).hint("on the rated capacity, near 1"),
                  [](Drawn& c) -> double& { return c.cell.capacity_factor; });
    each.optional("resistance_factor", above(0.0).hint("on all resistances, near 1"),
                  [](Drawn& c) -> double& { return c.cell.resistance_factor; });
    each.optional("self_discharge_factor", at_least(0.0).hint("on the self-discharge, near 1"),
                  [](Drawn& c) -> double& { return c.cell.self_discharge_factor; });
}

/// How old each cell is at the start. Without this block cells are new and stay so.
void read_ageing(JsonReader json, DrawnCells& drawn) {
    constexpr double most_lost = 0.4;  // of the capacity, by either cause: half an old cell
    const std::size_t count = drawn.cells.size();
    drawn.ageing_pace.assign(count, 1.0);
    std::vector<double> calendar_loss(count, 0.0);
    std::vector<double> cycle_loss(count, 0.0);
    std::vector<double> resistance_growth(count, 0.0);
    const Allowed loss = between(0.0, most_lost).hint("a fraction of the capacity when new");
    json.optional_each_cell("pace", drawn.ageing_pace,
                            at_least(0.0).hint("1 is as time passes, 0 not at all"),
                            drawn.parallel);
    json.optional_each_cell({"calendar_loss", "lost to time before the run, a fraction"},
                            calendar_loss, loss, drawn.parallel);
    json.optional_each_cell({"cycle_loss", "lost to cycles before the run, a fraction"}, cycle_loss,
                            loss, drawn.parallel);
    json.optional_each_cell("resistance_growth", resistance_growth,
                            at_least(0.0).hint("a fraction of the resistance when new"),
                            drawn.parallel);
    json.refuse_unknown_keys();
    for (std::size_t i = 0; i < count; ++i)
        drawn.cells[i].age =
            physics::CellAge(calendar_loss[i], cycle_loss[i], resistance_growth[i]);
}

/// How full each cell is at the start: told as state of charge, or as what is missing to full.
void read_charge(JsonReader& json, AmpereHours rated_capacity, DrawnCells& drawn) {
    std::vector<physics::CellAtStart>& cells = drawn.cells;
    constexpr const char* state = "state_of_charge";
    constexpr const char* missing = "missing_charge_ah";
    std::vector<double> missing_ah(cells.size(), 0.0);
    const auto read_state = [&](JsonReader& it) {
        CellColumns(it, cells, drawn.parallel)
            .optional(Key(state).without_default(),
                      between(0.0, 1.0).hint("a fraction: 0 is empty, 1 is full"),
                      [](physics::CellAtStart& c) -> double& { return c.state_of_charge; });
    };
    bool is_missing_told = false;
    const auto read_missing = [&](JsonReader& it) {
        is_missing_told = it.optional_each_cell(
            Key(missing).without_default(), missing_ah,
            at_least(0.0).hint("ampere-hours that each cell lacks to full"), drawn.parallel);
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
                                          capacity_ah, i / drawn.parallel + 1, missing_ah[i]));
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

int read_parallel(JsonReader& json) {
    constexpr int most = 10'000;  // small round cells in a large bank come to some hundreds
    int parallel = 1;
    json.optional("parallel", parallel, between(1, most).hint("cells in a group, on one board"));
    // What is described is all that may be written: lists of lists, too.
    return json.reading().description() == nullptr ? parallel : 2;
}

/// Every group becomes the one cell that its board sees.
void join_groups(const DrawnCells& drawn, std::vector<PackCell>& groups) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto first = static_cast<std::ptrdiff_t>(i * drawn.parallel);
        const auto last = first + static_cast<std::ptrdiff_t>(drawn.parallel);
        const physics::CellAtStart group =
            physics::parallel_group({drawn.cells.begin() + first, drawn.cells.begin() + last});
        groups[i].cell = group.cell;
        groups[i].age = group.age;
        groups[i].state_of_charge = group.state_of_charge;
        const double paces = std::accumulate(drawn.ageing_pace.begin() + first,
                                             drawn.ageing_pace.begin() + last, 0.0);
        groups[i].ageing_pace = paces / static_cast<double>(drawn.parallel);
    }
    groups.front().cell.has_neighbour_below = false;
    groups.back().cell.has_neighbour_above = false;
}

}  // namespace

Pack read_pack(JsonReader json, int cells, const Sensors& sensors) {
    Pack pack;
    pack.cells.resize(static_cast<std::size_t>(cells));
    set_board_currents(pack.cells, sensors);
    JsonReader cell =
        json.required_object({"cell", "the batch that all cells come from, and how they differ"});
    const physics::CellTypeConfig batch = read_batch(cell);
    const int parallel = read_parallel(json);
    pack.cell_type = physics::parallel_type(batch, parallel);
    DrawnCells drawn;
    drawn.parallel = static_cast<std::size_t>(parallel);
    drawn.cells.resize(pack.cells.size() * drawn.parallel);
    drawn.ageing_pace.resize(drawn.cells.size(), 0.0);
    read_spread(cell, drawn);
    cell.refuse_unknown_keys();
    if (json.has("ageing"))
        read_ageing(json.object({"ageing", "how old each cell is, and how fast it ages",
                                 "new, and stay so"}),
                    drawn);
    read_charge(json, batch.rated_capacity, drawn);
    join_groups(drawn, pack.cells);
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
