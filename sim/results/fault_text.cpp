#include "sim/results/fault_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/results/number_text.h"
#include "sim/results/summary_writer.h"

namespace cellchain::results {

namespace {

const char* role_of(int board, int cells) {
    if (board == 1) {
        return "in";
    }
    return board == cells ? "out" : "cell";
}

std::string firmware_of(const RunReport& report, const parts::BoardFault& fault) {
    const auto runs_it = [&fault](const system::FirmwareInUse& firmware) {
        return firmware.chain == fault.chain &&
               std::binary_search(firmware.numbers.begin(), firmware.numbers.end(), fault.board);
    };
    const auto found = std::find_if(report.firmware.begin(), report.firmware.end(), runs_it);
    return found == report.firmware.end() ? "?" : found->name;
}

std::string calls_of(const parts::BoardFault& fault) {
    if (fault.calls.empty()) {
        return fmt::format("last calls add --trace-hal {} to that command\n", fault.board);
    }
    return "last calls\n" + fault.calls;
}

}  // namespace

std::string fault_text(const RunReport& report) {
    std::string text;
    for (const parts::BoardFault& fault : report.firmware_faults) {
        const scenario::Bms& bms = report.scenario.packs[static_cast<std::size_t>(fault.chain)];
        const std::string role = role_of(fault.board, bms.chain.cells);
        std::string time;
        append_seconds(time, fault.when);
        fmt::format_to(std::back_inserter(text),
                       "{}\n"
                       "board      {} of {}{}, role {}\n"
                       "firmware   {}\n"
                       "handler    {}\n"
                       "time       {} s\n"
                       "results    {}\n"
                       "to repeat  {}\n"
                       "{}"
                       "{}\n",
                       fault.text, fault.board, bms.chain.cells,
                       bms.name.empty() ? "" : " of " + bms.name, role, firmware_of(report, fault),
                       fault.handler, time, (report.directory / "").string(),
                       shell_command(report.repeat_command), calls_of(fault), fault.state);
    }
    return text;
}

}  // namespace cellchain::results
