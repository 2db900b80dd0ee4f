#pragma once

#include <systemc>

#include "models/parts/current_sensor_config.h"
#include "models/parts/horizon.h"

namespace cellchain::parts {

/// A conductor whose current can be measured; the sign is that of the arrow on the sensor.
class CurrentPathIf : public virtual sc_core::sc_interface {
public:
    virtual Amperes current() const = 0;
};

/// How warm it is where a sensor is mounted.
class SensorPlaceIf : public virtual sc_core::sc_interface {
public:
    virtual Celsius sensor_temperature() const = 0;
};

/// What a sensor's connector shows the IN board.
class SensorOutputIf : public virtual sc_core::sc_interface {
public:
    virtual bool is_connected() const = 0;
    /// The current the sensor claims, before conversion; `gaussian` is one standard-normal draw.
    virtual Amperes reading(double gaussian) const = 0;
    virtual Amperes rating() const = 0;
};

/// Open-loop Hall current sensor around one conductor.
///
/// Models  either direction of mounting; gain and zero error, both with drift; saturation; the
///         magnetic offset that an overload leaves, in its direction, until the next one; noise of
///         one sample. Faults: stuck, disconnected, zero moved.
/// Source  LEM HASS data sheet, "Performance data"; scale as in the manual (M-MEA-06, M-MEA-10).
/// Limits  no bandwidth, so no aliasing of ripple; saturates at once; its warmth is that of the
///         place, its own and its conductor's heat is left out.
class CurrentSensor : public sc_core::sc_module, public SensorOutputIf, public BarrierIf {
public:
    sc_core::sc_port<CurrentPathIf> conductor{"conductor"};
    sc_core::sc_port<SensorPlaceIf> place{"place"};

    CurrentSensor(const sc_core::sc_module_name& name, const CurrentSensorConfig& config);

    bool is_connected() const override { return !disconnected_; }
    Amperes reading(double gaussian) const override;
    Amperes rating() const override { return config_.rating; }

    /// Only for sensors that remember an overload: it is noticed here, once currents have changed.
    bool at_barrier(Ticks now) override;
    bool remembers_overload() const { return config_.magnetic_offset.value != 0.0; }

    void inject(const CurrentSensorFault& fault);
    void repair(CurrentSensorFault::Kind kind);

private:
    const CurrentSensorConfig config_;
    const Amperes saturation_;
    Amperes magnetic_offset_{0.0};
    std::optional<Amperes> stuck_at_;
    bool disconnected_ = false;
    Amperes offset_step_{0.0};
};

}  // namespace cellchain::parts
