#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "sim/results/certification.h"
#include "sim/results/coloured.h"

namespace cellchain::results {

namespace {

using ToldVerdict = scenario::RunSummary::Verdict;

std::string margin_of(const CertifiedLength& length) {
    const ToldVerdict* verdict = tightest_verdict(length);
    if (verdict == nullptr)
        return "";
    const std::string unit = verdict->unit == "1" ? "" : " " + verdict->unit;
    const std::string margin =
        verdict->margin ? fmt::format("{:+.4f}{}", *verdict->margin, unit) : verdict->result;
    return fmt::format("{:>10}  {}", margin, verdict->id);
}

std::string row_of(const CertifiedLength& length, bool colour) {
    const auto chain = length.summary.chain.value_or(scenario::RunSummary::Chain{});
    return fmt::format("  {:>6}  {:>7.3f} s  {:>6.3f} s  {:>12.3f} s  {:>5.3f} s  {}  {}\n",
                       length.boards, chain.longest_pass_time.value, chain.shortest_period.value,
                       chain.oldest_reading_age.value, chain.longest_silence.value,
                       length.holds ? coloured(colour, "32", "\u2714 holds ")
                                    : coloured(colour, "31", "\u2718 breaks"),
                       margin_of(length));
}

std::string list_of(const std::vector<int>& boards) {
    std::string text;
    for (const int number : boards)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

std::string broken_rules(const CertifiedLength& length) {
    std::string text;
    for (const ToldVerdict& verdict : length.summary.verdicts)
        if (verdict.result != "pass")
            text += (text.empty() ? "" : ", ") + verdict.id;
    return text;
}

std::string conclusion(const Certification& certification, bool colour) {
    if (!certification.first_break) {
        const int longest = certification.lengths.back().boards;
        return coloured(colour, "32", fmt::format("holds up to {} boards", longest)) + "\n";
    }
    const int boards = *certification.first_break;
    const auto length =
        std::find_if(certification.lengths.begin(), certification.lengths.end(),
                     [boards](const CertifiedLength& each) { return each.boards == boards; });
    std::string text =
        coloured(colour, "31",
                 fmt::format("breaks at {} boards: {}", boards, broken_rules(*length))) +
        "\n";
    if (!certification.longer_that_hold.empty())
        text += fmt::format(
            "but not for good: {} boards hold, so shorter chains that were not judged may break\n",
            list_of(certification.longer_that_hold));
    return text;
}

}  // namespace

const ToldVerdict* tightest_verdict(const CertifiedLength& length) {
    const ToldVerdict* tightest = nullptr;
    double smallest = std::numeric_limits<double>::infinity();
    for (const ToldVerdict& verdict : length.summary.verdicts) {
        if (!length.holds && verdict.result == "pass")
            continue;
        const double margin = verdict.margin.value_or(std::numeric_limits<double>::infinity());
        if (tightest == nullptr || margin < smallest) {
            tightest = &verdict;
            smallest = margin;
        }
    }
    return tightest;
}

std::string certification_table(const Certification& certification, bool colour) {
    std::string text = coloured(colour, "1", certification.scenario_id);
    if (!certification.scenario_title.empty())
        text += ": " + certification.scenario_title;
    fmt::format_to(
        std::back_inserter(text), "\n  {} s at each length; a reading may be {} s old; seed {}\n\n",
        certification.duration.value, certification.longest_age.value, certification.seed);
    text += "  boards  pass time    period  oldest reading  silence  verdict   smallest margin\n";
    for (const CertifiedLength& length : certification.lengths)
        text += row_of(length, colour);
    fmt::format_to(std::back_inserter(text), "\nresults in {}\n",
                   (certification.directory / "").string());
    return text + conclusion(certification, colour);
}

}  // namespace cellchain::results
