#pragma once

#include <cstdint>
#include <vector>

#include "models/parts/board_fault.h"
#include "models/physics/clock_law.h"
#include "models/units/quantity.h"

namespace cellchain::parts {

/// What production knows of a board; it is as production measured it, exactly.
struct BoardIdentity {
    std::uint32_t serial = 0;
    std::uint32_t revision = 1;
    Volts band_gap{1.1};  ///< 1.0 to 1.2 V: ATmega328P data sheet, "Bandgap reference voltage"
};

struct BoardConfig {
    int position = 1;     ///< in the chain; 1 is the IN board
    int chain = 0;        ///< which of several
    int hops_to_out = 0;  ///< links between this board and the OUT board
    physics::ClockLaw clock;
    Volts voltage_bias{0.0};  ///< of the cell-voltage reading (M-MEA-02)
    double temperature_offset_counts = 0.0;
    double watchdog_error = 0.0;  ///< fraction of its oscillator's 128 kHz; positive: fast
    BoardIdentity identity;
    std::uint64_t seed = 0;
    std::vector<std::uint8_t> nvm;  ///< as written in production; the rest is 0xFF
    FaultPolicy on_fault = FaultPolicy::stop;
    bool is_powered = true;  ///< at the start
};

}  // namespace cellchain::parts
