#pragma once

namespace cellchain::cli {

/// Makes the terminal's line empty, for the next state of a progress line.
inline constexpr const char* erase_line = "\r\x1b[K";

}  // namespace cellchain::cli
