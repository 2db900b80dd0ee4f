#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "firmware_glue/host/call_recorder.h"
#include "models/parts/board_fault.h"
#include "models/parts/transport.h"
#include "sim/scenario/firmware_counters.h"
#include "sim/scenario/scenario.h"
#include "sim/signals/signal_tree.h"
#include "sim/system/books.h"
#include "sim/system/chain_timing.h"
#include "sim/system/device_energy.h"
#include "sim/system/firmware_in_use.h"
#include "sim/system/run_observer.h"
#include "sim/system/wire_observer.h"

namespace cellchain::system {

/// A scenario as a wired system, and its run. One per process: the kernel allows no second.
class SystemRun {
public:
    enum class End { completed, interrupted, wall_clock_limit, fault };

    /// Loads the firmware (FirmwareError) and builds all modules. Where a firmware has its lines as
    /// pins the transport is edges in any case.
    explicit SystemRun(const scenario::Scenario& scenario,
                       parts::Transport transport = parts::Transport::bursts);
    ~SystemRun();
    SystemRun(const SystemRun&) = delete;
    SystemRun& operator=(const SystemRun&) = delete;

    parts::Transport transport() const;
    /// Whether a firmware has its lines as pins.
    bool needs_edges() const;
    const signals::SignalTree& signal_tree() const;
    /// Sees everything; as a sample that of the first pack.
    void add_observer(RunObserver& observer);
    /// Sees what is of one pack alone; `pack` is its index in the scenario, here and below.
    void add_observer(RunObserver& observer, std::size_t pack);
    /// Before the run. Costs time for every byte, so only when something is made of it.
    void add_wire_observer(WireObserver& observer, std::size_t pack = 0);

    /// Before the run: `sink` is told every call of the contract that this board's firmware makes,
    /// as the board runs, ahead of what observers are told; a fault then tells the last ones.
    void record_calls_of(std::size_t pack, int board, host::CallSink sink);

    /// Runs to the end of the scenario, or until something ends it early; `end()` says what.
    void run_for_all();
    /// Likewise, but pauses when all that is due at `until` has happened, or at the end of an
    /// instant at which an observer asked for a pause. False: the run has ended. Pausing changes
    /// nothing in the results, and in a pause the signals tell of the present; but for those as of
    /// the last barrier, `now()`.
    bool run_on(Ticks until);
    /// For observers.
    void request_pause();
    /// Safe in a signal handler; looked at every barrier.
    void request_stop();

    End end() const;
    std::string fault_text() const;
    /// Of the boards' firmware, in the order in which they were found; the first ones.
    const std::vector<parts::BoardFault>& firmware_faults() const;
    Ticks now() const;
    /// How far it has come since; the kernel's time.
    Ticks present() const;
    Books books() const;
    std::vector<DeviceEnergy> device_energies() const;
    /// Absent unless somebody looked up a signal of the chain before the run.
    std::optional<ChainFigures> chain_figures(std::size_t pack = 0) const;
    /// Absent unless the pack ages.
    std::optional<AgeingFigures> ageing_figures(std::size_t pack = 0) const;
    /// By all boards together: what a run's cost is measured by.
    std::uint64_t bytes_heard() const;
    std::vector<std::string> warnings() const;
    std::vector<FirmwareInUse> firmware() const;
    /// Throws host::FirmwareError where a firmware was not built for coverage.
    std::vector<scenario::FirmwareCounters> firmware_counters() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cellchain::system
