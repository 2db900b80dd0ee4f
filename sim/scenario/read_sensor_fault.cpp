#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {

Action read_sensor_fault(JsonReader& json, parts::CurrentSensorFault::Kind kind, bool repaired,
                         const Sensors& sensors) {
    using Kind = parts::CurrentSensorFault::Kind;
    SensorFault fault{{kind, {}}, false, repaired};
    json.required("sensor", fault.on_load_sensor,
                  std::vector<Word<bool>>{{"charge", false}, {"load", true}});
    if (fault.on_load_sensor && !sensors.load) {
        json.problem("sensor", "no such sensor is fitted",
                     "\"load\" in the block \"sensors\" fits it");
    }
    if (kind == Kind::stuck && !repaired)
        json.optional({"at_a", "what it shows from then on", "what it shows then"},
                      fault.fault.value, any_number());
    if (kind == Kind::offset_step && !repaired)
        json.required({"step_a", "of its zero"}, fault.fault.value, any_number());
    return fault;
}

}  // namespace cellchain::scenario
