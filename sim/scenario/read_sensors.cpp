#include "sim/scenario/read_blocks.h"
#include "sim/scenario/setting_tables.h"

namespace cellchain::scenario {
namespace {

parts::CurrentSensorConfig read_sensor(JsonReader json) {
    parts::CurrentSensorConfig sensor;
    json.optional("rating_a", sensor.rating, one_of(sensor_ratings_a()));
    json.optional("offset_a", sensor.offset, any_number());
    json.optional("gain_error", sensor.gain_error,
                  between(-0.5, 0.5).hint("a fraction of the reading: 0.01 is 1 %"));
    json.optional("noise_a", sensor.noise, at_least(0.0));
    json.optional("offset_drift_a_per_k", sensor.offset_drift_a_per_k, any_number());
    json.optional("gain_drift_ppm_per_k", sensor.gain_drift_ppm_per_k, between(-10000.0, 10000.0));
    json.optional("saturation_a", sensor.saturation, above(0.0));
    json.optional("magnetic_offset_a", sensor.magnetic_offset, at_least(0.0));
    json.optional("mounted", sensor.mounted_backwards,
                  std::vector<Word<bool>>{{"forwards", false}, {"backwards", true}});
    json.refuse_unknown_keys();
    return sensor;
}

}  // namespace

Sensors read_sensors(JsonReader json) {
    Sensors sensors;
    sensors.charge = read_sensor(json.object("charge"));
    if (json.has("load"))
        sensors.load = read_sensor(json.object("load"));
    json.refuse_unknown_keys();
    return sensors;
}

}  // namespace cellchain::scenario
