#include "sim/results/wave_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "firmware_glue/hal/cellhal.h"
#include "sim/results/console_summary.h"

namespace cellchain::results {

namespace {

using Kind = WaveSource::Kind;

constexpr std::size_t not_shown = ~std::size_t{0};

/// "board[3].led" as a name that every viewer takes. Names are whole in themselves, because
/// sigrok leaves the scopes out: board_3_led in scope board_3.
std::string plain(const std::string& name) {
    std::string text;
    for (const char c : name) {
        if (c != ']') {
            text += c == '[' || c == '.' ? '_' : c;
        }
    }
    return text;
}

std::string scope_of(const WaveSource& source) {
    if (source.is_line()) {
        return source.kind == Kind::chain_line ? "chain" : "out";
    }
    const std::size_t dot = source.name.rfind('.');
    return dot == std::string::npos ? "" : plain(source.name.substr(0, dot));
}

std::vector<VcdVariable> variables_of(const std::vector<WaveSource>& sources) {
    std::vector<VcdVariable> variables;
    variables.reserve(sources.size());
    for (const WaveSource& source : sources) {
        variables.push_back({scope_of(source), plain(source.name), source.is_real()});
    }
    return variables;
}

/// Before anything has happened: lines are idle, pins and contacts off.
std::vector<double> initial_values(const std::vector<WaveSource>& sources) {
    std::vector<double> values;
    values.reserve(sources.size());
    for (const WaveSource& source : sources) {
        values.push_back(source.is_line() ? 1.0 : 0.0);
    }
    return values;
}

void note(std::vector<std::size_t>& variables, std::size_t at, std::size_t variable) {
    variables.resize(std::max(variables.size(), at + 1), not_shown);
    variables[at] = variable;
}

std::size_t pin_index(int board, std::uint8_t pin) {
    return static_cast<std::size_t>(board) * HAL_PIN_COUNT + pin;
}

std::size_t at(const std::vector<std::size_t>& variables, std::size_t index) {
    return index < variables.size() ? variables[index] : not_shown;
}

}  // namespace

WaveRecorder::WaveRecorder(std::unique_ptr<OutputFile> file, const std::string& version,
                           WavePlan& plan)
    : plan_(plan),
      writer_(std::move(file), version, variables_of(plan.sources())),
      window_(writer_, initial_values(plan.sources()), plan.request().most_bytes),
      data_out_line_(not_shown) {
    for (std::size_t i = 0; i < plan.sources().size(); ++i) {
        const WaveSource& source = plan.sources()[i];
        if (source.kind == Kind::chain_line) {
            note(chain_lines_, static_cast<std::size_t>(source.board), i);
        } else if (source.kind == Kind::pin) {
            note(pins_, pin_index(source.board, source.pin), i);
        } else if (source.kind == Kind::data_out_line) {
            data_out_line_ = i;
        } else {
            others_.push_back(i);
        }
    }
    if (plan.request().trigger) {
        window_.keep(plan.request().before);
    } else {
        window_.open(plan.request().from, plan.request().to);
    }
}

void WaveRecorder::at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) {
    add_bytes(at(chain_lines_, static_cast<std::size_t>(board)), bytes, count);
}

void WaveRecorder::at_chain_driven(int board, bool level, Ticks when) {
    const std::size_t line = at(chain_lines_, static_cast<std::size_t>(board));
    if (line != not_shown) {
        window_.add({when, line, level ? 1.0 : 0.0});
    }
}

void WaveRecorder::at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) {
    add_bytes(data_out_line_, bytes, count);
}

void WaveRecorder::add_bytes(std::size_t line, const physics::ByteOnWire* bytes,
                             std::size_t count) {
    if (line == not_shown) {
        return;
    }
    for (const physics::ByteOnWire* byte = bytes; byte != bytes + count; ++byte) {
        bool before = true;  // of the line: idle, or the stop bit of the byte before
        for (std::uint32_t bit = 0; bit < physics::bits_per_frame; ++bit) {
            const bool level = byte->level(bit);
            if (level != before) {
                window_.add({byte->edge(bit), line, level ? 1.0 : 0.0});
            }
            before = level;
        }
    }
}

void WaveRecorder::at_pin(int board, std::uint8_t pin, bool level, Ticks when) {
    const std::size_t variable = at(pins_, pin_index(board, pin));
    if (variable != not_shown) {
        window_.add({when, variable, level ? 1.0 : 0.0});
    }
}

void WaveRecorder::at_data_out(Ticks time, const std::vector<std::uint8_t>& /*frame*/) {
    for (const std::size_t variable : others_) {
        const WaveSource& source = plan_.sources()[variable];
        if (source.kind == Kind::value && source.name.rfind("frame.", 0) == 0) {
            window_.add({time, variable, source.signal->read()});
        }
    }
    if (plan_.trigger_is_of_frames()) {
        look(time);
    }
}

void WaveRecorder::at_barrier(const system::Sample& sample) {
    for (const std::size_t variable : others_) {
        const WaveSource& source = plan_.sources()[variable];
        double value = 0.0;
        if (source.kind == Kind::value) {
            value = source.signal->read();
        } else {
            value =
                (source.kind == Kind::charge_contact ? sample.charge_contact : sample.load_contact)
                    ? 1.0
                    : 0.0;
        }
        window_.add({sample.time, variable, value});
    }
    look(sample.time);
    window_.settle(sample.time);
    reached_ = sample.time;
}

void WaveRecorder::look(Ticks time) {
    if (!window_.is_open() && plan_.is_triggered()) {
        const WaveRequest& request = plan_.request();
        window_.open(time - std::min(time, request.before), time + request.after);
    }
}

void WaveRecorder::finish() {
    window_.finish(reached_);
    if (!window_.first()) {
        writer_.comment(plan_.request().trigger ? "the trigger never became true"
                                                : "the run ended before the window");
    }
    writer_.finish();
}

std::string WaveRecorder::told() const {
    if (!window_.first()) {
        return plan_.request().trigger ? "waves.vcd is empty: the trigger never became true"
                                       : "waves.vcd is empty: the run ended before the window";
    }
    const double megabytes = static_cast<double>(writer_.size()) / 1e6;
    return fmt::format("waves.vcd holds {} to {} in {:.2f} MB{}", clock_text(*window_.first()),
                       clock_text(window_.last()), megabytes,
                       window_.is_full() ? " and is full: give a window or a trigger" : "");
}

}  // namespace cellchain::results
