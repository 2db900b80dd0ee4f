#pragma once

#include <filesystem>
#include <map>
#include <utility>

#include "firmware_glue/host/firmware.h"

namespace cellchain::system {

/// Every firmware file of a run, loaded once: boards of several chains share an image as those of
/// one chain do, since a file's memory exists once, however often it is asked for.
class FirmwareShelf {
public:
    /// Throws host::FirmwareError.
    host::FirmwareImage& image(const std::filesystem::path& file, host::Role role) {
        const auto key = std::pair(std::filesystem::weakly_canonical(file), role);
        return images_.try_emplace(key, file, role).first->second;
    }

private:
    std::map<std::pair<std::filesystem::path, host::Role>, host::FirmwareImage> images_;
};

}  // namespace cellchain::system
