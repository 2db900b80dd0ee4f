#include "sim/scenario/key_unit.h"

#include <algorithm>
#include <utility>

namespace cellchain::scenario {
namespace {

// Longer endings first: "_a_per_k" ends with "_k" as well.
constexpr std::pair<std::string_view, std::string_view> units[] = {{"_bits_per_s", "bit/s"},
                                                                   {"_pulses_per_s", "1/s"},
                                                                   {"_ppm_per_k", "ppm/K"},
                                                                   {"_ppm_per_v", "ppm/V"},
                                                                   {"_a_per_k", "A/K"},
                                                                   {"_v_per_k", "V/K"},
                                                                   {"_j_per_k", "J/K"},
                                                                   {"_k_per_w", "K/W"},
                                                                   {"_per_month", "1/month"},
                                                                   {"_percent", "%"},
                                                                   {"_ohm", "Ohm"},
                                                                   {"_deg", "deg"},
                                                                   {"_ppm", "ppm"},
                                                                   {"_ah", "Ah"},
                                                                   {"_wh", "Wh"},
                                                                   {"_ms", "ms"},
                                                                   {"_us", "us"},
                                                                   {"_v", "V"},
                                                                   {"_a", "A"},
                                                                   {"_w", "W"},
                                                                   {"_c", "degC"},
                                                                   {"_k", "K"},
                                                                   {"_h", "h"},
                                                                   {"_s", "s"}};

}  // namespace

std::string unit_of_key(std::string_view key) {
    const std::string name = "_" + std::string(key);  // "bits_per_s" is nothing but its unit
    const auto* const found =
        std::find_if(std::begin(units), std::end(units), [&](const auto& unit) {
            const std::string_view ending = unit.first;
            return name.size() >= ending.size() &&
                   name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
        });
    return found == std::end(units) ? "" : std::string(found->second);
}

}  // namespace cellchain::scenario
