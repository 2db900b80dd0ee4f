#include "models/physics/load_surge.h"

#include <cmath>

#include "models/physics/deterministic_math.h"

namespace cellchain::physics {

Watts surge_power(const std::vector<LoadSurge>& surges, Seconds now) {
    Watts sum{0.0};
    for (const LoadSurge& surge : surges) {
        if (now < surge.at)
            continue;
        Seconds since = now - surge.at;
        if (surge.every > Seconds{0.0})
            since = Seconds{std::fmod(since.value, surge.every.value)};
        if (since < surge.lasts)
            sum += surge.running *
                   (1.0 + (surge.peak_factor - 1.0) * deterministic::exp(-(since / surge.decay)));
    }
    return sum;
}

}  // namespace cellchain::physics
