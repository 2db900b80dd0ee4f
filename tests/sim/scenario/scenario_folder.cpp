#include "tests/sim/scenario/scenario_folder.h"

#include <fstream>

#include "sim/scenario/input_error.h"
#include "sim/scenario/read_scenario.h"

namespace cellchain::scenario {

const char* const valid_scenario = R"({
    "about": {"id": "four", "title": "Four cells", "tags": ["short"], "rows": ["M-CHN-01"]},
    "seed": 7,
    "duration_s": 600,
    "limits": {"wall_clock_s": 30},
    "chain": {
        "cells": 4,
        "clock_error_ppm": [0, 100, -100, 0],
        "firmware": {"cell": "firmware/cell.so"}
    },
    "pack": {
        "source": "made up for this test",
        "cell": {"rated_capacity_ah": 200, "capacity_factor": 1.5},
        "missing_charge_ah": 30,
        "voltage_bias_v": {"uniform": [-0.01, 0.01]},
        "ambient_c": 15
    },
    "sensors": {
        "charge": {"rating_a": 250, "offset_a": 0.5},
        "load": {"rating_a": 100, "noise_a": 0.3}
    },
    "profiles": {
        "sun": {"csv": "sun.csv", "column": "ghi_w_per_m2", "interpolation": "linear"},
        "house": {"csv": "sun.csv", "column": "power_w"}
    },
    "plant": {
        "period_s": 2,
        "phase_s": 1.5,
        "solar": {"profile": "sun", "peak_power_w": {"per_cell": 225}, "absorption_v": 14},
        "inverter": {"profile": "house", "load_scale": 0.25, "cutoff_v": {"per_cell": 2.8}}
    },
    "settings": {
        "switches": {"v_bypass_v": 3.5},
        "factory": {"cells": 8},
        "app": {"pin": "0042", "v_min_v": 2.801, "v_max_v": 3.6, "capacity_wh": {"per_cell": 480}}
    },
    "timeline": {
        "person": [
            {"at_s": 100, "switches": {"auto_zero": true}},
            {"at_s": 200, "switches": {"auto_zero": false}}
        ]
    },
    "record": {"period_s": 10, "signals": ["cells.voltage_v"]},
    "expect": [
        {"id": "alive", "always": "out.alive", "from_s": 5},
        {"id": "stops", "whenever": "cells.high", "then": "not charge", "within_s": 5},
        {"id": "once", "count": "out.full", "at_most": 1}
    ]
}
)";

const char* const sun_csv =
    "# measured nowhere\n"
    "time_s, ghi_w_per_m2, power_w\n"
    "0,0,100\n"
    "300,800,50\n"
    "\n"
    "600,0,100\n";

ScenarioFolder::ScenarioFolder() {
    write("scenario.json", valid_scenario);
    write("sun.csv", sun_csv);
}

void ScenarioFolder::write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::ofstream(path() / name, std::ios::binary) << text;
}

Scenario ScenarioFolder::read(const std::vector<Override>& overrides) const {
    return read_scenario(path() / "scenario.json", overrides);
}

std::string ScenarioFolder::error(const std::vector<Override>& overrides) const {
    std::string text = "no error";
    try {
        read(overrides);
    } catch (const InputError& error) {
        text = error.what();
    }
    const std::string folder = path().string() + "/";
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
        text.erase(at, folder.size());
    }
    return text;
}

std::string valid_scenario_but(const std::string& place, const std::string& replacement) {
    std::string text = valid_scenario;
    const std::size_t at = text.find(place);
    if (at == std::string::npos || text.find(place, at + 1) != std::string::npos) {
        throw std::logic_error("not exactly once in the valid scenario: " + place);
    }
    return text.replace(at, place.size(), replacement);
}

}  // namespace cellchain::scenario
