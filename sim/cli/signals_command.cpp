#include "sim/cli/signals_command.h"

#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/prepared_scenario.h"
#include "sim/cli/signal_text.h"
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
    print(signal_table(run.signal_tree().all()));
    return passed;
}

}  // namespace cellchain::cli
