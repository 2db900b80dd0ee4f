#include "sim/system/run_reporter.h"

#include <algorithm>
#include <tuple>

#include "sim/system/bms_system.h"
#include "sim/system/chain_timing.h"

namespace cellchain::system {

// Before a frame the messages that came before it: observers see both in order of time.
void RunReporter::tell_messages(Ticks until) {
    while (chain_ != nullptr && chain_->advance(until))
        for (RunObserver* observer : observers_)
            observer->at_chain_message(chain_->newest_arrival());
}

void RunReporter::take_frame(Ticks complete, const std::vector<std::uint8_t>& frame) {
    tell_messages(complete);
    const auto decoded = decode_data_out(frame);
    ++(decoded ? frames_ : bad_frames_);
    if (decoded) {
        newest_frame_ = decoded;
        newest_frame_time_ = complete;
    } else {
        note({complete, "out.data_out", "checksum_wrong", ""});
    }
    for (RunObserver* observer : observers_)
        observer->at_data_out(complete, frame);
}

void RunReporter::take_app_reply(std::uint8_t byte, Ticks complete) {
    // A firmware may send for ever without ending a line: a long one is told in pieces.
    constexpr std::size_t longest_reply = 4096;
    if (byte != '\n')
        app_reply_ += static_cast<char>(byte);
    if (byte != '\n' && app_reply_.size() < longest_reply)
        return;
    note({complete, "app", "reply", app_reply_});
    app_reply_.clear();
}

void RunReporter::take_in_data_out(std::uint8_t byte, Ticks complete) {
    for (RunObserver* observer : observers_)
        observer->at_in_data_out(complete, byte);
}

void RunReporter::note_contacts(Ticks now) {
    const auto look = [this, now](bool& known, bool present, const char* path) {
        if (known == present)
            return;
        known = present;
        if (chain_ != nullptr)
            chain_->at_relay_moved(now);
        note({now, path, present ? "allowed" : "not_allowed", ""});
    };
    look(charge_contact_, system_->charge_contact.read(), "out.charge_contact");
    look(load_contact_, system_->load_contact.read(), "out.load_contact");
}

Sample RunReporter::sample(Ticks now) const {
    const parts::Battery& battery = system_->battery;
    Sample sample;
    sample.time = now;
    sample.pack_voltage = battery.voltage();
    sample.pack_current = battery.current();
    sample.soc_true = battery.state_of_charge();
    sample.soc_firmware = newest_frame_ ? newest_frame_->state_of_charge : 0.0;
    sample.cell_voltage_min = battery.cell_voltage(0);
    sample.cell_voltage_max = sample.cell_voltage_min;
    for (int i = 1; i < battery.count(); ++i) {
        const Volts voltage = battery.cell_voltage(i);
        sample.cell_voltage_min = std::min(sample.cell_voltage_min, voltage);
        sample.cell_voltage_max = std::max(sample.cell_voltage_max, voltage);
    }
    sample.charge_contact = charge_contact_;
    sample.load_contact = load_contact_;
    return sample;
}

// Of the battery as it is between two barriers.
Sample RunReporter::look(Ticks now) const {
    const parts::Battery& battery = system_->battery;
    Sample present = sample(now);
    present.pack_voltage = battery.voltage(now);
    present.soc_true = battery.state_of_charge(now);
    present.cell_voltage_min = battery.cell_voltage(0, now);
    present.cell_voltage_max = present.cell_voltage_min;
    for (int i = 1; i < battery.count(); ++i) {
        const Volts voltage = battery.cell_voltage(i, now);
        present.cell_voltage_min = std::min(present.cell_voltage_min, voltage);
        present.cell_voltage_max = std::max(present.cell_voltage_max, voltage);
    }
    return present;
}

bool RunReporter::at_barrier(Ticks now) {
    tell_messages(now);
    note_contacts(now);
    tell(sample(now));
    return false;
}

void RunReporter::tell_end(Ticks now) {
    tell_messages(now);
    note_contacts(now);
    tell(look(now));
}

void RunReporter::tell(const Sample& present) {
    const Ticks now = present.time;
    // Boards run ahead one after the other, so their events come in no order of time.
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
        return std::tie(a.time, a.path) < std::tie(b.time, b.path);
    });
    const auto later = std::partition_point(events_.begin(), events_.end(),
                                            [now](const Event& e) { return e.time <= now; });
    for (auto event = events_.begin(); event != later; ++event)
        for (RunObserver* observer : observers_)
            observer->at_event(*event);
    events_.erase(events_.begin(), later);
    for (RunObserver* observer : observers_)
        observer->at_barrier(present);
}

}  // namespace cellchain::system
