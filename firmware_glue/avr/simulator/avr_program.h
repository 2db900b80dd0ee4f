#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "firmware_glue/avr/program_identity.h"

namespace cellchain::avr {

/// A file that cannot be run; the text goes behind its name.
class ProgramError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A program for a board's microcontroller, as its linker left it.
///
/// Source  ELF32 for the AVR: what is to be in flash lies at the segments' physical addresses below
///         0x800000, the initial values of variables included.
struct AvrProgram {
    program_identity identity{};
    std::vector<std::uint8_t> flash;
    std::map<std::uint32_t, std::string> functions;  ///< by address in flash; none if stripped

    /// "hal_uart_put+0x12", or "?" where nothing is known.
    std::string name_of(std::uint32_t address) const;
};

/// Throws ProgramError.
AvrProgram read_program(const std::string& file);

}  // namespace cellchain::avr
