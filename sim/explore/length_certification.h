#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/results/certification.h"
#include "sim/scenario/override.h"

namespace cellchain::explore {

/// M-CHN-01.
constexpr int shortest_chain = 2;
constexpr int longest_chain = 255;

struct CertificationPlan {
    std::filesystem::path program;  ///< cellchain, which runs each length
    std::filesystem::path scenario;
    std::vector<scenario::Override> overrides;
    std::vector<std::string> options;  ///< further words of `cellchain run`
    std::uint64_t seed = 1;
    Seconds duration;
    Seconds longest_age;
    /// The scenario's own are judged as well; it has some.
    bool with_expectations = false;
    std::filesystem::path directory;  ///< each length's results go into a folder of its number
    int at_once = 1;                  ///< lengths at the same time
};

/// The run of one length neither held nor broke: bad input, a fault, a limit, an interrupt.
class LengthNotJudged : public std::runtime_error {
public:
    LengthNotJudged(int boards, int status, const std::string& errors);
    int status() const { return status_; }  ///< of that run

private:
    int status_;
};

/// Is told of the lengths that are judged next.
using OnLengths = std::function<void(const std::vector<int>& boards)>;

/// The words of `cellchain run` that judge one length.
std::vector<std::string> run_command_of(const CertificationPlan& plan, int boards);

/// Finds the first length that breaks a timing rule; fills the members of the result that follow
/// from runs. Each length is a process of its own: the kernel allows one simulation in a process.
/// Throws LengthNotJudged.
results::Certification certify_lengths(const CertificationPlan& plan, const OnLengths& on_lengths,
                                       const std::atomic<bool>& interrupted);

}  // namespace cellchain::explore
