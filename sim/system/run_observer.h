#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/units/quantity.h"
#include "models/units/ticks.h"

namespace cellchain::system {

/// What a system shows of itself at one barrier, after everything due then has happened.
struct Sample {
    Ticks time = 0;
    Volts pack_voltage;
    Amperes pack_current;
    double soc_true = 0.0;      ///< fraction: charge of the pack over its capacity
    double soc_firmware = 0.0;  ///< fraction, from the newest data-out frame; 0 before the first
    Volts cell_voltage_min;
    Volts cell_voltage_max;
    bool charge_contact = false;  ///< allowed: contacts 1-2 closed
    bool load_contact = false;    ///< allowed
};

/// Something that happened at one instant. Events of one batch come sorted by (time, path).
struct Event {
    Ticks time = 0;
    std::string path;    ///< part: "out.charge_relay", "cell[3].bypass", "app", "timeline.LANE";
                         ///< of one of several packs "east.cell[3].bypass"
    std::string what;    ///< "closed", "opened", "on", "off", "reply", "trace", ...
    std::string detail;  ///< free text, may be empty
    std::optional<std::size_t> pack{};  ///< whose it is; none of the timeline's is any pack's
};

/// Receives what a running system produces; recording and judging live behind it.
///
/// Calls come in order of time. `at_barrier` is called at every barrier (about once a simulated
/// second), `at_event` for the events before it first. Of several packs, each has frames and
/// messages of its own.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void at_event(const Event& event) = 0;
    virtual void at_barrier(const Sample& sample) = 0;
    /// One whole data-out frame, 58 bytes, complete at `time`.
    virtual void at_data_out(Ticks time, const std::vector<std::uint8_t>& frame) = 0;
    /// A byte of the IN board's data output, complete at `time`. Called only in runs that record
    /// it.
    virtual void at_in_data_out(Ticks /*time*/, std::uint8_t /*byte*/) {}
    /// The OUT board had a whole good message of the chain at `time`, or a firmware wrote a
    /// record; the chain's or the firmware's signals tell of this one. Called only in runs that
    /// look one of them up.
    virtual void at_chain_message(Ticks /*time*/) {}
};

/// Of the cells of a pack that ages, as they are now.
struct AgeingFigures {
    AmpereHours lowest_capacity;
    AmpereHours highest_capacity;
    double lowest_resistance_factor = 1.0;
    double highest_resistance_factor = 1.0;
};

}  // namespace cellchain::system
