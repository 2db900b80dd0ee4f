#include "sim/results/vcd_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cellchain::results {

namespace {

constexpr Ticks ticks_per_step = 10'000;  // 100 ns

/// Short names of the file's own: printable characters from ! to ~, least significant first.
std::string identifier_of(std::size_t variable) {
    constexpr std::size_t digits = '~' - '!' + 1;
    std::string identifier;
    do {
        identifier += static_cast<char>('!' + variable % digits);
        variable /= digits;
    } while (variable != 0);
    return identifier;
}

}  // namespace

VcdWriter::VcdWriter(std::unique_ptr<OutputFile> file, const std::string& version,
                     const std::vector<VcdVariable>& variables)
    : file_(std::move(file)) {
    for (std::size_t i = 0; i < variables.size(); ++i) {
        is_real_.push_back(variables[i].is_real);
        identifiers_.push_back(identifier_of(i));
    }
    write_header(version, variables);
}

void VcdWriter::write_header(const std::string& version,
                             const std::vector<VcdVariable>& variables) {
    // The variables of one scope stand together, in the order in which scopes are first named.
    std::vector<std::string> scopes;
    for (const VcdVariable& variable : variables) {
        if (std::find(scopes.begin(), scopes.end(), variable.scope) == scopes.end()) {
            scopes.push_back(variable.scope);
        }
    }
    line_ = "$version cellchain " + version + " $end\n$timescale 100 ns $end\n";
    for (const std::string& scope : scopes) {
        line_ += scope.empty() ? "" : "$scope module " + scope + " $end\n";
        for (std::size_t i = 0; i < variables.size(); ++i) {
            if (variables[i].scope == scope) {
                line_ += is_real_[i] ? "$var real 64 " : "$var wire 1 ";
                line_ += identifiers_[i] + " " + variables[i].name + " $end\n";
            }
        }
        line_ += scope.empty() ? "" : "$upscope $end\n";
    }
    line_ += "$enddefinitions $end\n";
    flush_line();
}

void VcdWriter::begin(Ticks at, const std::vector<double>& values) {
    write_time(at);
    line_ = "$dumpvars\n";
    flush_line();
    for (std::size_t i = 0; i < values.size(); ++i) {
        write_value(i, values[i]);
    }
    line_ = "$end\n";
    flush_line();
}

void VcdWriter::change(Ticks at, std::size_t variable, double value) {
    write_time(at);
    write_value(variable, value);
}

void VcdWriter::comment(const std::string& text) {
    line_ = "$comment " + text + " $end\n";
    flush_line();
}

void VcdWriter::finish() { file_->finish(); }

void VcdWriter::write_time(Ticks at) {
    const std::uint64_t time = (at + ticks_per_step / 2) / ticks_per_step;
    if (time == last_time_) {
        return;
    }
    last_time_ = time;
    line_ = '#' + std::to_string(time) + '\n';
    flush_line();
}

void VcdWriter::write_value(std::size_t variable, double value) {
    line_.clear();
    if (is_real_[variable]) {
        fmt::format_to(std::back_inserter(line_), "r{:.9g} ", value);
    } else {
        line_ = value != 0.0 ? '1' : '0';
    }
    line_ += identifiers_[variable] + '\n';
    flush_line();
}

void VcdWriter::flush_line() {
    file_->write(line_);
    size_ += line_.size();
}

}  // namespace cellchain::results
