#include <fmt/format.h>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

constexpr double us = 1e-6;

std::string us_text(Seconds time) { return number_text(time.value / us); }

}  // namespace

void read_us(JsonReader& json, const Key& key, Seconds& target, const Allowed& allowed) {
    double time_us = target.value / us;
    if (json.optional(key, time_us, allowed))
        target = Seconds{time_us * us};
}

void read_noise_lengths(JsonReader& json, physics::LineNoiseConfig& noise) {
    read_us(json, {"noise_shortest_us", "pulse of the noise"}, noise.shortest_pulse,
            between(0.01, 1000.0));
    read_us(json, {"noise_longest_us", "pulse of the noise"}, noise.longest_pulse,
            between(0.01, 1000.0));
}

void check_noise(JsonReader& json, const physics::LineNoiseConfig& noise) {
    if (noise.longest_pulse < noise.shortest_pulse)
        json.problem({}, fmt::format("noise_longest_us must be at least noise_shortest_us, {}, got "
                                     "{}",
                                     us_text(noise.shortest_pulse), us_text(noise.longest_pulse)));
    if (noise.longest_pulse.value * noise.pulses_per_second > 0.05)
        json.problem(
            {}, fmt::format("noise may cover 5 % of the time at most, got {} pulses of up "
                            "to {} us a second",
                            number_text(noise.pulses_per_second), us_text(noise.longest_pulse)));
}

}  // namespace cellchain::scenario
