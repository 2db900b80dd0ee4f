#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sim/results/output_file.h"

namespace cellchain::results {

/// The folder that one run fills. Throws WriteError.
class RunDirectory {
public:
    /// Makes the folder and removes what an earlier run left in it; other files stay.
    explicit RunDirectory(std::filesystem::path directory);

    const std::filesystem::path& path() const { return directory_; }

    std::unique_ptr<OutputFile> open(const std::string& name) const;
    /// A whole file at once.
    void write(const std::string& name, const std::string& text) const;

private:
    std::filesystem::path directory_;
};

}  // namespace cellchain::results
