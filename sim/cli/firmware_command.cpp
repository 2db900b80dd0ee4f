#include "sim/cli/firmware_command.h"

#include <fmt/format.h>

#include "firmware_glue/host/file_hash.h"
#include "firmware_glue/host/firmware.h"
#include "sim/cli/exit_status.h"
#include "sim/cli/help_text.h"
#include "sim/cli/options.h"
#include "sim/cli/standard_output.h"

namespace cellchain::cli {

namespace {

std::string summary_of(const std::filesystem::path& file) {
    const host::FirmwareImage image(file);
    const cellfw& firmware = image.description();
    return fmt::format(
        "{}: good\n"
        "  role      {}\n"
        "  style     {}\n"
        "  name      {}\n"
        "  version   {}\n"
        "  contract  {}.{}\n"
        "  clock     {} Hz\n"
        "{}"
        "  state     {} bytes on each board\n"
        "  exports   cellfw_query\n"
        "  sha256    {}\n",
        file.string(), host::role_name(firmware.role), firmware.event != nullptr ? "event" : "main",
        firmware.name, firmware.version, firmware.major, firmware.minor, firmware.cpu_hz,
        image.needs_line() ? "  needs     the chain's lines as pins\n" : "", image.state_size(),
        host::file_hash(file));
}

}  // namespace

int firmware_command(const std::vector<std::string>& words) {
    const FirmwareOptions options = parse_firmware_options(words);
    if (options.help) {
        print(firmware_help);
        return passed;
    }
    int status = passed;
    for (const std::filesystem::path& file : options.files) {
        try {
            print(summary_of(file));
        } catch (const host::FirmwareError& error) {
            fmt::print(stderr, "{}\n", error.what());
            status = bad_input;
        }
    }
    return status;
}

}  // namespace cellchain::cli
