#pragma once

#include <optional>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "sim/system/data_out_frame.h"
#include "sim/system/run_observer.h"

namespace cellchain::system {

class BmsSystem;
class ChainTiming;

/// The last stage of every barrier: collects what happened since the one before, puts it in order
/// of time and hands it to the observers, then a sample of the system.
class RunReporter : public sc_core::sc_module, public parts::BarrierIf {
public:
    explicit RunReporter(const sc_core::sc_module_name& name) : sc_module(name) {}

    void watch(const BmsSystem& system) { system_ = &system; }
    /// From now on observers are told of each message of the chain.
    void watch_chain(ChainTiming& chain) { chain_ = &chain; }
    void add_observer(RunObserver& observer) { observers_.push_back(&observer); }
    /// Queues an event until the barrier after it.
    void note(Event event) { events_.push_back(std::move(event)); }
    void take_data_out(std::uint8_t byte, Ticks complete) { framer_.take(byte, complete); }
    void take_app_reply(std::uint8_t byte, Ticks complete);
    void take_in_data_out(std::uint8_t byte, Ticks complete);

    bool at_barrier(Ticks now) override;
    /// What a barrier would tell, where the run ends without one: nothing is committed for it.
    void tell_end(Ticks now);

    /// The newest frame with a good checksum.
    const std::optional<DataOutFrame>& newest_frame() const { return newest_frame_; }
    Ticks newest_frame_time() const { return newest_frame_time_; }
    int frames() const { return frames_; }
    /// Frames with a wrong checksum or a wrong length.
    int bad_frames() const { return bad_frames_ + framer_.broken_frames(); }

private:
    void take_frame(Ticks complete, const std::vector<std::uint8_t>& frame);
    void tell_messages(Ticks until);
    void note_contacts(Ticks now);
    void tell(const Sample& present);
    Sample sample(Ticks now) const;
    Sample look(Ticks now) const;

    const BmsSystem* system_ = nullptr;
    ChainTiming* chain_ = nullptr;
    std::vector<RunObserver*> observers_;
    std::vector<Event> events_;
    DataOutFramer framer_{[this](Ticks complete, const std::vector<std::uint8_t>& frame) {
        take_frame(complete, frame);
    }};
    std::optional<DataOutFrame> newest_frame_;
    Ticks newest_frame_time_ = 0;
    int frames_ = 0;
    int bad_frames_ = 0;
    std::string app_reply_;
    bool charge_contact_ = false;
    bool load_contact_ = false;
};

}  // namespace cellchain::system
