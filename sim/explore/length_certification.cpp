#include "sim/explore/length_certification.h"

#include <fmt/format.h>

#include <map>

#include "sim/explore/bisection.h"
#include "sim/explore/child_process.h"
#include "sim/explore/timing_rules.h"
#include "sim/scenario/run_summary.h"

namespace cellchain::explore {

namespace {

// What `cellchain run` exits with when all is judged.
constexpr int all_met = 0;
constexpr int some_failed = 1;

std::filesystem::path folder_of(const CertificationPlan& plan, int boards) {
    return plan.directory / std::to_string(boards);
}

/// `--set` for the rules: in place of the scenario's expectations, or behind them.
std::vector<std::string> rule_overrides(const CertificationPlan& plan) {
    std::vector<std::string> words;
    std::string all;
    for (const std::string& rule : timing_rules(plan.longest_age)) {
        all += (all.empty() ? "" : ", ") + rule;
        if (plan.with_expectations)
            words.insert(words.end(), {"--set", "/expect/-=" + rule});
    }
    if (!plan.with_expectations)
        words = {"--set", "/expect=[" + all + "]"};
    return words;
}

class LengthJudge {
public:
    LengthJudge(const CertificationPlan& plan, const OnLengths& on_lengths,
                const std::atomic<bool>& interrupted)
        : plan_(plan), on_lengths_(on_lengths), interrupted_(interrupted) {}

    std::vector<bool> judge(const std::vector<int>& lengths) {
        on_lengths_(lengths);
        std::vector<Command> commands;
        commands.reserve(lengths.size());
        for (const int boards : lengths)
            commands.push_back(run_command_of(plan_, boards));
        const std::vector<ChildOutcome> outcomes =
            run_children(commands, plan_.at_once, interrupted_);
        std::vector<bool> holds;
        for (std::size_t i = 0; i < lengths.size(); ++i)
            holds.push_back(take(lengths[i], outcomes[i]));
        return holds;
    }

    std::vector<results::CertifiedLength> lengths() const {
        std::vector<results::CertifiedLength> lengths;
        for (const auto& [boards, length] : judged_)
            lengths.push_back(length);
        return lengths;
    }

private:
    bool take(int boards, const ChildOutcome& outcome) {
        if (outcome.status != all_met && outcome.status != some_failed)
            throw LengthNotJudged(boards, outcome.status, outcome.errors);
        const bool holds = outcome.status == all_met;
        judged_[boards] = {boards, holds,
                           scenario::read_run_summary(folder_of(plan_, boards) / "summary.json")};
        return holds;
    }

    const CertificationPlan& plan_;
    const OnLengths& on_lengths_;
    const std::atomic<bool>& interrupted_;
    std::map<int, results::CertifiedLength> judged_;
};

}  // namespace

LengthNotJudged::LengthNotJudged(int boards, int status, const std::string& errors)
    : std::runtime_error(fmt::format("{}at {} boards, exit status {}", errors, boards, status)),
      status_(status) {}

std::vector<std::string> run_command_of(const CertificationPlan& plan, int boards) {
    std::vector<std::string> words{plan.program.string(), "run", "--quiet", plan.scenario.string()};
    for (const scenario::Override& change : plan.overrides)
        words.insert(words.end(), {"--set", change.pointer + "=" + change.value});
    words.insert(words.end(), {"--set", fmt::format("/chain/cells={}", boards)});
    for (const std::string& word : rule_overrides(plan))
        words.push_back(word);
    words.insert(words.end(), plan.options.begin(), plan.options.end());
    words.insert(words.end(), {"--seed", std::to_string(plan.seed), "--until",
                               fmt::format("{}", plan.duration.value), "--out",
                               folder_of(plan, boards).string()});
    return words;
}

results::Certification certify_lengths(const CertificationPlan& plan, const OnLengths& on_lengths,
                                       const std::atomic<bool>& interrupted) {
    LengthJudge judge(plan, on_lengths, interrupted);
    const FirstBreak found = find_first_break(
        shortest_chain, longest_chain,
        [&judge](const std::vector<int>& lengths) { return judge.judge(lengths); });
    results::Certification certification;
    certification.seed = plan.seed;
    certification.duration = plan.duration;
    certification.longest_age = plan.longest_age;
    certification.with_expectations = plan.with_expectations;
    certification.lengths = judge.lengths();
    certification.first_break = found.boards;
    certification.longer_that_hold = found.longer_that_hold;
    certification.directory = plan.directory;
    return certification;
}

}  // namespace cellchain::explore
