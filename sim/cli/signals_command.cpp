#include "sim/cli/signals_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/prepared_scenario.h"
#include "sim/cli/standard_output.h"
#include "sim/system/system_run.h"

namespace cellchain::cli {

int signals_command(const std::vector<std::string>& words) {
    const RunOptions options = parse_signals_options(words);
    if (options.help) {
        print(signals_help);
        return passed;
    }
    const system::SystemRun run(prepare_scenario(options));
    const std::vector<const signals::Signal*> all = run.signal_tree().all();
    std::size_t name_width = 0;
    std::size_t unit_width = 0;
    for (const signals::Signal* signal : all) {
        name_width = std::max(name_width, signal->name.size());
        unit_width = std::max(unit_width, signal->unit.size());
    }
    std::string table;
    for (const signals::Signal* signal : all) {
        fmt::format_to(std::back_inserter(table), "{:<{}}  {:<{}}  {}\n", signal->name, name_width,
                       signal->unit, unit_width, signal->description);
    }
    print(table);
    return passed;
}

}  // namespace cellchain::cli
