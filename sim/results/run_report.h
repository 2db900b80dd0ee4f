#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/parts/board_fault.h"
#include "models/units/ticks.h"
#include "sim/results/pack_figures.h"
#include "sim/results/verdict.h"
#include "sim/scenario/firmware_counters.h"
#include "sim/scenario/scenario.h"
#include "sim/system/books.h"
#include "sim/system/chain_timing.h"
#include "sim/system/device_energy.h"
#include "sim/system/firmware_in_use.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// What is told of one BMS.
struct PackReport {
    PackFigures figures;
    std::optional<system::ChainFigures> chain;    ///< where the run named a signal of the chain
    std::optional<system::AgeingFigures> ageing;  ///< where the pack ages
};

/// Everything that is told about a run once it has ended.
struct RunReport {
    std::string version;
    scenario::Scenario scenario;  ///< as it was run
    std::vector<system::FirmwareInUse> firmware;
    bool needs_edges = false;  ///< a firmware has the chain's lines as pins: bits went edge by edge
    Ticks simulated = 0;
    int exit_status = 0;
    std::string fault;  ///< what ended the run or spoilt it; mostly empty
    std::vector<Verdict> verdicts;
    std::vector<std::string> warnings;
    std::vector<parts::BoardFault> firmware_faults;
    std::vector<scenario::FirmwareCounters> firmware_counters;  ///< where the run counts
    system::Books books;
    std::vector<system::DeviceEnergy> devices;  ///< of the plant
    std::vector<PackReport> packs;              ///< in the scenario's order, as in `books`
    Seconds wall_clock;
    std::vector<std::string> repeat_command;  ///< words, not quoted
    std::filesystem::path directory;
    std::vector<std::string> notes;  ///< about files that were asked for, for the screen only
};

}  // namespace cellchain::results
