#include "sim/system/pack_reporter.h"

#include <algorithm>
#include <utility>

#include "sim/system/bms_system.h"
#include "sim/system/chain_timing.h"

namespace cellchain::system {

void PackReporter::watch(const BmsSystem& system, std::function<void(Event)> note) {
    system_ = &system;
    note_ = std::move(note);
}

void PackReporter::note(Ticks when, const char* path, const char* what,
                        const std::string& detail) const {
    note_({when, system_->prefix + path, what, detail});
}

void PackReporter::take_app_reply(std::uint8_t byte, Ticks complete) {
    // A firmware may send for ever without ending a line: a long one is told in pieces.
    constexpr std::size_t longest_reply = 4096;
    if (byte != '\n')
        app_reply_ += static_cast<char>(byte);
    if (byte != '\n' && app_reply_.size() < longest_reply)
        return;
    note(complete, "app", "reply", app_reply_);
    app_reply_.clear();
}

Ticks PackReporter::next_message() const {
    return std::min(chain_ == nullptr ? never : chain_->next(), traces_.next());
}

void PackReporter::show_message() {
    if (traces_.next() == next_message())
        traces_.show_next();
    else
        chain_->advance(chain_->next());
}

void PackReporter::show_silence(Ticks now) {
    if (chain_ != nullptr)
        chain_->advance(now);
}

std::vector<std::uint8_t> PackReporter::show_frame() {
    Said said = std::move(frames_said_.front());
    frames_said_.pop_front();
    const auto decoded = decode_data_out(said.frame);
    ++(decoded ? frames_ : bad_frames_);
    if (decoded) {
        newest_frame_ = decoded;
        newest_frame_time_ = said.complete;
    } else {
        note(said.complete, "out.data_out", "checksum_wrong", "");
    }
    return std::move(said.frame);
}

void PackReporter::note_contacts(Ticks now) {
    const auto look = [this, now](bool& known, bool present, const char* path) {
        if (known == present)
            return;
        known = present;
        if (chain_ != nullptr)
            chain_->at_relay_moved(now);
        note(now, path, present ? "allowed" : "not_allowed", "");
    };
    look(charge_contact_, system_->charge_contact.read(), "out.charge_contact");
    look(load_contact_, system_->load_contact.read(), "out.load_contact");
}

Sample PackReporter::sample(Ticks now) const {
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
Sample PackReporter::look(Ticks now) const {
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

}  // namespace cellchain::system
