#pragma once

#include <string>

namespace cellchain::results {

/// For what stands between tags. Bytes that are no UTF-8, and most control characters, which cannot
/// be written in XML 1.0, become U+FFFD.
std::string xml_escaped(const std::string& text);

/// ` name="value"`
std::string xml_attribute(const char* name, const std::string& value);

}  // namespace cellchain::results
