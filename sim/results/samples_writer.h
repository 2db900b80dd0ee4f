#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/output_file.h"
#include "sim/scenario/scenario.h"
#include "sim/signals/signal_tree.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// The columns that a scenario's `record` block asks for, with families as one column per member.
class RecordedSignals {
public:
    /// Throws scenario::InputError. `tree` must outlive this.
    RecordedSignals(const std::filesystem::path& scenario_file, const scenario::Record& record,
                    const signals::SignalTree& tree);

    const std::vector<const signals::Signal*>& columns() const { return columns_; }
    /// Without those of other packs than the one at `pack`.
    RecordedSignals of_pack(const std::vector<scenario::Bms>& packs, std::size_t pack) const;

private:
    std::vector<const signals::Signal*> columns_;
};

/// samples.csv: a row per `period`, and between rows what they would hide.
///
/// Kept as well: each change of a contact; the lowest and highest cell voltage and current between
/// two rows, where it lies outside both by more than 1 mV or 0.25 A; the first and last sample.
class SamplesWriter : public system::RunObserver {
public:
    SamplesWriter(std::unique_ptr<OutputFile> file, Seconds period, const RecordedSignals& signals);

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

    void finish();

private:
    struct Row {
        system::Sample sample;
        std::vector<double> extra;
    };
    enum Extreme { lowest_cell, highest_cell, lowest_current, highest_current, extreme_count };

    void write_header();
    void take_row(const system::Sample& sample);
    void note_extremes(const system::Sample& sample);
    void write_extremes(const system::Sample& next);
    void write_row(const Row& row);
    Row row_of(const system::Sample& sample) const;

    std::unique_ptr<OutputFile> file_;
    Ticks period_;
    std::vector<const signals::Signal*> columns_;
    std::vector<int> decimals_;  // of the columns
    Ticks next_row_at_ = 0;
    std::optional<system::Sample> last_row_;
    std::optional<system::Sample> newest_;  // not written as a row yet
    std::array<std::optional<Row>, extreme_count> extremes_;
    std::string line_;
};

}  // namespace cellchain::results
