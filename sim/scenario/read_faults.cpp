#include <functional>

#include "sim/scenario/read_blocks.h"

// Faults by their kind: what else a fault says is its family's to read.

namespace cellchain::scenario {
namespace {

using ReadFault = std::function<Action(JsonReader&, bool repaired)>;

std::vector<Word<ReadFault>> kinds_of_faults(const Fitted& fitted) {
    using Sensor = parts::CurrentSensorFault::Kind;
    const auto sensor = [&fitted](Sensor kind) {
        return [&fitted, kind](JsonReader& json, bool repaired) {
            return read_sensor_fault(json, kind, repaired, fitted.sensors);
        };
    };
    const auto relay = [&fitted](const char* kind) {
        return [&fitted, kind](JsonReader& json, bool repaired) {
            return read_relay_fault(json, kind, repaired, fitted.out_board);
        };
    };
    using Cell = parts::CellFault::Kind;
    const auto cell = [&fitted](Cell kind) {
        return [&fitted, kind](JsonReader& json, bool repaired) {
            return read_cell_fault(json, kind, repaired, fitted.cells);
        };
    };
    using Link = parts::LinkFault::Kind;
    const auto link = [&fitted](Link kind) {
        return [&fitted, kind](JsonReader& json, bool repaired) {
            return read_link_fault(json, kind, repaired, fitted.cells);
        };
    };
    return {{"sensor_stuck", sensor(Sensor::stuck)},
            {"sensor_disconnected", sensor(Sensor::disconnected)},
            {"sensor_offset_step", sensor(Sensor::offset_step)},
            {"relay_welded", relay("relay_welded")},
            {"relay_stuck", relay("relay_stuck")},
            {"relay_coil_open", relay("relay_coil_open")},
            {"joint_loose", cell(Cell::joint_loose)},
            {"cell_leak", cell(Cell::cell_leak)},
            {"bypass_open", cell(Cell::bypass_open)},
            {"bypass_stuck_on", cell(Cell::bypass_stuck_on)},
            {"link_cut", link(Link::cut)},
            {"link_stuck", link(Link::stuck)},
            {"link_noisy", link(Link::noisy)},
            {"link_intermittent", link(Link::intermittent)}};
}

}  // namespace

Action read_fault(JsonReader json, bool repaired, const Fitted& fitted) {
    Action action;
    json.required_kind({"kind", "what fails, or works again"}, kinds_of_faults(fitted),
                       [&action, repaired](JsonReader& rest, const ReadFault& read) {
                           action = read(rest, repaired);
                           rest.refuse_unknown_keys();
                       });
    return action;
}

}  // namespace cellchain::scenario
