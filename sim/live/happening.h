#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "models/units/ticks.h"
#include "sim/results/hop_message.h"

namespace cellchain::live {

/// Something that happened on a line, at a pin or to a part, as a person follows it. Boards count
/// from 1, the IN board.
struct Happening {
    enum class Kind {
        chain_sent,     ///< a start edge on the chain
        data_out_sent,  ///< a start edge on the extended data output
        chain_heard,    ///< the firmware was handed a byte
        pin,            ///< the firmware wrote an output
        event           ///< anything else: contacts, switches, the app
    };

    Ticks time = 0;
    Kind kind = Kind::event;
    int board = 0;
    std::uint8_t byte = 0;     ///< a pin: its level
    std::uint8_t errors = 0;   ///< chain_heard: HAL_UART_ERR_...
    std::optional<int> place;  ///< chain_heard: of the byte in its message, from 0
    std::optional<results::MessageVerdict> verdict;  ///< chain_heard: when it is a message's last
    std::string text;                                ///< a pin's name; an event's whole text
};

/// Without the time: "board 2 hears 0x01, byte 0: position".
std::string describe(const Happening& happening);

/// The newest of what happened between two looks, in order of time.
struct RecentHappenings {
    std::size_t earlier = 0;  ///< so many more came before
    std::vector<Happening> newest;
};

/// Keeps what happens until somebody looks.
class HappeningLog {
public:
    /// In any order; a board's firmware acts a little ahead of the kernel's time.
    void note(Happening happening);
    /// What has happened up to `now` and was not taken before, of that the newest `most`.
    RecentHappenings take(Ticks now, std::size_t most);

private:
    std::deque<Happening> happenings_;
    std::size_t forgotten_ = 0;
};

}  // namespace cellchain::live
