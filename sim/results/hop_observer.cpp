#include "sim/results/hop_observer.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace cellchain::results {

namespace {

// A firmware that never stops sending must not fill the memory: its message is cut into pieces.
constexpr std::size_t longest_piece = 255;

}  // namespace

void HopObserver::advance(Ticks now, const Identify& identify, std::vector<HopMessage>& finished) {
    if (begun_.size() > 1) {
        begun_.erase(begun_.begin(), begun_.end() - 1);
    }
    for (; !told_sent_.empty() && told_sent_.front().start_edge < now; told_sent_.pop_front()) {
        send(told_sent_.front(), identify);
    }
    for (; !told_heard_.empty() && told_heard_.front().complete < now; told_heard_.pop_front()) {
        hear(told_heard_.front());
    }
    finish_heard(now, finished);
    finish_sent(now, finished);
}

void HopObserver::send(const physics::ByteOnWire& byte, const Identify& identify) {
    const Ticks start = byte.start_edge;
    const Ticks end = byte.edge(physics::bits_per_frame);
    if (!last_start_ || start > *last_start_ + silence_) {
        const auto gap = last_start_ ? std::optional(start - last_end_) : std::nullopt;
        sent_.push_back({identify(start), start, gap, start, end});
    } else {
        assert(!sent_.empty());  // told after the barrier behind it
        sent_.back().last_start = start;
        sent_.back().last_end = end;
    }
    last_start_ = start;
    last_end_ = end;
}

HopObserver::Sent* HopObserver::sent_at(Ticks complete) {
    const auto newest = std::find_if(sent_.rbegin(), sent_.rend(), [complete](const Sent& sent) {
        return sent.first_start <= complete;
    });
    if (newest == sent_.rend() || complete > newest->last_start + silence_) {
        return nullptr;
    }
    return &*newest;
}

void HopObserver::hear(const HeardByte& byte) {
    Sent* const sent = sent_at(byte.complete);
    if (sent != nullptr) {
        sent->is_heard = true;
    }
    const bool follows = !heard_.empty() && byte.complete <= heard_.back().message.end + silence_;
    if (!follows || heard_.back().message.bytes.size() == longest_piece) {
        begin_heard(byte.complete, sent, follows);
    }
    Heard& heard = heard_.back();
    heard.message.end = byte.complete;
    heard.message.bytes.push_back(byte.byte);
    heard.errors |= byte.errors;
}

void HopObserver::begin_heard(Ticks complete, Sent* sent, bool continues) {
    heard_.push_back({message_of(sent), 0, continues});
    begun_.push_back({complete, sent == nullptr ? MessageIdentity{} : sent->identity});
    if (sent != nullptr) {
        sent->has_message = true;
    }
}

MessageIdentity HopObserver::newest_heard(Ticks when) const {
    const auto newest = std::find_if(begun_.rbegin(), begun_.rend(),
                                     [when](const Begun& begun) { return begun.complete <= when; });
    return newest == begun_.rend() ? MessageIdentity{} : newest->identity;
}

void HopObserver::finish_heard(Ticks now, std::vector<HopMessage>& finished) {
    for (; !heard_.empty() && heard_.front().message.end + silence_ < now; heard_.pop_front()) {
        heard_.front().message.verdict = verdict_on(heard_.front());
        finished.push_back(std::move(heard_.front().message));
    }
}

void HopObserver::finish_sent(Ticks now, std::vector<HopMessage>& finished) {
    for (; !sent_.empty() && sent_.front().last_start + silence_ < now; sent_.pop_front()) {
        const Sent& sent = sent_.front();
        if (sent.has_message) {
            continue;
        }
        HopMessage message = message_of(&sent);
        message.end = sent.last_end;
        message.verdict = sent.is_heard ? MessageVerdict::merged : MessageVerdict::not_received;
        finished.push_back(std::move(message));
    }
}

MessageVerdict HopObserver::verdict_on(const Heard& heard) const {
    if (heard.continues) {
        return MessageVerdict::too_long;
    }
    return line_ == Line::chain ? judge_chain_message(heard.message.bytes, heard.errors)
                                : judge_data_out_frame(heard.message.bytes);
}

HopMessage HopObserver::message_of(const Sent* sent) const {
    HopMessage message;
    message.line = line_;
    message.from_board = from_board_;
    if (sent == nullptr) {
        return message;
    }
    message.number = sent->identity.number;
    if (message.number > 0) {
        message.left_in = sent->identity.left_in;
    }
    message.first_start_edge = sent->first_start;
    message.gap = sent->gap;
    return message;
}

}  // namespace cellchain::results
