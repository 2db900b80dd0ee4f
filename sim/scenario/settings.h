#pragma once

#include <optional>
#include <string>

#include "models/units/quantity.h"
#include "sim/scenario/out_board_settings.h"

namespace cellchain::scenario {

/// What a person sets with the switches on the IN board; live.
struct Switches {
    bool fast_message = false;
    bool blind_spot = true;
    bool auto_zero = false;
    bool critical_mode = false;
    bool store_factory = false;  ///< going off stores what 1 to 7 spell (M-SW-03)
    Volts v_bypass{3.4};         ///< 3.4, 3.5, 3.6, 3.7, 4.0, 4.1, 4.2 or 4.3 V (M-SW-01)
};

/// The switches that somebody moves; the others stay.
struct SwitchChange {
    std::optional<bool> fast_message;
    std::optional<bool> blind_spot;
    std::optional<bool> auto_zero;
    std::optional<bool> critical_mode;
    std::optional<bool> store_factory;
    std::optional<Volts> v_bypass;
};

inline void apply(const SwitchChange& change, Switches& switches) {
    switches.fast_message = change.fast_message.value_or(switches.fast_message);
    switches.blind_spot = change.blind_spot.value_or(switches.blind_spot);
    switches.auto_zero = change.auto_zero.value_or(switches.auto_zero);
    switches.critical_mode = change.critical_mode.value_or(switches.critical_mode);
    switches.store_factory = change.store_factory.value_or(switches.store_factory);
    switches.v_bypass = change.v_bypass.value_or(switches.v_bypass);
}

/// As written to the boards in production (M-SW-03). What the file does not say is as fitted.
struct FactorySettings {
    Amperes sensor_rating{100.0};
    int cells = 4;    ///< a value of the table, may be below the fitted boards (M-CHN-08)
    int sensors = 2;  ///< 1 or 2
};

/// What a person sets in the app (M-APP-02). Absent: the firmware's own default stays.
struct AppSettings {
    std::string pin = "1234";
    std::optional<int> v_min_mv;
    std::optional<int> v_max_mv;
    std::optional<int> t_min_c;
    std::optional<int> t_max_c;
    std::optional<int> charge_restart_percent;
    std::optional<int> discharge_restart_percent;
    std::optional<int> capacity_wh;
    std::optional<int> solar_peak_w;
    std::optional<int> inverter_peak_w;
};

struct Settings {
    Switches switches;
    FactorySettings factory;
    OutBoardSettings out_board;
    AppSettings app;
};

}  // namespace cellchain::scenario
