#pragma once

#include <filesystem>
#include <string>

namespace cellchain::host {

/// SHA-256 of a file's bytes, as sha256sum prints it.
///
/// Source  FIPS 180-4, sections 4.1.2, 5 and 6.2.
std::string file_hash(const std::filesystem::path& file);

}  // namespace cellchain::host
