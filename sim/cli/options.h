#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/parts/transport.h"
#include "models/units/quantity.h"
#include "sim/cli/wave_options.h"
#include "sim/scenario/override.h"

namespace cellchain::cli {

/// `--firmware in=PATH`, `--firmware board[2..40]=PATH`.
struct FirmwareChoice {
    std::string boards;  ///< a role or, between brackets, a selection
    std::filesystem::path path;

    /// What stands between the brackets of `board[...]`; none for a role.
    std::optional<std::string> selection() const;
};

/// Options of `run` and, but for the last eight, of `signals`.
struct RunOptions {
    bool help = false;
    std::filesystem::path scenario;
    std::vector<scenario::Override> overrides;
    std::optional<std::uint64_t> seed;
    std::vector<FirmwareChoice> firmware;  ///< in the order given
    bool firmware_copies = false;
    std::optional<std::filesystem::path> out;
    std::optional<Seconds> until;
    parts::Transport transport = parts::Transport::bursts;
    bool transport_is_wanted = false;  ///< else it is the usual one
    WaveOptions waves;
    bool frames = false;
    std::optional<int> traced_board;  ///< whose calls of the contract a fault tells
    bool firmware_counters = false;
    bool step = false;  ///< then `transport` is not bursts
    bool quiet = false;
};

/// Options of `certify`; of `common` all but `until` are in use.
struct CertifyOptions {
    RunOptions common;
    std::optional<Seconds> duration;  ///< absent: 30 s, or the scenario's when it is shorter
    Seconds longest_age{3.0};         ///< OUT's communication time-out (M-ALG-05)
    bool with_expectations = false;
    int at_once = 1;
};

/// Options of `campaign`; of `common` those of every run, `out` and `quiet` are in use.
struct CampaignOptions {
    RunOptions common;
    std::string links = "all";
    std::vector<std::string> ways;  ///< empty: all
    int at_once = 1;
};

struct CellOptions {
    bool help = false;
    std::filesystem::path type;
    std::filesystem::path run;
    double state_of_charge = 1.0;
    double hysteresis = 1.0;
    std::optional<std::filesystem::path> out;
};

/// Options of `test`; of `common` those of every run, `out` and `quiet` are in use.
struct TestOptions {
    RunOptions common;
    std::vector<std::filesystem::path> paths;
    std::vector<std::string> tags;
    std::optional<std::filesystem::path> junit;
    std::optional<std::filesystem::path> firmware_coverage;  ///< a folder
    int at_once = 1;
    bool rows = false;  ///< nothing is run
};

struct CheckOptions {
    bool help = false;
    std::vector<std::filesystem::path> files;
};

/// Options of `firmware check`.
struct FirmwareOptions {
    bool help = false;
    std::vector<std::filesystem::path> files;
};

struct SchemaOptions {
    bool help = false;
};

/// Those of `--firmware` and `--firmware-copies`.
std::vector<std::string> firmware_words(const RunOptions& common);
/// The words of `cellchain run` for what is common to every run.
std::vector<std::string> run_words(const RunOptions& common);

/// `words` are those behind the command. All throw UsageError.
RunOptions parse_run_options(const std::vector<std::string>& words);
RunOptions parse_signals_options(const std::vector<std::string>& words);
CertifyOptions parse_certify_options(const std::vector<std::string>& words);
CampaignOptions parse_campaign_options(const std::vector<std::string>& words);
CellOptions parse_cell_options(const std::vector<std::string>& words);
TestOptions parse_test_options(const std::vector<std::string>& words);
CheckOptions parse_check_options(const std::vector<std::string>& words);
FirmwareOptions parse_firmware_options(const std::vector<std::string>& words);
SchemaOptions parse_schema_options(const std::vector<std::string>& words);

}  // namespace cellchain::cli
