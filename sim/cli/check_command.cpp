#include "sim/cli/check_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/read_scenario.h"

namespace cellchain::cli {

int check_command(const std::vector<std::string>& words) {
    const CheckOptions options = parse_check_options(words);
    if (options.help) {
        print(check_help);
        return passed;
    }
    int status = passed;
    for (const std::filesystem::path& file : options.files) {
        try {
            scenario::read_scenario(file);
            print(file.string() + ": good\n");
        } catch (const scenario::InputError& error) {
            fmt::print(stderr, "{}\n", error.what());
            status = bad_input;
        }
    }
    return status;
}

}  // namespace cellchain::cli
