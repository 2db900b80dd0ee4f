#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "models/parts/dc_bus.h"
#include "models/parts/horizon.h"
#include "sim/scenario/scenario.h"
#include "sim/system/bms_system.h"
#include "sim/system/firmware_shelf.h"
#include "sim/system/plant.h"
#include "sim/system/timeline.h"

namespace cellchain::system {

/// All that one scenario describes: a BMS on each pack, the bus on which the packs are in parallel,
/// the plant on it, and the timeline.
///
/// Charge contacts of all packs are in series, and so are their load contacts (M-CHN-06): a device
/// that the charge contact enables is on while every BMS allows charging.
class Installation {
public:
    /// Who takes what the BMS at this index says.
    using SinksOf = std::function<SerialSinks(std::size_t pack)>;
    Installation(const scenario::Scenario& scenario, parts::BarrierIf& observer_stage,
                 const SinksOf& sinks_of, parts::Transport transport);

    FirmwareShelf firmware;  // outlives the boards that run it
    const bool needs_edges;  ///< some firmware has its lines as pins
    parts::Horizon horizon;
    std::vector<std::unique_ptr<BmsSystem>> packs;
    parts::DcBus bus;
    Plant plant;
    Timeline timeline;

private:
    std::vector<std::unique_ptr<BmsSystem>> make_packs(const scenario::Scenario& scenario,
                                                       const SinksOf& sinks_of);
    parts::ParallelPacks parallel_packs(const scenario::Scenario& scenario) const;
    void order_stages(parts::BarrierIf& observer_stage);
};

}  // namespace cellchain::system
