#include "sim/system/firmware_shelf.h"

#include <fmt/format.h>

namespace cellchain::system {

std::vector<scenario::FirmwareCounters> FirmwareShelf::counters() const {
    std::vector<scenario::FirmwareCounters> all;
    for (const auto& [key, image] : images_) {
        const host::Role role = std::get<host::Role>(key);
        const std::filesystem::path& file = image.file();
        const auto coverage = image.coverage();
        if (!coverage)
            throw host::FirmwareError(
                fmt::format("{}: was not built for coverage\n  hint: firmware_glue/README.md tells "
                            "how; the reference's build for it is in firmware_coverage/",
                            file.string()));
        all.push_back({host::role_name(static_cast<std::uint8_t>(role)), file, coverage->values()});
    }
    return all;
}

}  // namespace cellchain::system
