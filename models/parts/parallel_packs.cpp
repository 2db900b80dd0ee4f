#include "models/parts/parallel_packs.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cellchain::parts {

ParallelPacks::ParallelPacks(std::vector<CabledPack> packs)
    : packs_(std::move(packs)), lines_(packs_.size()) {}

void ParallelPacks::commit(Ticks now) {
    for (const CabledPack& pack : packs_)
        pack.battery->commit(now);
}

bool ParallelPacks::outruns(Seconds period) const {
    return std::any_of(packs_.begin(), packs_.end(),
                       [period](const CabledPack& pack) { return pack.battery->outruns(period); });
}

physics::Thevenin ParallelPacks::together(const std::vector<physics::Thevenin>& lines) {
    if (lines.size() == 1)
        return lines.front();
    double conductance = 0.0;
    double short_circuit = 0.0;
    for (const physics::Thevenin& line : lines) {
        conductance += 1.0 / line.resistance.value;
        short_circuit += line.source.value / line.resistance.value;
    }
    return {Volts{short_circuit / conductance}, Ohms{1.0 / conductance}};
}

void ParallelPacks::share_by_present_lines() {
    for (std::size_t i = 0; i < packs_.size(); ++i)
        lines_[i] = behind_cable(i, packs_[i].battery->thevenin());
}

// A single pack needs no more. Several would drift apart from where they begin; as they are half
// way there, what they are apart before and behind cancels out.
physics::Thevenin ParallelPacks::thevenin(Seconds length) {
    share_by_present_lines();
    if (packs_.size() == 1)
        return lines_.front();
    const Volts bars = together(lines_).terminal_voltage(current_);
    for (std::size_t i = 0; i < packs_.size(); ++i) {
        const Amperes current = (bars - lines_[i].source) / lines_[i].resistance;
        lines_[i] = behind_cable(i, packs_[i].battery->thevenin_after(length * 0.5, current));
    }
    return together(lines_);
}

void ParallelPacks::try_current(Seconds length, std::size_t pack, Amperes current,
                                Trial& trial) const {
    const Trial before = trial;
    trial.line = behind_cable(pack, packs_[pack].battery->thevenin_after(length, current));
    trial.current = current;
    trial.end = trial.line.terminal_voltage(current);
    // A change of current answers at least through the resistance that acts at once.
    trial.slope = std::max(before.slope, trial.line.resistance);
    const Amperes change = current - before.current;
    if (std::fabs(change.value) > 1e-9 * (1.0 + std::fabs(current.value)))
        trial.slope =
            std::max(Ohms{(trial.end - before.end).value / change.value}, trial.line.resistance);
}

// Each round draws a line through what every pack came to, and tries the currents with which these
// lines meet.
std::vector<ParallelPacks::Trial> ParallelPacks::meet_after(Seconds length, Amperes current) const {
    constexpr int most_rounds = 60;
    constexpr double close_enough = 1e-10;  // of the voltage
    std::vector<Trial> trials(packs_.size());
    const Amperes more = (current - current_) / static_cast<double>(packs_.size());
    for (std::size_t i = 0; i < packs_.size(); ++i) {
        try_current(length, i, Amperes{0.0}, trials[i]);
        try_current(length, i, current_of(i) + more, trials[i]);
    }
    for (int round = 0; round < most_rounds; ++round) {
        double conductance = 0.0;
        double short_circuit = 0.0;
        for (const Trial& trial : trials) {
            conductance += 1.0 / trial.slope.value;
            short_circuit += ((trial.end - trial.current * trial.slope) / trial.slope).value;
        }
        const Volts meeting{(current.value + short_circuit) / conductance};
        bool all_meet = true;
        for (std::size_t i = 0; i < packs_.size(); ++i) {
            const Volts apart = meeting - trials[i].end;
            all_meet = all_meet && std::fabs(apart / meeting) <= close_enough;
            try_current(length, i, trials[i].current + apart / trials[i].slope, trials[i]);
        }
        if (all_meet)
            break;
    }
    return trials;
}

physics::Thevenin ParallelPacks::thevenin_after(Seconds length, Amperes current) {
    if (packs_.size() == 1) {
        lines_ = {behind_cable(0, packs_.front().battery->thevenin_after(length, current))};
        return lines_.front();
    }
    const std::vector<Trial> trials = meet_after(length, current);
    for (std::size_t i = 0; i < packs_.size(); ++i)
        lines_[i] = trials[i].line;
    return together(lines_);
}

void ParallelPacks::set_current(Amperes current) {
    current_ = current;
    if (packs_.size() == 1)
        return packs_.front().battery->set_current(current);
    const Volts bars = together(lines_).terminal_voltage(current);
    for (std::size_t i = 0; i < packs_.size(); ++i)
        packs_[i].battery->set_current((bars - lines_[i].source) / lines_[i].resistance);
}

template <class PackVoltage>
Volts ParallelPacks::at_bars(PackVoltage of_pack) const {
    double conductance = 0.0;
    double weighted = 0.0;
    for (const CabledPack& pack : packs_) {
        const Volts voltage =
            of_pack(*pack.battery) + pack.battery->current() * pack.cable_resistance;
        if (packs_.size() == 1)
            return voltage;
        const double weight =
            1.0 / (pack.battery->thevenin().resistance + pack.cable_resistance).value;
        conductance += weight;
        weighted += weight * voltage.value;
    }
    return Volts{weighted / conductance};
}

Volts ParallelPacks::voltage(Ticks when) const {
    return at_bars([when](const Battery& pack) { return pack.voltage(when); });
}

Volts ParallelPacks::mean_voltage() const {
    return at_bars([](const Battery& pack) { return pack.mean_voltage(); });
}

Watts ParallelPacks::cable_heat() const {
    Watts heat{0.0};
    for (const CabledPack& pack : packs_)
        heat += pack.battery->current() * pack.cable_resistance * pack.battery->current();
    return heat;
}

}  // namespace cellchain::parts
