#include "sim/results/reached.h"

#include <algorithm>

namespace cellchain::results {

void Reached::add(const Reached& other) {
    lines += other.lines;
    lines_reached += other.lines_reached;
    branches += other.branches;
    branches_reached += other.branches_reached;
}

Reached reached_of(const CoveredLines& lines) {
    Reached reached;
    for (const auto& [number, line] : lines) {
        const auto missed = std::count(line.branches.begin(), line.branches.end(), 0u);
        reached.add({1, line.count > 0 ? std::size_t{1} : 0, line.branches.size(),
                     line.branches.size() - static_cast<std::size_t>(missed)});
    }
    return reached;
}

Reached reached_of(const CoveredSources& sources) {
    Reached reached;
    for (const auto& [file, lines] : sources)
        reached.add(reached_of(lines));
    return reached;
}

double fraction(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace cellchain::results
