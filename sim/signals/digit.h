#pragma once

namespace cellchain::signals {

/// In every locale alike.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace cellchain::signals
