#include "sim/results/samples_writer.h"

#include <algorithm>
#include <utility>

#include "sim/results/number_text.h"
#include "sim/signals/expression.h"
#include "sim/signals/input_faults.h"

namespace cellchain::results {

namespace {

constexpr int voltage_decimals = 4;
constexpr int current_decimals = 3;
constexpr int fraction_decimals = 5;
constexpr double voltage_tolerance_v = 0.001;
constexpr double current_tolerance_a = 0.25;

int decimals_of(const std::string& unit) {
    if (unit == "V") {
        return voltage_decimals;
    }
    if (unit == "A") {
        return current_decimals;
    }
    return unit == "1" ? fraction_decimals : 6;
}

}  // namespace

RecordedSignals::RecordedSignals(const std::filesystem::path& scenario_file,
                                 const scenario::Record& record, const signals::SignalTree& tree) {
    signals::InputFaults faults(scenario_file);
    for (std::size_t i = 0; i < record.signals.size(); ++i) {
        const std::string& name = record.signals[i];
        const signals::Signal* single = tree.find(name);
        std::vector<const signals::Signal*> found = tree.family(name);
        if (single != nullptr) {
            found.push_back(single);
        }
        if (found.empty()) {
            faults.add("/record/signals/" + std::to_string(i),
                       signals::unknown_signal(name, 0, tree));
        }
        columns_.insert(columns_.end(), found.begin(), found.end());
    }
    faults.throw_if_any();
}

RecordedSignals RecordedSignals::of_pack(const std::vector<scenario::Bms>& packs,
                                         std::size_t pack) const {
    RecordedSignals its = *this;
    for (std::size_t other = 0; other < packs.size(); ++other) {
        if (other == pack) {
            continue;
        }
        const std::string prefix = packs[other].prefix();
        const auto is_other = [&prefix](const signals::Signal* signal) {
            return signal->name.rfind(prefix, 0) == 0;
        };
        its.columns_.erase(std::remove_if(its.columns_.begin(), its.columns_.end(), is_other),
                           its.columns_.end());
    }
    return its;
}

SamplesWriter::SamplesWriter(std::unique_ptr<OutputFile> file, Seconds period,
                             const RecordedSignals& signals)
    : file_(std::move(file)),
      period_(std::max<Ticks>(1, to_ticks(period))),
      columns_(signals.columns()) {
    for (const signals::Signal* column : columns_) {
        decimals_.push_back(decimals_of(column->unit));
    }
    write_header();
}

void SamplesWriter::write_header() {
    line_ =
        "time_s,pack_voltage_v,pack_current_a,soc_true,soc_firmware,cell_voltage_min_v,"
        "cell_voltage_max_v,charge_contact,load_contact";
    for (const signals::Signal* column : columns_) {
        line_ += ',';
        line_ += column->name;
    }
    line_ += "\n";
    file_->write(line_);
}

void SamplesWriter::at_barrier(const system::Sample& sample) {
    const bool contacts_moved = !last_row_ || sample.charge_contact != last_row_->charge_contact ||
                                sample.load_contact != last_row_->load_contact;
    if (sample.time >= next_row_at_ || contacts_moved) {
        take_row(sample);
        return;
    }
    note_extremes(sample);
    newest_ = sample;
}

void SamplesWriter::take_row(const system::Sample& sample) {
    write_extremes(sample);
    write_row(row_of(sample));
    last_row_ = sample;
    newest_.reset();
    next_row_at_ = (sample.time / period_ + 1) * period_;
}

void SamplesWriter::note_extremes(const system::Sample& sample) {
    const auto note = [&](Extreme which, double outside_last_row, double tolerance,
                          double beyond_kept) {
        std::optional<Row>& kept = extremes_.at(which);
        if (outside_last_row > tolerance && (!kept || beyond_kept > 0.0)) {
            kept = row_of(sample);
        }
    };
    const auto kept = [&](Extreme which) -> const system::Sample& {
        const std::optional<Row>& row = extremes_.at(which);
        return row ? row->sample : sample;
    };
    const system::Sample& last = *last_row_;
    note(lowest_cell, last.cell_voltage_min.value - sample.cell_voltage_min.value,
         voltage_tolerance_v,
         kept(lowest_cell).cell_voltage_min.value - sample.cell_voltage_min.value);
    note(highest_cell, sample.cell_voltage_max.value - last.cell_voltage_max.value,
         voltage_tolerance_v,
         sample.cell_voltage_max.value - kept(highest_cell).cell_voltage_max.value);
    note(lowest_current, last.pack_current.value - sample.pack_current.value, current_tolerance_a,
         kept(lowest_current).pack_current.value - sample.pack_current.value);
    note(highest_current, sample.pack_current.value - last.pack_current.value, current_tolerance_a,
         sample.pack_current.value - kept(highest_current).pack_current.value);
}

void SamplesWriter::write_extremes(const system::Sample& next) {
    // Noted only when outside the row before; here the row after has its say.
    const std::array<bool, extreme_count> outside{
        extremes_[lowest_cell] &&
            next.cell_voltage_min.value - extremes_[lowest_cell]->sample.cell_voltage_min.value >
                voltage_tolerance_v,
        extremes_[highest_cell] &&
            extremes_[highest_cell]->sample.cell_voltage_max.value - next.cell_voltage_max.value >
                voltage_tolerance_v,
        extremes_[lowest_current] &&
            next.pack_current.value - extremes_[lowest_current]->sample.pack_current.value >
                current_tolerance_a,
        extremes_[highest_current] &&
            extremes_[highest_current]->sample.pack_current.value - next.pack_current.value >
                current_tolerance_a};
    std::vector<const Row*> rows;
    for (std::size_t i = 0; i < extreme_count; ++i) {
        if (outside.at(i)) {
            rows.push_back(&*extremes_.at(i));
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row* a, const Row* b) { return a->sample.time < b->sample.time; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == 0 || rows[i]->sample.time != rows[i - 1]->sample.time) {
            write_row(*rows[i]);
        }
    }
    extremes_.fill(std::nullopt);
}

SamplesWriter::Row SamplesWriter::row_of(const system::Sample& sample) const {
    Row row{sample, {}};
    row.extra.reserve(columns_.size());
    for (const signals::Signal* column : columns_) {
        row.extra.push_back(column->read());
    }
    return row;
}

void SamplesWriter::write_row(const Row& row) {
    line_.clear();
    append_short_seconds(line_, row.sample.time);
    const auto append = [this](double value, int decimals) {
        line_ += ',';
        append_fixed(line_, value, decimals);
    };
    append(row.sample.pack_voltage.value, voltage_decimals);
    append(row.sample.pack_current.value, current_decimals);
    append(row.sample.soc_true, fraction_decimals);
    append(row.sample.soc_firmware, fraction_decimals);
    append(row.sample.cell_voltage_min.value, voltage_decimals);
    append(row.sample.cell_voltage_max.value, voltage_decimals);
    line_ += row.sample.charge_contact ? ",1" : ",0";
    line_ += row.sample.load_contact ? ",1" : ",0";
    for (std::size_t i = 0; i < row.extra.size(); ++i) {
        append(row.extra[i], decimals_[i]);
    }
    line_ += '\n';
    file_->write(line_);
}

void SamplesWriter::finish() {
    if (newest_) {
        // Its further columns are read now, at the end: nothing has happened since.
        take_row(system::Sample(*newest_));
    }
    file_->finish();
}

}  // namespace cellchain::results
