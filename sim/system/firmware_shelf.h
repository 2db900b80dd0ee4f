#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <list>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "firmware_glue/host/firmware.h"
#include "sim/scenario/firmware_counters.h"

namespace cellchain::system {

/// Every firmware file of a run, loaded once: boards of several chains share an image as those of
/// one chain do, since a file's memory exists once, however often it is asked for. Or, for a board
/// that wants one, loaded from a copy of its own.
class FirmwareShelf {
public:
    FirmwareShelf() = default;
    ~FirmwareShelf();
    FirmwareShelf(const FirmwareShelf&) = delete;
    FirmwareShelf& operator=(const FirmwareShelf&) = delete;

    /// Throws host::FirmwareError.
    host::FirmwareImage& image(const std::filesystem::path& file, host::Role role);
    /// The same out of a file with this name, which exists as long as the shelf does: a debugger
    /// knows the board by it.
    host::FirmwareImage& private_copy(const std::filesystem::path& file, host::Role role,
                                      const std::string& name);

    /// What every firmware has counted. Throws host::FirmwareError for one that cannot.
    std::vector<scenario::FirmwareCounters> counters() const;

private:
    // As the loader tells files apart: two links to one file are one object in memory.
    using Key = std::tuple<dev_t, ino_t, host::Role>;
    std::map<Key, host::FirmwareImage> images_;
    std::list<host::FirmwareImage> copies_;
    std::filesystem::path folder_;  // of the copies
};

}  // namespace cellchain::system
