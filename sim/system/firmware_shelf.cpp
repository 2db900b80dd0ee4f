#include "sim/system/firmware_shelf.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <system_error>

namespace cellchain::system {

namespace {

std::filesystem::path new_folder() {
    std::string name = "/tmp/cellchain_firmware_XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), name);
    return name;
}

}  // namespace

FirmwareShelf::~FirmwareShelf() {
    std::error_code ignored;  // what is left in /tmp harms nobody
    if (!folder_.empty())
        std::filesystem::remove_all(folder_, ignored);
}

host::FirmwareImage& FirmwareShelf::image(const std::filesystem::path& file, host::Role role) {
    struct stat status {};
    ::stat(file.c_str(), &status);
    const Key key{status.st_dev, status.st_ino, role};
    return images_.try_emplace(key, file, role).first->second;
}

host::FirmwareImage& FirmwareShelf::private_copy(const std::filesystem::path& file, host::Role role,
                                                 const std::string& name) {
    image(file, role);  // what is wrong with it is told of the file that was named
    if (folder_.empty())
        folder_ = new_folder();
    std::filesystem::copy_file(file, folder_ / name);
    return copies_.emplace_back(folder_ / name, role);
}

std::vector<scenario::FirmwareCounters> FirmwareShelf::counters() const {
    std::vector<scenario::FirmwareCounters> all;
    if (!copies_.empty())
        throw host::FirmwareError(
            "what private copies of a firmware reach is not counted\n  hint: leave out "
            "--firmware-copies");
    std::map<std::filesystem::path, std::pair<host::Role, const host::FirmwareImage*>> by_name;
    for (const auto& [key, image] : images_)
        by_name[image.file()] = {std::get<host::Role>(key), &image};
    for (const auto& [file, of_file] : by_name) {
        const auto& [role, image] = of_file;
        const auto coverage = image->coverage();
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
