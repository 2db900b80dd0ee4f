#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/parts/cell_fault.h"
#include "models/parts/current_sensor_config.h"
#include "models/parts/latching_relay_config.h"
#include "models/parts/link_fault.h"
#include "models/physics/time_series.h"
#include "models/units/quantity.h"
#include "sim/scenario/settings.h"

namespace cellchain::scenario {

/// What a person does with the app in one go: connects with the PIN, sends these, disconnects.
struct AppCommands {
    AppSettings settings;
    std::optional<std::string> new_pin;  ///< four digits
    bool clear_energy = false;           ///< counters of today and in total
    std::vector<std::string> asks;       ///< "status", "energy", "cell 3", "v_min_mv"
    std::vector<std::string> typed;      ///< whole lines, whatever they mean
    Seconds stays{0.0};                  ///< connected, before it disconnects
};

/// A current sensor fails, or works again.
struct SensorFault {
    parts::CurrentSensorFault fault;
    bool on_load_sensor = false;  ///< else on the charge sensor
    bool repaired = false;
};

/// A relay of the OUT board fails, or works again.
struct RelayFault {
    parts::LatchingRelayFault fault;
    std::string detail;          ///< "relay_welded: load, contact 2-3"
    bool on_load_relay = false;  ///< else on the charge relay
    bool repaired = false;
};

/// Something becomes of some cells or of what their boards connect, or is mended.
struct CellFault {
    parts::CellFault fault;
    std::vector<int> cells;  ///< from 1 at the IN side
    bool repaired = false;
};

/// Something becomes of the wires of some links, or they are mended.
struct LinkFault {
    parts::LinkFault fault;
    std::vector<int> links;  ///< link k leaves board k
    bool repaired = false;
};

/// Boards are plugged into their cells, or pulled off.
struct PowerChange {
    std::vector<int> boards;  ///< from 1 at the IN side
    bool on = false;
};

/// The OUT board's button (M-APP-01).
struct ButtonPress {
    Seconds held{0.0};
};

/// Who follows the profile `name` follows this series from now on.
struct ProfileChange {
    std::string name;
    std::string series_name;
    double scale = 1.0;
    physics::TimeSeries series;  ///< scaled
};

/// What one step of the timeline does. How is the business of `sim/system/actions.h`.
using Action = std::variant<SwitchChange, AppCommands, ButtonPress, PowerChange, ProfileChange,
                            SensorFault, RelayFault, CellFault, LinkFault>;

/// One step of a lane: it waits until the one before it has acted, then for its own time.
struct TimelineStep {
    enum class Start {
        at,     ///< at `time`, or at once where that has passed
        after,  ///< `time` after the step before, the first one after the start of the run
        when    ///< as soon as `condition` is true
    };
    std::string json_path;  ///< for messages: "/timeline/person/3"
    Start start = Start::at;
    Seconds time{0.0};
    std::string condition;
    std::optional<Seconds> within;  ///< for `when`: the lane ends there if it has not become true
    std::size_t pack = 0;           ///< index of the BMS that it acts on
    std::string pack_name;          ///< empty for the only one, and for what is of no pack
    Action action;
};

/// Steps that follow each other. Lanes run beside each other.
struct TimelineLane {
    std::string name;
    std::vector<TimelineStep> steps;
};

}  // namespace cellchain::scenario
