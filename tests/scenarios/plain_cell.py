"""A cell whose voltages can be worked out by hand, for the tests of `cellchain cell` and its tools."""
import copy
import json

PLAIN_TYPE = {
    "kind": "cell_type",
    "source": "made up for this test",
    "rated_capacity_ah": 10,
    # 3.0 V empty, 3.4 V full, one straight line.
    "open_circuit": {
        "state_of_charge": [0, 0.5, 1],
        "discharge_v": [3.0, 3.2, 3.4],
        "charge_v": [3.0, 3.2, 3.4],
        "temperature_slope_v_per_k": [0, 0, 0],
    },
    "hysteresis_rate": 20,
    "instantaneous_resistance_ohm": 0.004,
    "fast_resistance_ohm": 0.002,
    "fast_time_constant_s": 20,
    "slow_scale_v": 0,
    "slow_knee_a": 1,
    "slow_time_constant_s": 900,
    "resistance_by_temperature": {"temperature_c": [0, 25], "factor": [2, 1]},
    "low_charge_rise": 0,
    "low_charge_range": 0.1,
    "heat_capacity_j_per_k": 1e9,
    "to_ambient_k_per_w": 5,
    "self_discharge_per_month": 0,
}


def write_plain_type(path, **changed):
    cell = copy.deepcopy(PLAIN_TYPE)
    cell.update(changed)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(cell, file)
    return path
