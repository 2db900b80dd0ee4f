#include "sim/system/run_reporter.h"

#include <algorithm>
#include <tuple>

#include "sim/system/installation.h"

namespace cellchain::system {

RunReporter::RunReporter(const sc_core::sc_module_name& name, std::size_t packs) : sc_module(name) {
    for (std::size_t i = 0; i < packs; ++i)
        packs_.push_back(std::make_unique<PackReporter>());
}

void RunReporter::watch(const Installation& installation) {
    for (std::size_t i = 0; i < packs_.size(); ++i)
        packs_[i]->watch(*installation.packs[i],
                         [this, i](Event event) { note(i, std::move(event)); });
}

void RunReporter::note(std::size_t pack, Event event) {
    event.pack = pack;
    events_.push_back(std::move(event));
}

void RunReporter::take_in_data_out(std::size_t pack, std::uint8_t byte, Ticks complete) {
    for (const Listed& listed : observers_)
        if (listed.wants(pack))
            listed.observer->at_in_data_out(complete, byte);
}

// Each time the earliest, a message before a frame: observers see all of them in order of time.
void RunReporter::tell_messages_and_frames(Ticks now) {
    while (true) {
        Ticks first = never;
        std::size_t whose = 0;
        bool is_message = false;
        for (const bool messages : {true, false}) {
            for (std::size_t i = 0; i < packs_.size(); ++i) {
                const Ticks next = messages ? packs_[i]->next_message() : packs_[i]->next_frame();
                if (next >= first)
                    continue;
                first = next;
                whose = i;
                is_message = messages;
            }
        }
        if (first > now)
            return;
        if (is_message)
            tell_message(whose, first);
        else
            tell_frame(whose, first);
    }
}

void RunReporter::tell_message(std::size_t pack, Ticks complete) {
    packs_[pack]->show_message();
    for (const Listed& listed : observers_)
        if (listed.wants(pack))
            listed.observer->at_chain_message(complete);
}

void RunReporter::tell_frame(std::size_t pack, Ticks complete) {
    for (auto& each : packs_)
        each->show_silence(complete);
    const std::vector<std::uint8_t> frame = packs_[pack]->show_frame();
    for (const Listed& listed : observers_)
        if (listed.wants(pack))
            listed.observer->at_data_out(complete, frame);
}

void RunReporter::tell_events(Ticks now) {
    // Boards run ahead one after the other, so their events come in no order of time.
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
        return std::tie(a.time, a.path) < std::tie(b.time, b.path);
    });
    const auto later = std::partition_point(events_.begin(), events_.end(),
                                            [now](const Event& e) { return e.time <= now; });
    for (auto event = events_.begin(); event != later; ++event)
        for (const Listed& listed : observers_)
            if (listed.wants(event->pack))
                listed.observer->at_event(*event);
    events_.erase(events_.begin(), later);
}

void RunReporter::tell_happenings(Ticks now) {
    tell_messages_and_frames(now);
    for (auto& pack : packs_) {
        pack->show_silence(now);
        pack->note_contacts(now);
    }
    tell_events(now);
}

void RunReporter::tell_samples() {
    for (const Listed& listed : observers_)
        listed.observer->at_barrier(samples_[listed.pack.value_or(0)]);
}

bool RunReporter::at_barrier(Ticks now) {
    tell_happenings(now);
    samples_.clear();
    for (const auto& pack : packs_)
        samples_.push_back(pack->sample(now));
    tell_samples();
    return false;
}

void RunReporter::tell_end(Ticks now) {
    tell_happenings(now);
    samples_.clear();
    for (const auto& pack : packs_)
        samples_.push_back(pack->look(now));
    tell_samples();
}

}  // namespace cellchain::system
