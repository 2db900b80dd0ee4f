#pragma once

#include <string>

namespace cellchain::host {

/// Why firmware must not use a function of the C or C++ library by this name, and what to use in
/// its place; empty where it may.
///
/// All boards are in one process, and the library exists once in it: what it remembers between
/// calls would be shared by boards that have nothing but a wire between them.
std::string reason_against(const std::string& name);

}  // namespace cellchain::host
