#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "firmware_glue/hal/cellcore_abi.h"

namespace cellchain::host {

/// A program for a board's microcontroller, which a plug-in runs instruction by instruction.
///
/// The plug-in lies beside the program, or where the loader looks.
class CoreProgram {
public:
    /// Whether the file is a program for an AVR.
    static bool is_one(const std::filesystem::path& file);

    /// Throws FirmwareError.
    explicit CoreProgram(const std::filesystem::path& file);

    const cellcore_program& offered() const { return *program_; }
    /// After a fault: what the microcontroller was at, as lines.
    std::string state_text() const;

private:
    struct Plugin {
        void operator()(void* library) const;
    };
    struct Unloader {
        void (*unload)(const cellcore_program*);
        void operator()(const cellcore_program* program) const { unload(program); }
    };
    std::unique_ptr<void, Plugin> plugin_;
    std::unique_ptr<const cellcore_program, Unloader> program_;
};

}  // namespace cellchain::host
