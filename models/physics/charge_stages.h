#pragma once

#include "models/units/quantity.h"

namespace cellchain::physics {

/// Stages of a charger, for the whole pack.
struct ChargeStagesConfig {
    Volts absorption_voltage{0.0};
    Seconds absorption_time{7200.0};  ///< at that voltage
    Amperes tail_current{0.0};        ///< absorption also ends below; 0: it does not
    Volts float_voltage{0.0};         ///< held from then on
    Volts rebulk_voltage{0.0};        ///< below, float ends and a new charge begins
};

enum class ChargeStage { off, bulk, absorption, float_charge };

/// A charger's own course through a charge: which voltage it holds now.
///
/// Models  bulk up to the absorption voltage; absorption until its time is up, counted while the
///         voltage is held, or the current has fallen; float; bulk again once a load has drawn the
///         pack below the rebulk voltage, or after the charger was off.
/// Source  Victron Energy, "Blue Smart IP22 Charger" manual: stages, two hours and 14.2 V, 13.5 V
///         for four LiFePO4 cells in series.
/// Limits  looks at the bus when it is asked, as its controller does; no temperature compensation,
///         recondition or storage stage.
class ChargeStages {
public:
    explicit ChargeStages(const ChargeStagesConfig& config) : config_(config) {}

    /// The voltage to hold from `now` on, of a bus that is at `bus`.
    Volts voltage_limit(Seconds now, Volts bus);
    /// What came of it: the current, and whether the voltage is held.
    void deliver(Amperes current, bool holds_voltage);
    void turn_off() { stage_ = ChargeStage::off; }

    ChargeStage stage() const { return stage_; }

private:
    const ChargeStagesConfig config_;
    ChargeStage stage_ = ChargeStage::off;
    Seconds asked_{0.0};
    Seconds absorbed_{0.0};
    bool holds_voltage_ = false;
    Amperes current_{0.0};
};

}  // namespace cellchain::physics
