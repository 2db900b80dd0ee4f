#include <fmt/format.h>

#include <algorithm>

#include "sim/results/console_summary.h"
#include "sim/results/test_report.h"
#include "sim/results/xml_text.h"

namespace cellchain::results {

namespace {

using ToldVerdict = scenario::RunSummary::Verdict;

std::string time_attribute(double seconds) { return fmt::format(" time=\"{:.3f}\"", seconds); }

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// A case with what is wrong with it, if anything: `element` is "failure" or "error".
struct Case {
    std::string name;
    std::string element;
    std::string type;
    std::string message;
    std::string text;
};

class Suite {
public:
    explicit Suite(const TestedScenario& scenario) : scenario_(scenario) {
        if (scenario.summary)
            for (const ToldVerdict& verdict : scenario.summary->verdicts)
                add(verdict);
        const bool all_is_judged =
            scenario.outcome == Outcome::passed || scenario.outcome == Outcome::failed;
        if (!all_is_judged)
            cases_.push_back({"run", "error", name_of(scenario.outcome),
                              first_line(scenario.errors), scenario.errors});
        else if (cases_.empty())
            cases_.push_back({"run", "", "", "", ""});
    }

    std::size_t cases() const { return cases_.size(); }
    std::size_t count_of(const char* element) const {
        return static_cast<std::size_t>(
            std::count_if(cases_.begin(), cases_.end(),
                          [element](const Case& each) { return each.element == element; }));
    }

    std::string xml() const {
        std::string text = "  <testsuite" + xml_attribute("name", scenario_.name) +
                           xml_attribute("file", scenario_.file.string()) +
                           fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\"", cases(),
                                       count_of("failure"), count_of("error")) +
                           time_attribute(scenario_.wall_clock.value) + ">\n";
        for (const Case& each : cases_)
            text += xml_of(each);
        return text + "  </testsuite>\n";
    }

private:
    void add(const ToldVerdict& verdict) {
        if (verdict.is_good()) {
            cases_.push_back({verdict.id, "", "", "", ""});
            return;
        }
        const std::string margin = margin_text(verdict);
        const std::string message = verdict.result + (margin.empty() ? "" : ": " + margin);
        cases_.push_back({verdict.id, "failure", verdict.result, message, message + "\n"});
    }

    std::string xml_of(const Case& each) const {
        // Servers add up the cases: together they took what the run took.
        std::string text =
            "    <testcase" + xml_attribute("classname", scenario_.name) +
            xml_attribute("name", each.name) +
            time_attribute(scenario_.wall_clock.value / static_cast<double>(cases_.size()));
        if (each.element.empty())
            return text + "/>\n";
        return text + ">\n      <" + each.element + xml_attribute("message", each.message) +
               xml_attribute("type", each.type) + ">" +
               xml_escaped(each.text + "to repeat: " + scenario_.repeat_command) + "</" +
               each.element + ">\n    </testcase>\n";
    }

    const TestedScenario& scenario_;
    std::vector<Case> cases_;
};

}  // namespace

std::string junit_xml(const TestReport& report) {
    std::string suites;
    std::size_t cases = 0;
    std::size_t failures = 0;
    std::size_t errors = 0;
    double seconds = 0.0;
    for (const TestedScenario& scenario : report.scenarios) {
        const Suite suite(scenario);
        suites += suite.xml();
        cases += suite.cases();
        failures += suite.count_of("failure");
        errors += suite.count_of("error");
        seconds += scenario.wall_clock.value;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cellchain\"" +
           fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\"", cases, failures, errors) +
           time_attribute(seconds) + ">\n" + suites + "</testsuites>\n";
}

}  // namespace cellchain::results
