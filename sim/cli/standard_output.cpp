#include "sim/cli/standard_output.h"

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>

namespace cellchain::cli {

void print(const std::string& text) {
    if (std::fputs(text.c_str(), stdout) == EOF || std::fflush(stdout) != 0) {
        throw std::runtime_error("standard output: cannot write: " +
                                 std::generic_category().message(errno));
    }
}

}  // namespace cellchain::cli
