#include "sim/scenario/profile_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

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

std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> fields;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t comma = std::min(line.find(',', start), line.size());
        fields.emplace_back(without_blanks(line.substr(start, comma - start)));
        start = comma + 1;
    }
    return fields;
}

class CsvReader {
public:
    explicit CsvReader(const std::filesystem::path& file) : file_(file), in_(file) {
        std::error_code ignored;
        if (in_ && !std::filesystem::is_directory(file, ignored))
            return;
        throw InputError(fmt::format("{}: cannot be opened: {}", file.string(),
                                     in_ ? "is a directory" : std::strerror(errno)));
    }

    ProfileColumns read(const std::vector<std::string>& required,
                        const std::vector<std::string>& optional) {
        std::string line;
        if (!next(line))
            throw InputError(file_.string() + ": is empty, has no header line");
        const std::vector<std::string> header = split(line);
        std::vector<std::size_t> indices{index_of("time_s", header)};
        for (const std::string& name : required)
            indices.push_back(index_of(name, header));
        for (const std::string& name : optional)
            indices.push_back(find(name, header));
        ProfileColumns columns;
        columns.values.resize(indices.size() - 1);
        while (next(line)) {
            const std::vector<std::string> fields = split(line);
            if (fields.size() != header.size()) {
                refuse(fmt::format("must have {} values like the header, got {}", header.size(),
                                   fields.size()));
            }
            add_time(Seconds{number("time_s", fields[indices[0]])}, columns.times);
            for (std::size_t i = 1; i < indices.size(); ++i) {
                if (indices[i] < header.size())
                    columns.values[i - 1].push_back(number(header[indices[i]], fields[indices[i]]));
            }
        }
        if (columns.times.empty())
            throw InputError(file_.string() + ": has no rows");
        return columns;
    }

private:
    static std::string number_text(double value) { return json_text(value); }

    bool next(std::string& line) {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        while (std::getline(in_, line)) {
            ++line_;
            if (line_ == 1 && line.compare(0, byte_order_mark.size(), byte_order_mark) == 0) {
                line.erase(0, byte_order_mark.size());
            }
            const std::string_view content = without_blanks(line);
            if (!content.empty() && content.front() != '#')
                return true;
        }
        return false;
    }

    void add_time(Seconds time, std::vector<Seconds>& times) const {
        if (!times.empty() && time <= times.back()) {
            refuse(fmt::format("time_s: must be above {}, the time before it, got {}",
                               number_text(times.back().value), number_text(time.value)));
        }
        times.push_back(time);
    }

    /// The header's size when there is no such column.
    static std::size_t find(const std::string& name, const std::vector<std::string>& header) {
        const auto found = std::find(header.begin(), header.end(), name);
        return static_cast<std::size_t>(found - header.begin());
    }

    std::size_t index_of(const std::string& name, const std::vector<std::string>& header) const {
        const std::size_t index = find(name, header);
        if (index == header.size())
            refuse(fmt::format("no column {}{}", json_text(name), did_you_mean(name, header)));
        return index;
    }

    double number(const std::string& column, const std::string& text) const {
        double value = 0.0;
        const char* const end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc::result_out_of_range ||
            (error == std::errc{} && rest == end && !std::isfinite(value))) {
            refuse(fmt::format("{}: must be finite, got {}", column, json_text(text)));
        }
        if (error != std::errc{} || rest != end) {
            refuse(fmt::format("{}: must be a number, got {}", column, json_text(text)));
        }
        return value;
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw InputError(fmt::format("{}: line {}: {}", file_.string(), line_, what));
    }

    std::filesystem::path file_;
    std::ifstream in_;
    std::size_t line_ = 0;
};

}  // namespace

ProfileColumns read_profile_csv(const std::filesystem::path& file,
                                const std::vector<std::string>& required,
                                const std::vector<std::string>& optional) {
    return CsvReader(file).read(required, optional);
}

ProfileColumn read_profile_csv(const std::filesystem::path& file, const std::string& column) {
    ProfileColumns columns = read_profile_csv(file, {column}, {});
    return {std::move(columns.times), std::move(columns.values.front())};
}

}  // namespace cellchain::scenario
