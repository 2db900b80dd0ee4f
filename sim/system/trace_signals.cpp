#include "sim/system/trace_signals.h"

#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

namespace cellchain::system {

namespace {

struct Member {
    const char* name;
    const char* description;
    double (*read)(const FirmwareTraces::Record&);
};

constexpr std::array members{
    Member{"trace", "first value of its firmware's newest hal_trace(ID, ...); 0 before",
           [](const FirmwareTraces::Record& record) { return double{1.0} * record.a; }},
    Member{"trace_b", "the second value of that",
           [](const FirmwareTraces::Record& record) { return double{1.0} * record.b; }},
    Member{"trace_count", "how often its firmware has called hal_trace(ID, ...)",
           [](const FirmwareTraces::Record& record) { return static_cast<double>(record.count); }},
};

/// Takes `text` off the front; false where something else stands there.
bool take(std::string_view& from, std::string_view text) {
    if (from.substr(0, text.size()) != text)
        return false;
    from.remove_prefix(text.size());
    return true;
}

std::optional<int> take_number(std::string_view& from, int least, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(from.data(), from.data() + from.size(), number);
    if (error != std::errc() || number < least || number > most)
        return std::nullopt;
    from.remove_prefix(static_cast<std::size_t>(end - from.data()));
    return number;
}

}  // namespace

void add_traces(signals::SignalTree& tree, const std::string& prefix, int boards,
                FirmwareTraces& traces) {
    for (const Member& member : members) {
        const auto make = [prefix, boards, member,
                           &traces](const std::string& name) -> std::optional<signals::Signal> {
            constexpr int most_ids = std::numeric_limits<std::uint16_t>::max();
            std::string_view rest = name;
            if (!take(rest, prefix + "board["))
                return std::nullopt;
            const auto board = take_number(rest, 1, boards);
            if (!board || !take(rest, std::string("].") + member.name + "["))
                return std::nullopt;
            const auto number = take_number(rest, 0, most_ids);
            if (!number || rest != "]")
                return std::nullopt;
            const auto id = static_cast<std::uint16_t>(*number);
            const auto watch = [&traces, at = *board, id] { traces.watch(at, id); };
            signals::Signal signal{name, "1", member.description,
                                   [&traces, at = *board, id, read = member.read] {
                                       return read(traces.newest(at, id));
                                   },
                                   watch};
            signal.as_of_barrier = true;
            return signal;
        };
        tree.add_open({prefix + "board[1]." + member.name + "[ID]", "1",
                       std::string(member.description) + "; any board and ID", [] { return 0.0; }},
                      make);
    }
}

}  // namespace cellchain::system
