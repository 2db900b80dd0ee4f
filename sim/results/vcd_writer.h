#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/output_file.h"

namespace cellchain::results {

/// One variable of a value change dump.
struct VcdVariable {
    std::string scope;  ///< module around it; empty: none
    std::string name;
    bool is_real = false;  ///< else a wire, 0 or 1
};

/// The text of a value change dump (IEEE 1364, "Value change dump (VCD) files").
///
/// Times are rounded to 100 ns, a thousandth of a bit at 9600 baud: `sigrok-cli` makes one sample
/// of every step of the time scale, so at 10 ps it would make 100,000 million a second. There is no
/// date in it: the same changes are the same bytes. Throws WriteError.
class VcdWriter {
public:
    VcdWriter(std::unique_ptr<OutputFile> file, const std::string& version,
              const std::vector<VcdVariable>& variables);

    /// The value of every variable, before the first change.
    void begin(Ticks at, const std::vector<double>& values);
    /// In order of time.
    void change(Ticks at, std::size_t variable, double value);
    void comment(const std::string& text);
    /// The last instant that the file tells of: an idle line is seen to be idle until then.
    void end(Ticks at) { write_time(at); }
    void finish();

    std::uint64_t size() const { return size_; }

private:
    void write_header(const std::string& version, const std::vector<VcdVariable>& variables);
    void write_time(Ticks at);
    void write_value(std::size_t variable, double value);
    void flush_line();

    std::unique_ptr<OutputFile> file_;
    std::vector<bool> is_real_;             // by variable
    std::vector<std::string> identifiers_;  // by variable
    std::uint64_t last_time_ = ~std::uint64_t{0};
    std::uint64_t size_ = 0;
    std::string line_;
};

}  // namespace cellchain::results
