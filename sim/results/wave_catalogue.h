#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/results/wave_selection.h"

namespace cellchain::results {

/// Every line, pin, contact and value of a system of so many boards, under its name.
class WaveCatalogue {
public:
    WaveCatalogue(const signals::SignalTree& tree, int boards);

    const std::vector<WaveSource>& all() const { return all_; }
    /// Null when there is no such name.
    const WaveSource* find(const std::string& name) const;
    /// How many there are of "link[1]", "link[2]", ...: `before` is "link", `behind` what follows
    /// the bracket. 0 when there are none.
    int count_of(const std::string& before, const std::string& behind) const;
    /// All names, with `number` in place of the numbers.
    std::vector<std::string> names_with(const std::string& number) const;

private:
    void add(WaveSource source);
    void add_wires(int boards);

    std::vector<WaveSource> all_;
    std::map<std::string, std::size_t> by_name_;
    std::map<std::pair<std::string, std::string>, int> counts_;
};

}  // namespace cellchain::results
