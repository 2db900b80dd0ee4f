#include "sim/cli/schema_command.h"

#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/scenario/scenario_schema.h"

namespace cellchain::cli {

int schema_command(const std::vector<std::string>& words) {
    if (parse_schema_options(words).help) {
        print(schema_help);
        return passed;
    }
    print(scenario::scenario_schema().dump(1) + "\n");
    return passed;
}

}  // namespace cellchain::cli
