#pragma once

#include <memory>
#include <optional>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "sim/system/pack_reporter.h"
#include "sim/system/run_observer.h"

namespace cellchain::system {

class Installation;

/// The last stage of every barrier: puts in order of time what happened since the one before and
/// hands it to the observers, then a sample of the system.
class RunReporter : public sc_core::sc_module, public parts::BarrierIf {
public:
    RunReporter(const sc_core::sc_module_name& name, std::size_t packs);

    void watch(const Installation& installation);
    PackReporter& pack(std::size_t index) { return *packs_[index]; }
    const PackReporter& pack(std::size_t index) const { return *packs_[index]; }
    /// Sees everything; as a sample that of the first pack.
    void add_observer(RunObserver& observer) { observers_.push_back({&observer, std::nullopt}); }
    /// Sees what is of this pack alone.
    void add_observer(RunObserver& observer, std::size_t pack) {
        observers_.push_back({&observer, pack});
    }
    /// Queues an event until the barrier after it.
    void note(Event event) { events_.push_back(std::move(event)); }
    /// One of this pack.
    void note(std::size_t pack, Event event);
    void take_in_data_out(std::size_t pack, std::uint8_t byte, Ticks complete);

    bool at_barrier(Ticks now) override;
    /// What a barrier would tell, where the run ends without one: nothing is committed for it.
    void tell_end(Ticks now);

private:
    struct Listed {
        RunObserver* observer;
        std::optional<std::size_t> pack;  ///< the only one that it is told of

        bool wants(const std::optional<std::size_t>& of) const { return !pack || pack == of; }
    };

    void tell_messages_and_frames(Ticks now);
    void tell_message(std::size_t pack, Ticks complete);
    void tell_frame(std::size_t pack, Ticks complete);
    void tell_events(Ticks now);
    void tell_happenings(Ticks now);
    void tell_samples();

    std::vector<std::unique_ptr<PackReporter>> packs_;
    std::vector<Listed> observers_;
    std::vector<Event> events_;
    std::vector<Sample> samples_;  // of each pack, at the present barrier
};

}  // namespace cellchain::system
