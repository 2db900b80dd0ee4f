#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <tuple>
#include <vector>

#include "firmware_glue/host/firmware.h"
#include "sim/scenario/firmware_counters.h"

namespace cellchain::system {

/// Every firmware file of a run, loaded once: boards of several chains share an image as those of
/// one chain do, since a file's memory exists once, however often it is asked for.
class FirmwareShelf {
public:
    /// Throws host::FirmwareError.
    host::FirmwareImage& image(const std::filesystem::path& file, host::Role role) {
        // As the loader tells files apart: two links to one file are one object in memory.
        struct stat status {};
        ::stat(file.c_str(), &status);
        const Key key{status.st_dev, status.st_ino, role};
        return images_.try_emplace(key, file, role).first->second;
    }

    /// What every firmware has counted. Throws host::FirmwareError for one that cannot.
    std::vector<scenario::FirmwareCounters> counters() const;

private:
    using Key = std::tuple<dev_t, ino_t, host::Role>;
    std::map<Key, host::FirmwareImage> images_;
};

}  // namespace cellchain::system
