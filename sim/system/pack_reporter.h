#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/system/data_out_frame.h"
#include "sim/system/firmware_traces.h"
#include "sim/system/run_observer.h"

namespace cellchain::system {

class BmsSystem;
class ChainTiming;

/// What one BMS has said since the barrier before, in order of time, and what it shows of itself.
class PackReporter {
public:
    PackReporter() = default;
    PackReporter(const PackReporter&) = delete;
    PackReporter& operator=(const PackReporter&) = delete;

    /// `note` queues an event of this BMS.
    void watch(const BmsSystem& system, std::function<void(Event)> note);
    void watch_chain(ChainTiming& chain) { chain_ = &chain; }
    void take_data_out(std::uint8_t byte, Ticks complete) { framer_.take(byte, complete); }
    void take_app_reply(std::uint8_t byte, Ticks complete);

    FirmwareTraces& traces() { return traces_; }

    /// When the next message of the chain reached OUT, or firmware wrote its next record, or the
    /// next frame was complete; `never`: all have been shown.
    Ticks next_message() const;
    Ticks next_frame() const {
        return frames_said_.empty() ? never : frames_said_.front().complete;
    }
    /// From now on the signals show that message, or record.
    void show_message();
    /// And that frame.
    std::vector<std::uint8_t> show_frame();
    /// No further message until `now`.
    void show_silence(Ticks now);
    void note_contacts(Ticks now);
    /// At a barrier.
    Sample sample(Ticks now) const;
    /// Between two.
    Sample look(Ticks now) const;

    /// The newest frame with a good checksum.
    const std::optional<DataOutFrame>& newest_frame() const { return newest_frame_; }
    Ticks newest_frame_time() const { return newest_frame_time_; }
    int frames() const { return frames_; }
    /// Frames with a wrong checksum or a wrong length.
    int bad_frames() const { return bad_frames_ + framer_.broken_frames(); }

private:
    struct Said {
        Ticks complete;
        std::vector<std::uint8_t> frame;
    };

    void note(Ticks when, const char* path, const char* what, const std::string& detail) const;

    const BmsSystem* system_ = nullptr;
    ChainTiming* chain_ = nullptr;
    FirmwareTraces traces_;
    std::function<void(Event)> note_;
    DataOutFramer framer_{[this](Ticks complete, const std::vector<std::uint8_t>& frame) {
        frames_said_.push_back({complete, frame});
    }};
    std::deque<Said> frames_said_;
    std::optional<DataOutFrame> newest_frame_;
    Ticks newest_frame_time_ = 0;
    int frames_ = 0;
    int bad_frames_ = 0;
    std::string app_reply_;
    bool charge_contact_ = false;
    bool load_contact_ = false;
};

}  // namespace cellchain::system
