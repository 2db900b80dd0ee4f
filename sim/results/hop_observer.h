#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "models/physics/byte_on_wire.h"
#include "sim/results/hop_message.h"

namespace cellchain::results {

/// Which message of the IN board something belongs to; number 0: none.
struct MessageIdentity {
    std::uint64_t number = 0;
    Ticks left_in = 0;  ///< its first start edge on hop 1
};

/// Both ends of one hop: cuts bytes sent and bytes heard into messages and brings them together.
///
/// A byte that begins (when sent) or is complete (when heard) more than `silence` after the one
/// before begins a message. What is heard belongs to the message that was being sent when its first
/// byte was complete; with silence on the wire by then, to none.
///
/// Bytes are kept until `advance` and taken in order of their own time only, so it does not matter
/// how far ahead either end has been told.
class HopObserver {
public:
    /// The identity of a message whose first start edge leaves the sender at that instant.
    using Identify = std::function<MessageIdentity(Ticks first_start)>;

    HopObserver(Line line, int from_board, Ticks silence)
        : line_(line), from_board_(from_board), silence_(silence) {}

    /// In order of start edges.
    void take_sent(const physics::ByteOnWire& byte) { told_sent_.push_back(byte); }
    /// In order of completion; `errors`: HAL_UART_ERR_...
    void take_heard(Ticks complete, std::uint8_t byte, std::uint8_t errors) {
        told_heard_.push_back({complete, byte, errors});
    }

    /// All that begins or is complete before `now` has been told: appends to `finished` what has
    /// been followed by silence.
    void advance(Ticks now, const Identify& identify, std::vector<HopMessage>& finished);

    /// The message that the receiver has begun to hear last at `when`, which lies between the last
    /// two `now`.
    MessageIdentity newest_heard(Ticks when) const;

private:
    struct HeardByte {
        Ticks complete;
        std::uint8_t byte;
        std::uint8_t errors;
    };
    struct Sent {
        MessageIdentity identity;
        Ticks first_start;
        std::optional<Ticks> gap;
        Ticks last_start;
        Ticks last_end;
        bool is_heard = false;     // some of its bytes
        bool has_message = false;  // a heard message begins with one of them
    };
    struct Heard {
        HopMessage message;
        std::uint8_t errors = 0;
        bool continues = false;  // the piece before, without silence
    };
    struct Begun {
        Ticks complete;  // of the first byte
        MessageIdentity identity;
    };

    void send(const physics::ByteOnWire& byte, const Identify& identify);
    void hear(const HeardByte& byte);
    Sent* sent_at(Ticks complete);
    void begin_heard(Ticks complete, Sent* sent, bool continues);
    void finish_heard(Ticks now, std::vector<HopMessage>& finished);
    void finish_sent(Ticks now, std::vector<HopMessage>& finished);
    MessageVerdict verdict_on(const Heard& heard) const;
    HopMessage message_of(const Sent* sent) const;

    Line line_;
    int from_board_;
    Ticks silence_;
    std::deque<physics::ByteOnWire> told_sent_;
    std::deque<HeardByte> told_heard_;
    std::deque<Sent> sent_;     // oldest first, while something may still be heard of it
    std::deque<Heard> heard_;   // oldest first; the last one may still grow
    std::vector<Begun> begun_;  // the newest before the last `now`, and those since
    std::optional<Ticks> last_start_;
    Ticks last_end_ = 0;
};

}  // namespace cellchain::results
