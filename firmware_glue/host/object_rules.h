#pragma once

#include <filesystem>
#include <string>

#include "firmware_glue/host/elf_file.h"

namespace cellchain::host {

/// What keeps a shared object from being a firmware, as it lies in its file: how it was compiled
/// and linked, and what it uses. One line each and a hint below it, which names the flag to add;
/// empty where there is nothing. Nothing of the object is run.
std::string breaches_of_object_rules(const std::filesystem::path& file, const ElfFile& object);

}  // namespace cellchain::host
