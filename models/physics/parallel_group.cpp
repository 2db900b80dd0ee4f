#include "models/physics/parallel_group.h"

namespace cellchain::physics {

CellAtStart parallel_group(const std::vector<CellAtStart>& cells) {
    if (cells.size() == 1)
        return cells.front();
    double capacity = 0.0;
    double calendar_loss = 0.0;
    double cycle_loss = 0.0;
    double self_discharge = 0.0;
    double aged_capacity = 0.0;
    double charge = 0.0;
    double conductance = 0.0;
    double aged_conductance = 0.0;
    for (const CellAtStart& member : cells) {
        const CellConfig aged = member.age.aged(member.cell);
        capacity += member.cell.capacity_factor;
        calendar_loss += member.cell.capacity_factor * member.age.calendar_loss();
        cycle_loss += member.cell.capacity_factor * member.age.cycle_loss();
        self_discharge += member.cell.capacity_factor * member.cell.self_discharge_factor;
        aged_capacity += aged.capacity_factor;
        charge += aged.capacity_factor * member.state_of_charge;
        conductance += 1.0 / member.cell.resistance_factor;
        aged_conductance += 1.0 / aged.resistance_factor;
    }
    const auto count = static_cast<double>(cells.size());
    CellAtStart group = cells.front();
    group.cell.capacity_factor = capacity / count;
    group.cell.resistance_factor = count / conductance;
    group.cell.self_discharge_factor = self_discharge / capacity;
    group.age = CellAge(calendar_loss / capacity, cycle_loss / capacity,
                        conductance / aged_conductance - 1.0);
    group.state_of_charge = charge / aged_capacity;
    return group;
}

CellTypeConfig parallel_type(const CellTypeConfig& cell, int count) {
    CellTypeConfig group = scaled_to(cell.rated_capacity * count, cell);
    group.to_ambient = cell.to_ambient / count;
    group.to_neighbour = cell.to_neighbour / count;
    return group;
}

}  // namespace cellchain::physics
