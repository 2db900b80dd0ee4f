#include "sim/cli/wave_options.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "sim/cli/usage_error.h"

namespace cellchain::cli {

namespace {

// What lies before the trigger is kept in memory: all lines of 255 boards take 1.5 MB a second.
constexpr double most_before_s = 60.0;
constexpr double longest_run_s = 183'000'000.0;  // as of `duration_s`

/// Two numbers of seconds with `between` between them; absent when the text is something else.
std::optional<std::pair<double, double>> two_numbers(const std::string& text,
                                                     const std::string& between) {
    const std::size_t at = text.find(between);
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const auto read = [&text](std::size_t from, std::size_t to, double& number) {
        const auto result = std::from_chars(text.data() + from, text.data() + to, number);
        return result.ec == std::errc() && result.ptr == text.data() + to && number >= 0.0 &&
               number <= longest_run_s;
    };
    std::pair<double, double> numbers;
    if (!read(0, at, numbers.first) || !read(at + between.size(), text.size(), numbers.second)) {
        return std::nullopt;
    }
    return numbers;
}

void read_window(const std::string& text, Seconds duration, results::WaveRequest& request) {
    const auto window = two_numbers(text, "..");
    if (!window || window->first >= window->second) {
        throw UsageError("--vcd-window: must be FROM..TO, seconds from the start, got \"" + text +
                         "\"");
    }
    if (window->first >= duration.value) {
        throw UsageError(fmt::format("--vcd-window: must begin before the run ends at {} s, got {}",
                                     duration.value, text));
    }
    request.from = to_ticks(Seconds{window->first});
    request.to = to_ticks(Seconds{window->second});
}

void read_around(const std::string& text, results::WaveRequest& request) {
    const auto around = two_numbers(text, ",");
    if (!around || around->first > most_before_s) {
        throw UsageError(
            fmt::format("--vcd-around: must be BEFORE,AFTER in seconds, BEFORE at most {}, "
                        "got \"{}\"",
                        most_before_s, text));
    }
    request.before = to_ticks(Seconds{around->first});
    request.after = to_ticks(Seconds{around->second});
}

}  // namespace

std::optional<results::WaveRequest> wave_request(const WaveOptions& options, Seconds duration) {
    if (!options.signals) {
        for (const auto& [name, value] : {std::pair("--vcd-window", options.window),
                                          std::pair("--vcd-trigger", options.trigger),
                                          std::pair("--vcd-around", options.around)}) {
            if (value) {
                throw UsageError(std::string(name) + ": needs --vcd SIGNALS");
            }
        }
        return std::nullopt;
    }
    if (options.window && options.trigger) {
        throw UsageError("--vcd-window and --vcd-trigger: one of them, not both");
    }
    if (options.around && !options.trigger) {
        throw UsageError("--vcd-around: needs --vcd-trigger CONDITION");
    }
    results::WaveRequest request;
    request.signals = *options.signals;
    request.trigger = options.trigger;
    if (options.window) {
        read_window(*options.window, duration, request);
    }
    if (options.around) {
        read_around(*options.around, request);
    }
    return request;
}

std::vector<std::string> words_of(const WaveOptions& options) {
    std::vector<std::string> words;
    const auto add = [&words](const char* option, const std::optional<std::string>& value) {
        if (value) {
            words.insert(words.end(), {option, *value});
        }
    };
    add("--vcd", options.signals);
    add("--vcd-window", options.window);
    add("--vcd-trigger", options.trigger);
    add("--vcd-around", options.around);
    return words;
}

}  // namespace cellchain::cli
