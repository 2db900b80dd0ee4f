#include "sim/results/xml_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace cellchain::results {

namespace {

/// Bytes that are no UTF-8 become U+FFFD, as in summary.json.
std::string valid_utf_8(const std::string& text) {
    using Json = nlohmann::json;
    return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
        .get<std::string>();
}

std::string escaped(const std::string& text, bool is_attribute) {
    std::string xml;
    for (const char c : valid_utf_8(text)) {
        if (c == '&') {
            xml += "&amp;";
        } else if (c == '<') {
            xml += "&lt;";
        } else if (c == '>') {
            xml += "&gt;";
        } else if (c == '"' && is_attribute) {
            xml += "&quot;";
        } else if (c == '\n' && is_attribute) {
            xml += "&#10;";
        } else if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') {
            xml += "\ufffd";
        } else {
            xml += c;
        }
    }
    return xml;
}

}  // namespace

std::string xml_escaped(const std::string& text) { return escaped(text, false); }

std::string xml_attribute(const char* name, const std::string& value) {
    return fmt::format(" {}=\"{}\"", name, escaped(value, true));
}

}  // namespace cellchain::results
