#pragma once

namespace cellchain::scenario {

/// The OUT board as it left production, and what hangs on its LOAD relay.
struct OutBoardSettings {
    enum class Dialect { v3_3_11, v1_2 };  ///< of data-out: key and value, or a clock
    enum class Records { counted_cells, factory_cells };  ///< what data-out's cell record runs over
    enum class Contacts { pins_1_2, pins_2_3 };

    int version_major = 2;  ///< decides which LOAD contacts mean allowed (M-OUT-03)
    int version_minor = 0;  ///< below 1.8 the app needs a press of the button first (M-APP-01)
    Dialect dialect = Dialect::v3_3_11;
    Records records = Records::counted_cells;
    Contacts load_wired_to = Contacts::pins_2_3;

    /// The LOAD contacts that are closed when discharging is allowed (M-OUT-03).
    Contacts load_allowed() const {
        return version_major >= 2 ? Contacts::pins_2_3 : Contacts::pins_1_2;
    }
};

}  // namespace cellchain::scenario
