#include <fmt/format.h>

#include "sim/results/firmware_coverage.h"
#include "sim/results/reached.h"

namespace cellchain::results {

namespace {

constexpr std::size_t most_files = 12;

std::string share(std::size_t part, std::size_t whole) {
    // Rounded down: 100 % is all of them.
    const std::size_t permille = whole == 0 ? 1000 : 1000 * part / whole;
    return fmt::format("{:3}.{} %  {:>4} of {:>4}", permille / 10, permille % 10, part, whole);
}

std::string row(const std::string& name, const Reached& reached) {
    return fmt::format("{:<10}{}   {}\n", name, share(reached.lines_reached, reached.lines),
                       share(reached.branches_reached, reached.branches));
}

/// "7, 12-15"
std::string ranges_of(const std::vector<int>& numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t first = i;
        while (i + 1 < numbers.size() && numbers[i + 1] == numbers[i] + 1)
            ++i;
        text += (text.empty() ? "" : ", ") + std::to_string(numbers[first]);
        if (i > first)
            text += "-" + std::to_string(numbers[i]);
    }
    return text;
}

/// Lines that were not reached, and those that were but not with every branch; empty without any.
std::string gaps_of(const CoveredLines& lines) {
    std::vector<int> missed;
    std::vector<int> partly;
    for (const auto& [number, line] : lines) {
        const Reached reached = reached_of(CoveredLines{{number, line}});
        if (line.count == 0)
            missed.push_back(number);
        else if (reached.branches_reached < reached.branches)
            partly.push_back(number);
    }
    std::string text;
    if (!missed.empty())
        text += "  not reached: " + ranges_of(missed);
    if (!partly.empty())
        text += "  not every branch: " + ranges_of(partly);
    return text;
}

/// Every line once, whichever role has reached it.
CoveredSources united(const FirmwareCoverage& coverage) {
    CoveredSources all;
    for (const auto& [role, sources] : coverage.roles)
        for (const auto& [file, lines] : sources)
            for (const auto& [number, line] : lines)
                all[file][number].add(line.count, line.branches);
    return all;
}

}  // namespace

std::string firmware_coverage_table(const FirmwareCoverage& coverage) {
    if (coverage.runs == 0)
        return "\nno run has counted what its firmware did\n";
    std::string text = fmt::format("\n{:<10}{:<21}  {}\n", "firmware", "lines", "branches");
    for (const auto& [role, sources] : coverage.roles)
        text += row(role, reached_of(sources));
    const CoveredSources all = united(coverage);
    text += row("together", reached_of(all));
    std::size_t told = 0;
    std::size_t untold = 0;
    for (const auto& [file, lines] : all) {
        const std::string gaps = gaps_of(lines);
        if (gaps.empty())
            continue;
        if (told < most_files) {
            text += "  " + file.string() + gaps + "\n";
            ++told;
        } else {
            ++untold;
        }
    }
    if (untold > 0)
        text += fmt::format("  and in {} more files: lcov.info\n", untold);
    if (coverage.runs_without > 0)
        text += fmt::format("of {} runs; {} more left no counters\n", coverage.runs,
                            coverage.runs_without);
    return text;
}

}  // namespace cellchain::results
