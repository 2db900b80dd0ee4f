#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "sim/results/coloured.h"
#include "sim/results/console_summary.h"
#include "sim/results/number_text.h"
#include "sim/results/test_report.h"

namespace cellchain::results {

namespace {

// Together with the lines around them one screen; the rest is in the JUnit file.
constexpr std::size_t most_rows = 20;
constexpr std::size_t most_accounts = 4;
constexpr std::size_t most_lines_of_account = 3;

bool is_good(const TestedScenario& scenario) { return scenario.outcome == Outcome::passed; }

std::string mark_of(const TestedScenario& scenario, bool colour) {
    return is_good(scenario)
               ? coloured(colour, "32", "\u2714 pass")
               : coloured(colour, "31", std::string("\u2718 ") + name_of(scenario.outcome));
}

std::string row_of(const TestedScenario& scenario, std::size_t width, bool colour) {
    std::string verdicts = "-";
    std::string simulated = "-";
    std::string speed = "-";
    if (scenario.summary) {
        const double seconds = scenario.summary->simulated.value;
        verdicts =
            fmt::format("{} of {}", scenario.verdicts_met(), scenario.summary->verdicts.size());
        simulated = clock_text(to_ticks(scenario.summary->simulated));
        if (scenario.wall_clock.value > 0.0)
            speed = with_thousands(seconds / scenario.wall_clock.value) + " \u00d7";
    }
    return fmt::format("{:<{}}  {:>10}  {:>16}  {:>13}  {}\n", scenario.name, width, verdicts,
                       simulated, speed, mark_of(scenario, colour));
}

/// The rows that are shown: where not all fit, those that pass are left out first.
std::vector<const TestedScenario*> shown_rows(const TestReport& report) {
    std::vector<const TestedScenario*> shown;
    for (const TestedScenario& scenario : report.scenarios)
        if (report.scenarios.size() <= most_rows || !is_good(scenario))
            shown.push_back(&scenario);
    shown.resize(std::min(shown.size(), most_rows));
    return shown;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// What went wrong with one that does not pass, and how to see it again.
std::string account_of(const TestedScenario& scenario) {
    std::vector<std::string> lines = lines_of(scenario.errors);
    if (scenario.summary)
        for (const auto& verdict : scenario.summary->verdicts)
            if (!verdict.is_good())
                lines.push_back(
                    fmt::format("{:<8}  {}  {}", verdict.result, verdict.id, margin_text(verdict)));
    std::string text = fmt::format("\n{}: {}\n", scenario.name, name_of(scenario.outcome));
    for (std::size_t i = 0; i < std::min(lines.size(), most_lines_of_account); ++i)
        text += "  " + lines[i].substr(0, lines[i].find_last_not_of(' ') + 1) + "\n";
    if (lines.size() > most_lines_of_account)
        text += fmt::format("  and {} more\n", lines.size() - most_lines_of_account);
    return text + "  to repeat: " + scenario.repeat_command + "\n";
}

}  // namespace

std::string accounts_of(const std::vector<TestedScenario>& scenarios) {
    std::string text;
    std::size_t told = 0;
    std::size_t untold = 0;
    for (const TestedScenario& scenario : scenarios) {
        if (is_good(scenario))
            continue;
        if (told == most_accounts) {
            ++untold;
            continue;
        }
        text += account_of(scenario);
        ++told;
    }
    if (untold > 0)
        text += fmt::format("\nand {} more that do not pass\n", untold);
    return text;
}

std::string test_table(const TestReport& report, bool colour) {
    const std::vector<const TestedScenario*> shown = shown_rows(report);
    const std::string title = "scenario";
    std::size_t width = title.size();
    for (const TestedScenario* scenario : shown)
        width = std::max(width, scenario->name.size());
    std::string text;
    if (!shown.empty())
        text = fmt::format("{:<{}}  {:>10}  {:>16}  {:>13}  result\n", title, width, "verdicts",
                           "simulated", "speed");
    for (const TestedScenario* scenario : shown)
        text += row_of(*scenario, width, colour);
    if (shown.size() < report.scenarios.size())
        text += fmt::format("and {} more\n", report.scenarios.size() - shown.size());
    text += accounts_of(report.scenarios);
    text += "\nresults in " + (report.directory / "").string() + "\n";
    if (report.long_ones_left_out > 0)
        text +=
            fmt::format("{} tagged \"long\" left out; --tags long runs {}\n",
                        report.long_ones_left_out, report.long_ones_left_out == 1 ? "it" : "them");
    const auto good = std::count_if(report.scenarios.begin(), report.scenarios.end(), is_good);
    return text +
           coloured(colour, report.worst() == Outcome::passed ? "32" : "31",
                    fmt::format("{} of {} scenarios pass", good, report.scenarios.size())) +
           "\n";
}

}  // namespace cellchain::results
