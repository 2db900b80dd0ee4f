#include "sim/scenario/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace cellchain::scenario {
namespace {

// Edits from one word to the other: insert, remove, replace, swap two neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped)
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view misspelt, const std::vector<std::string>& names) {
    constexpr std::size_t longest = 100;  // keeps the work small for a key that is a whole page
    if (misspelt.size() > longest)
        return {};
    // One wrong letter in three; beyond four a suggestion only puzzles.
    std::size_t best = std::min<std::size_t>((misspelt.size() + 2) / 3, 4) + 1;
    std::string nearest;
    for (const std::string& name : names) {
        const std::size_t distance = edit_distance(misspelt, name);
        if (distance >= best)
            continue;
        best = distance;
        nearest = name;
    }
    return nearest;
}

std::string did_you_mean(std::string_view misspelt, const std::vector<std::string>& names) {
    const std::string nearest = nearest_name(misspelt, names);
    return nearest.empty() ? std::string{} : fmt::format("; did you mean \"{}\"?", nearest);
}

}  // namespace cellchain::scenario
