#include "sim/scenario/csv_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>
#include <system_error>

#include "sim/scenario/input_error.h"
#include "sim/scenario/json_document.h"
#include "sim/scenario/nearest_name.h"

namespace cellchain::scenario {
namespace {

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

CsvFile::CsvFile(const std::filesystem::path& file) : file_(file), in_(file) {
    std::error_code ignored;
    if (in_ && !std::filesystem::is_directory(file, ignored))
        return;
    refuse_file(fmt::format("cannot be opened: {}", in_ ? "is a directory" : std::strerror(errno)));
}

bool CsvFile::next() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string text;
    while (std::getline(in_, text)) {
        ++number_;
        if (number_ == 1 && text.compare(0, byte_order_mark.size(), byte_order_mark) == 0)
            text.erase(0, byte_order_mark.size());
        line_ = without_blanks(text);
        if (!line_.empty() && line_.front() != '#')
            return true;
    }
    return false;
}

std::vector<std::string> CsvFile::fields() const {
    std::vector<std::string> fields;
    const std::string_view line = line_;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t comma = std::min(line.find(',', start), line.size());
        fields.emplace_back(without_blanks(line.substr(start, comma - start)));
        start = comma + 1;
    }
    return fields;
}

std::size_t CsvFile::index_of(const std::string& name,
                              const std::vector<std::string>& header) const {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end())
        return static_cast<std::size_t>(found - header.begin());
    refuse(fmt::format("no column {}{}", json_text(name), did_you_mean(name, header)));
}

double CsvFile::number(const std::string& column, const std::string& text) const {
    double value = 0.0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range ||
        (error == std::errc{} && rest == end && !std::isfinite(value))) {
        refuse(fmt::format("{}: must be finite, got {}", column, json_text(text)));
    }
    if (error != std::errc{} || rest != end)
        refuse(fmt::format("{}: must be a number, got {}", column, json_text(text)));
    return value;
}

void CsvFile::refuse(const std::string& what) const { refuse_line(number_, what); }

void CsvFile::refuse_line(std::size_t line, const std::string& what) const {
    refuse_file(fmt::format("line {}: {}", line, what));
}

void CsvFile::refuse_file(const std::string& what) const {
    throw InputError(fmt::format("{}: {}", file_.string(), what));
}

}  // namespace cellchain::scenario
