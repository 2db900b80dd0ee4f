#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {

Action read_cell_fault(JsonReader& json, parts::CellFault::Kind kind, bool repaired, int cells) {
    using Kind = parts::CellFault::Kind;
    CellFault fault{{kind, 0.0}, {}, repaired};
    json.required_selection("cells", cells, fault.cells);
    if (kind == Kind::joint_loose && !repaired)
        json.required("joint_resistance_ohm", fault.fault.value, at_least(0.0));
    if (kind == Kind::cell_leak && !repaired)
        json.required({"leak_a", "a soft short inside"}, fault.fault.value,
                      above(0.0).at_most(100.0));
    return fault;
}

}  // namespace cellchain::scenario
