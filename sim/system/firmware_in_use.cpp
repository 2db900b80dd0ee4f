#include "sim/system/firmware_in_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/system/bms_system.h"

namespace cellchain::system {

namespace {

const char* role_of(int number, std::size_t boards) {
    if (number == 1)
        return "in";
    return number == static_cast<int>(boards) ? "out" : "cell";
}

/// "2..40,50"
std::string selection_text(const std::vector<int>& numbers) {
    std::string text;
    for (std::size_t first = 0, last = 0; first < numbers.size(); first = ++last) {
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
            ++last;
        text += text.empty() ? "" : ",";
        text += first == last ? fmt::format("{}", numbers[first])
                              : fmt::format("{}..{}", numbers[first], numbers[last]);
    }
    return text;
}

}  // namespace

std::vector<FirmwareInUse> firmware_in_use(const BmsSystem& bms) {
    struct Group {
        const BoardFirmware* firmware;
        std::vector<int> numbers;
    };
    std::vector<Group> groups;
    for (std::size_t i = 0; i < bms.firmware.size(); ++i) {
        const BoardFirmware& firmware = bms.firmware[i];
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.firmware->file == firmware.file &&
                   group.firmware->is_its_own == firmware.is_its_own;
        });
        Group& group = same != groups.end() ? *same : groups.emplace_back(Group{&firmware, {}});
        group.numbers.push_back(static_cast<int>(i) + 1);
    }
    std::vector<FirmwareInUse> in_use;
    for (Group& group : groups) {
        const cellfw& description = group.firmware->image->description();
        in_use.push_back(
            {bms.prefix + (group.firmware->is_its_own
                               ? fmt::format("board[{}]", selection_text(group.numbers))
                               : role_of(group.numbers.front(), bms.firmware.size())),
             fmt::format("{} {}", description.name, description.version), bms.chain,
             std::move(group.numbers)});
    }
    return in_use;
}

}  // namespace cellchain::system
