#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/override.h"

namespace cellchain::scenario {

/// `value` as JSON on one line, shortened, for "got ..." in a message.
std::string json_text(const nlohmann::json& value);

/// `path` and one more key: "/plant" and "solar" give "/plant/solar", escaped as in RFC 6901.
std::string join_path(std::string_view path, std::string_view key);
std::string join_path(std::string_view path, std::size_t index);

/// The keys of a JSON pointer.
std::vector<std::string> split_pointer(std::string_view pointer);

/// One file as it is, before any include. Throws InputError.
nlohmann::json read_json(const std::filesystem::path& file);

/// One file with all it includes and with the command line's changes: a tree of JSON that
/// still knows where each part came from.
///
/// A block `{"file": "packs/x.json"}` is replaced by that file's content (relative to the file
/// which names it), less its "kind" (see included_kind.h). A list's file holds it under "list".
/// Syntax, duplicate keys, numbers beyond a double and missing files are refused here, with
/// InputError; what the keys mean is the readers' matter.
class JsonDocument {
public:
    JsonDocument(const std::filesystem::path& file, const std::vector<Override>& overrides);

    /// A tree that is in no file, as `label` in messages; the files that it includes are relative
    /// to the working folder.
    JsonDocument(nlohmann::json root, const std::string& label);

    const nlohmann::json& root() const { return root_; }

    /// "file: /path" as seen in the file that holds the value; "--set: /path" for an override.
    std::string place_of(const std::string& path) const;
    /// The same for a key that should not be there: its file, and the path of its block.
    std::string place_of_key(const std::string& path, std::string_view key) const;
    /// What relative file names in the value at `path` are relative to.
    std::filesystem::path folder_of(const std::string& path) const;

private:
    struct Origin {
        std::string path;
        std::string label;  // as printed
        std::filesystem::path folder;
        std::string place_in_file;  // of the value at `path`
        bool is_override;
    };

    const Origin& origin_of(const std::string& path) const;
    void include_files(nlohmann::json& node, const std::string& path);
    void include_file(nlohmann::json& node, const std::string& path);
    void apply(const Override& change);

    nlohmann::json root_;
    std::vector<Origin> origins_;
    std::vector<std::filesystem::path> open_files_;  // while including: finds circles
};

}  // namespace cellchain::scenario
