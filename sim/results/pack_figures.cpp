#include "sim/results/pack_figures.h"

#include <algorithm>

namespace cellchain::results {

namespace {

void widen(Range& range, bool is_first, double lowest, double highest) {
    range.lowest = is_first ? lowest : std::min(range.lowest, lowest);
    range.highest = is_first ? highest : std::max(range.highest, highest);
}

}  // namespace

void PackFigures::at_barrier(const system::Sample& sample) {
    const bool is_first = !last_;
    widen(pack_voltage_v, is_first, sample.pack_voltage.value, sample.pack_voltage.value);
    widen(pack_current_a, is_first, sample.pack_current.value, sample.pack_current.value);
    widen(soc_true, is_first, sample.soc_true, sample.soc_true);
    widen(cell_voltage_v, is_first, sample.cell_voltage_min.value, sample.cell_voltage_max.value);
    if (!is_first) {
        charge_contact_moves += sample.charge_contact != last_->charge_contact ? 1 : 0;
        load_contact_moves += sample.load_contact != last_->load_contact ? 1 : 0;
    }
    last_ = sample;
}

}  // namespace cellchain::results
