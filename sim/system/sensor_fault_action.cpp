#include <fmt/format.h>

#include "sim/scenario/allowed.h"
#include "sim/system/actions.h"
#include "sim/system/bms_system.h"

namespace cellchain::system {

namespace {

const char* name_of(parts::CurrentSensorFault::Kind kind) {
    using Kind = parts::CurrentSensorFault::Kind;
    switch (kind) {
        case Kind::stuck:
            return "sensor_stuck";
        case Kind::disconnected:
            return "sensor_disconnected";
        case Kind::offset_step:
            break;
    }
    return "sensor_offset_step";
}

}  // namespace

bool perform(const scenario::SensorFault& fault, BmsSystem& system) {
    parts::CurrentSensor& sensor =
        fault.on_load_sensor ? *system.load_sensor : system.charge_sensor;
    if (fault.repaired)
        sensor.repair(fault.fault.kind);
    else
        sensor.inject(fault.fault);
    return false;
}

ActionText describe(const scenario::SensorFault& fault) {
    std::string detail =
        fmt::format("{}: {}", name_of(fault.fault.kind), fault.on_load_sensor ? "load" : "charge");
    if (fault.fault.value)
        detail += fmt::format(", {} A", scenario::number_text(fault.fault.value->value));
    return {fault.repaired ? "repair" : "fault", detail};
}

}  // namespace cellchain::system
