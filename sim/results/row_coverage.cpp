#include "sim/results/row_coverage.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/results/rows_shown_by_tests.h"
#include "sim/scenario/manual_rows.h"

namespace cellchain::results {

namespace {

using Names = std::vector<std::string>;

Names scenarios_of(const std::string& row, const std::vector<scenario::FoundScenario>& scenarios) {
    Names names;
    for (const scenario::FoundScenario& found : scenarios)
        if (std::find(found.about.rows.begin(), found.about.rows.end(), row) !=
            found.about.rows.end())
            names.push_back(found.about.id);
    return names;
}

Names tests_of(const std::string& row) {
    Names names;
    for (const RowOfTest& each : rows_of_tests)
        if (row == each.row)
            names.emplace_back(each.test);
    return names;
}

/// Below the row's sentence, broken between names.
std::string indented(const Names& names) {
    constexpr std::size_t width = 100;
    const std::string indent(14, ' ');
    std::string text;
    std::string line;
    for (const std::string& name : names) {
        if (!line.empty() && indent.size() + line.size() + 2 + name.size() > width) {
            text += indent + line + ",\n";
            line.clear();
        }
        line += (line.empty() ? "" : ", ") + name;
    }
    return line.empty() ? text : text + indent + line + "\n";
}

struct Section {
    std::string title;
    std::string text;
    int rows = 0;

    void add(const scenario::ManualRow& row, const Names& names) {
        text += fmt::format("  {:<10}  {}\n", row.id, row.sentence) + indented(names);
        ++rows;
    }
    std::string shown() const { return rows == 0 ? "" : title + "\n" + text + "\n"; }
};

}  // namespace

std::string row_coverage(const std::vector<scenario::FoundScenario>& scenarios) {
    Section by_scenarios{"shown by scenarios", ""};
    Section by_tests{"named by tests only", ""};
    Section by_nobody{"not shown", ""};
    for (const scenario::ManualRow& row : scenario::manual_rows) {
        const Names shown_by = scenarios_of(row.id, scenarios);
        const Names tested_by = tests_of(row.id);
        if (!shown_by.empty())
            by_scenarios.add(row, shown_by);
        else if (!tested_by.empty())
            by_tests.add(row, tested_by);
        else
            by_nobody.add(row, {});
    }
    return by_scenarios.shown() + by_tests.shown() + by_nobody.shown() +
           fmt::format(
               "{} rows of the manual: {} shown by scenarios, {} named by tests only, {} not\n",
               by_scenarios.rows + by_tests.rows + by_nobody.rows, by_scenarios.rows, by_tests.rows,
               by_nobody.rows);
}

}  // namespace cellchain::results
