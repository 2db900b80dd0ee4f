#include "sim/live/happening.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "firmware_glue/hal/cellhal.h"
#include "sim/live/heard_message.h"

namespace cellchain::live {

namespace {

// More than a screen shows and more than 255 boards can have under way.
constexpr std::size_t most_kept = 2048;

std::string describe_heard(const Happening& heard) {
    std::string text = fmt::format("board {} hears 0x{:02x}", heard.board, heard.byte);
    if ((heard.errors & HAL_UART_ERR_FRAMING) != 0) {
        text += " with a framing error";
    }
    if ((heard.errors & HAL_UART_ERR_OVERRUN) != 0) {
        text += " behind a lost byte";
    }
    text += heard.place
                ? fmt::format(", byte {}: {}", *heard.place, field_of_chain_message(*heard.place))
                : ", behind the end of a message";
    if (heard.verdict) {
        text += fmt::format("; message {}", results::name_of(*heard.verdict));
    }
    return text;
}

}  // namespace

std::string describe(const Happening& happening) {
    switch (happening.kind) {
        case Happening::Kind::chain_sent:
            return fmt::format("board {} sends 0x{:02x}", happening.board, happening.byte);
        case Happening::Kind::data_out_sent:
            return fmt::format("data_out sends 0x{:02x}", happening.byte);
        case Happening::Kind::chain_heard:
            return describe_heard(happening);
        case Happening::Kind::pin:
            return happening.text + (happening.byte != 0 ? " on" : " off");
        case Happening::Kind::event:
            break;
    }
    return happening.text;
}

void HappeningLog::note(Happening happening) {
    const auto place =
        std::upper_bound(happenings_.begin(), happenings_.end(), happening.time,
                         [](Ticks time, const Happening& other) { return time < other.time; });
    happenings_.insert(place, std::move(happening));
    if (happenings_.size() > most_kept) {
        happenings_.pop_front();
        ++forgotten_;
    }
}

RecentHappenings HappeningLog::take(Ticks now, std::size_t most) {
    const auto later =
        std::find_if(happenings_.begin(), happenings_.end(),
                     [now](const Happening& happening) { return happening.time > now; });
    const auto count = static_cast<std::size_t>(later - happenings_.begin());
    RecentHappenings recent;
    const std::size_t shown = std::min(count, most);
    recent.earlier = std::exchange(forgotten_, 0) + count - shown;
    recent.newest.assign(later - static_cast<std::ptrdiff_t>(shown), later);
    happenings_.erase(happenings_.begin(), later);
    return recent;
}

}  // namespace cellchain::live
