#include "sim/scenario/read_blocks.h"
#include "sim/scenario/setting_tables.h"

namespace cellchain::scenario {
namespace {

parts::CurrentSensorConfig read_sensor(JsonReader json) {
    parts::CurrentSensorConfig sensor;
    json.optional({"rating_a", "of the shunt or transducer"}, sensor.rating,
                  one_of(sensor_ratings_a()));
    json.optional({"offset_a", "at 25 degC"}, sensor.offset, any_number());
    json.optional("gain_error", sensor.gain_error,
                  between(-0.5, 0.5).hint("a fraction of the reading: 0.01 is 1 %"));
    json.optional({"noise_a", "rms of a sample"}, sensor.noise, at_least(0.0));
    json.optional({"offset_drift_a_per_k", "with the temperature of the first cell"},
                  sensor.offset_drift_a_per_k, any_number());
    json.optional({"gain_drift_ppm_per_k", "with the temperature of the first cell"},
                  sensor.gain_drift_ppm_per_k, between(-10000.0, 10000.0));
    json.optional({"saturation_a", "what it shows at most", "three times the rating"},
                  sensor.saturation, above(0.0));
    json.optional({"magnetic_offset_a", "left by a current beyond saturation, in its direction"},
                  sensor.magnetic_offset, at_least(0.0));
    json.optional({"mounted", "the arrow with or against the current"}, sensor.mounted_backwards,
                  std::vector<Word<bool>>{{"forwards", false}, {"backwards", true}});
    json.refuse_unknown_keys();
    return sensor;
}

}  // namespace

Sensors read_sensors(JsonReader json) {
    Sensors sensors;
    sensors.charge = read_sensor(json.object({"charge", "on J1"}));
    if (json.has("load"))
        sensors.load = read_sensor(
            json.object({"load", "on J2", "not fitted, J1 carries the pack's current"}));
    json.refuse_unknown_keys();
    return sensors;
}

}  // namespace cellchain::scenario
