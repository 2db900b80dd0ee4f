#pragma once

#include <string>

namespace cellchain::results {

/// `text` with the terminal's colour `code` ("32" is green), or as it is.
inline std::string coloured(bool colour, const char* code, const std::string& text) {
    return colour ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
}

}  // namespace cellchain::results
