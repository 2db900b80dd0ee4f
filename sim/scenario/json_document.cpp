#include "sim/scenario/json_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "sim/scenario/included_kind.h"
#include "sim/scenario/input_error.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;

// Follows the parser to know the path at every key, which the finished tree cannot tell: there a
// duplicate key has already replaced the first one.
class KeyWatch {
public:
    explicit KeyWatch(std::string label) : label_(std::move(label)) {}

    bool operator()(json::parse_event_t event, const json& parsed) {
        using Event = json::parse_event_t;
        if (event == Event::key) {
            on_key(parsed.get_ref<const std::string&>());
        } else if (event == Event::object_end || event == Event::array_end) {
            blocks_.pop_back();
        } else {
            if (!blocks_.empty() && !blocks_.back().is_object)
                ++blocks_.back().elements;
            if (event != Event::value)
                open_block(event == Event::object_start);
        }
        return true;
    }

    std::string path() const {
        std::string path;
        for (const Block& block : blocks_) {
            if (block.is_object && !block.key.empty())
                path = join_path(path, block.key);
            if (!block.is_object && block.elements > 0)
                path = join_path(path, block.elements - 1);
        }
        return path.empty() ? "/" : path;
    }

private:
    struct Block {
        bool is_object;
        std::set<std::string> keys;
        std::string key;
        std::size_t elements = 0;
    };

    void on_key(const std::string& key) {
        Block& block = blocks_.back();
        block.key.clear();
        if (!block.keys.insert(key).second) {
            throw InputError(
                fmt::format("{}: {}: key {} is given twice", label_, path(), json_text(json(key))));
        }
        block.key = key;
    }

    void open_block(bool is_object) {
        constexpr std::size_t deepest = 64;  // no block of ours is deeper than eight
        if (blocks_.size() == deepest) {
            throw InputError(fmt::format("{}: nested deeper than {} levels", label_, deepest));
        }
        blocks_.push_back(Block{is_object, {}, {}, 0});
    }

    std::string label_;
    std::vector<Block> blocks_;
};

json parse(const std::string& text, const std::string& label) {
    KeyWatch watch(label);
    try {
        return json::parse(text, [&watch](int, json::parse_event_t event, json& parsed) {
            return watch(event, parsed);
        });
    } catch (const json::out_of_range&) {
        throw InputError(fmt::format("{}: {}: a number here is too large", label, watch.path()));
    }
}

std::string syntax_message(const json::parse_error& error, const std::string& text,
                           const std::string& label) {
    const std::size_t end = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    const std::string before = text.substr(0, end);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::string what = error.what();
    const std::size_t colon = what.find(": ");
    return fmt::format("{}: line {}, column {}: {}", label, lines + 1, end - line_start + 1,
                       colon == std::string::npos ? what : what.substr(colon + 2));
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(file, ignored)) {
        throw InputError(fmt::format("{}: cannot be opened: {}", file.string(),
                                     in ? "is a directory" : std::strerror(errno)));
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

bool lies_in(const std::string& path, const std::string& block) {
    return path.compare(0, block.size(), block) == 0 &&
           (path.size() == block.size() || path[block.size()] == '/');
}

/// "$schema" is for editors.
void erase_schema(json& root) {
    if (root.is_object() && root.contains("$schema") && root["$schema"].is_string())
        root.erase("$schema");
}

std::filesystem::path folder_of_file(const std::filesystem::path& file) {
    return file.parent_path();
}

}  // namespace

std::string json_text(const json& value) {
    constexpr std::size_t longest = 60;
    if (value.is_number_float())
        return fmt::format("{:.15g}", value.get<double>());
    std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() <= longest)
        return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "...";
}

std::string join_path(std::string_view path, std::string_view key) {
    std::string joined(path);
    joined += '/';
    for (const char c : key) {
        if (c == '~') {
            joined += "~0";
        } else if (c == '/') {
            joined += "~1";
        } else {
            joined += c;
        }
    }
    return joined;
}

std::string join_path(std::string_view path, std::size_t index) {
    return fmt::format("{}/{}", path, index);
}

std::vector<std::string> split_pointer(std::string_view pointer) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            keys.emplace_back();
        } else if (pointer[i] == '~' && i + 1 < pointer.size() &&
                   (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
            keys.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            keys.back() += pointer[i];
        }
    }
    return keys;
}

json read_json(const std::filesystem::path& file) {
    const std::string text = read_text(file);
    try {
        return parse(text, file.string());
    } catch (const json::parse_error& error) {
        throw InputError(syntax_message(error, text, file.string()));
    }
}

JsonDocument::JsonDocument(const std::filesystem::path& file,
                           const std::vector<Override>& overrides)
    : root_(read_json(file)) {
    erase_schema(root_);
    origins_.push_back(Origin{"", file.string(), folder_of_file(file), "", false});
    open_files_.push_back(file.lexically_normal());
    include_files(root_, "");
    for (const Override& change : overrides)
        apply(change);
}

JsonDocument::JsonDocument(json root, const std::string& label) : root_(std::move(root)) {
    origins_.push_back(Origin{"", label, {}, "", false});
    include_files(root_, "");
}

const JsonDocument::Origin& JsonDocument::origin_of(const std::string& path) const {
    const Origin* nearest = &origins_.front();
    for (const Origin& origin : origins_) {
        if (lies_in(path, origin.path) && origin.path.size() >= nearest->path.size()) {
            nearest = &origin;
        }
    }
    return *nearest;
}

std::string JsonDocument::place_of(const std::string& path) const {
    const Origin& origin = origin_of(path);
    const std::string local =
        origin.is_override ? path : origin.place_in_file + path.substr(origin.path.size());
    return fmt::format("{}: {}", origin.label, local.empty() ? "/" : local);
}

std::string JsonDocument::place_of_key(const std::string& path, std::string_view key) const {
    const Origin& origin = origin_of(join_path(path, key));
    if (!origin.is_override)
        return place_of(path);
    return fmt::format("{}: {}", origin.label, path.empty() ? "/" : path);
}

std::filesystem::path JsonDocument::folder_of(const std::string& path) const {
    return origin_of(path).folder;
}

void JsonDocument::include_files(json& node, const std::string& path) {
    if (node.is_object() && node.contains("file")) {
        include_file(node, path);
    } else if (node.is_object()) {
        for (auto& [key, value] : node.items())
            include_files(value, join_path(path, key));
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            include_files(node[i], join_path(path, i));
    }
}

void JsonDocument::include_file(json& node, const std::string& path) {
    const std::string here = place_of(path);
    if (node.size() != 1) {
        throw InputError(here + ": a block with \"file\" has no other keys, got " +
                         json_text(node));
    }
    const json name = node["file"];
    if (!name.is_string()) {
        throw InputError(place_of(join_path(path, "file")) + ": must be a file name, got " +
                         json_text(name));
    }
    const std::filesystem::path file =
        (folder_of(path) / name.get_ref<const std::string&>()).lexically_normal();
    if (std::find(open_files_.begin(), open_files_.end(), file) != open_files_.end()) {
        throw InputError(fmt::format("{}: {} includes itself", here, file.string()));
    }
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        throw InputError(
            fmt::format("{}: no file {}\n  hint: looked for {}; the name is relative "
                        "to the file which gives it",
                        place_of(join_path(path, "file")), json_text(name), file.string()));
    }
    json content = read_json(file);
    const std::string kind = kind_included_at(path);
    const bool keeps_kind = has_its_own_kind(path);
    if (!content.is_object() || (!keeps_kind && !content.contains("kind"))) {
        throw InputError(
            fmt::format("{}: /: missing key \"kind\"\n  hint: a file included at {} "
                        "starts with \"kind\": \"{}\"",
                        file.string(), here, kind));
    }
    if (!keeps_kind && content["kind"] != json(kind)) {
        throw InputError(fmt::format("{}: /kind: must be \"{}\" to be included at {}, got {}",
                                     file.string(), kind, here, json_text(content["kind"])));
    }
    if (!keeps_kind)
        content.erase("kind");
    erase_schema(content);
    const bool is_list =
        content.size() == 1 && content.contains("list") && content["list"].is_array();
    node = is_list ? json(content["list"]) : std::move(content);
    origins_.push_back(
        Origin{path, file.string(), folder_of_file(file), is_list ? "/list" : "", false});
    open_files_.push_back(file);
    include_files(node, path);
    open_files_.pop_back();
}

void JsonDocument::apply(const Override& change) {
    const auto refuse = [&change](const std::string& what) {
        throw InputError(fmt::format("--set: {}: {}", change.pointer, what));
    };
    if (change.pointer.empty() || change.pointer.front() != '/') {
        refuse("must be a JSON pointer like /chain/cells");
    }
    json* node = &root_;
    std::string path;
    std::string first_new;  // an unknown block made on the way is the command line's, too
    for (const std::string& key : split_pointer(change.pointer)) {
        const std::string parent = path;
        path = join_path(path, key);
        if (node->is_null() && !first_new.empty())
            *node = json::object();
        if (node->is_object()) {
            if (!node->contains(key) && first_new.empty())
                first_new = path;
            node = &(*node)[key];
        } else if (node->is_array() && key == "-") {
            path = join_path(parent, node->size());
            if (first_new.empty())
                first_new = path;
            node = &node->emplace_back();
        } else if (node->is_array()) {
            std::size_t index = 0;
            const char* const end = key.data() + key.size();
            const auto [rest, error] = std::from_chars(key.data(), end, index);
            if (error != std::errc{} || rest != end || index >= node->size()) {
                refuse(fmt::format("{} has elements 0 to {}, got {}", parent,
                                   static_cast<long long>(node->size()) - 1, json_text(json(key))));
            }
            node = &(*node)[index];
        } else {
            refuse(fmt::format("{} is {} and has no keys", parent.empty() ? "/" : parent,
                               json_text(*node)));
        }
    }
    try {
        *node = parse(change.value, "--set: " + change.pointer);
    } catch (const json::parse_error&) {
        *node = change.value;  // what is not JSON is a string
    }
    origins_.erase(std::remove_if(origins_.begin() + 1, origins_.end(),
                                  [&path](const Origin& o) { return lies_in(o.path, path); }),
                   origins_.end());
    origins_.push_back(
        Origin{first_new.empty() ? path : first_new, "--set", origins_.front().folder, "", true});
    include_files(*node, path);
}

}  // namespace cellchain::scenario
