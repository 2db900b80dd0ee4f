#include <fmt/format.h>
#include <signal.h>

#include <cstdio>
#include <exception>
#include <string>
#include <systemc>
#include <vector>

#include "cellchain_version.h"
#include "firmware_glue/host/firmware.h"
#include "sim/cli/campaign_command.h"
#include "sim/cli/cell_command.h"
#include "sim/cli/certify_command.h"
#include "sim/cli/check_command.h"
#include "sim/cli/exit_status.h"
#include "sim/cli/firmware_command.h"
#include "sim/cli/help_text.h"
#include "sim/cli/run_command.h"
#include "sim/cli/schema_command.h"
#include "sim/cli/signals_command.h"
#include "sim/cli/standard_output.h"
#include "sim/cli/test_command.h"
#include "sim/cli/usage_error.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"

namespace cellchain::cli {

namespace {

int dispatch(const std::vector<std::string>& words) {
    if (words.empty()) {
        throw UsageError("no command");
    }
    const std::string& command = words[0];
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (command == "run") {
        return run_command(rest);
    }
    if (command == "test") {
        return test_command(rest);
    }
    if (command == "certify") {
        return certify_command(rest);
    }
    if (command == "campaign") {
        return campaign_command(rest);
    }
    if (command == "cell") {
        return cell_command(rest);
    }
    if (command == "check") {
        return check_command(rest);
    }
    if (command == "firmware") {
        return firmware_command(rest);
    }
    if (command == "schema") {
        return schema_command(rest);
    }
    if (command == "signals") {
        return signals_command(rest);
    }
    if (command == "--help" || command == "-h" || command == "help") {
        print(general_help);
        return passed;
    }
    if (command == "--version") {
        print(fmt::format("cellchain {}\n", version));
        return passed;
    }
    throw UsageError(fmt::format(
        "unknown {} \"{}\"{}", command[0] == '-' ? "option" : "command", command,
        scenario::did_you_mean(command, {"run", "test", "certify", "campaign", "cell", "check",
                                         "firmware", "schema", "signals", "--help", "--version"})));
}

int report(const std::exception& error, ExitStatus status) {
    fmt::print(stderr, "{}\n", error.what());
    return status;
}

/// Nothing thrown leaves this: an exception that escaped would exit as if a test had failed.
int run_program(const std::vector<std::string>& words) {
    try {
        return dispatch(words);
    } catch (const UsageError& error) {
        fmt::print(stderr, "cellchain: {}\n  hint: `cellchain --help` tells what there is\n",
                   error.what());
        return bad_input;
    } catch (const scenario::InputError& error) {
        return report(error, bad_input);
    } catch (const host::FirmwareError& error) {
        return report(error, bad_input);
    } catch (const std::exception& error) {
        return report(error, fault);
    }
}

}  // namespace

}  // namespace cellchain::cli

int sc_main(int count, char** words) {
    // A closed pipe is then an error of writing, which is told, and the results are complete.
    ::signal(SIGPIPE, SIG_IGN);
    sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
    return cellchain::cli::run_program({words + 1, words + count});
}

// The kernel's library has a main of its own, which prints its banner on the way to sc_main; the
// way round it is the environment, which nothing here reads or writes.
int main(int count, char** words) { return sc_main(count, words); }
