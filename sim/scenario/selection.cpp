#include "sim/scenario/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "sim/scenario/json_document.h"

namespace cellchain::scenario {
namespace {

using nlohmann::json;

/// Adds what one element chooses; false when it chooses nothing sensible.
class Chooser {
public:
    explicit Chooser(int count) : count_(count) {}

    bool add(const json& value) {
        if (value.is_number_integer())
            return add_range(value.get<std::int64_t>(), value.get<std::int64_t>());
        return value.is_string() && add_word(value.get_ref<const std::string&>());
    }
    std::vector<int> numbers() const { return {numbers_.begin(), numbers_.end()}; }

private:
    bool add_word(const std::string& word) {
        if (word == "all")
            return add_range(1, count_);
        if (word == "first")
            return add_range(1, 1);
        if (word == "last")
            return add_range(count_, count_);
        const std::size_t dots = word.find("..");
        std::int64_t first = 0;
        std::int64_t last = 0;
        return dots != std::string::npos && read(word.substr(0, dots), first) &&
               read(word.substr(dots + 2), last) && add_range(first, last);
    }
    static bool read(const std::string& text, std::int64_t& number) {
        const char* const end = text.data() + text.size();
        const auto result = std::from_chars(text.data(), end, number);
        return result.ec == std::errc() && result.ptr == end;
    }
    bool add_range(std::int64_t first, std::int64_t last) {
        if (first < 1 || last > count_ || first > last)
            return false;
        for (std::int64_t number = first; number <= last; ++number)
            numbers_.insert(static_cast<int>(number));
        return true;
    }

    int count_;
    std::set<int> numbers_;
};

}  // namespace

std::vector<int> read_selection(const json& value, int count, std::string& mistake) {
    Chooser chooser(count);
    bool good = !value.is_array() || !value.empty();
    if (value.is_array()) {
        for (const json& element : value)
            good = good && chooser.add(element);
    } else {
        good = chooser.add(value);
    }
    if (good)
        return chooser.numbers();
    mistake = fmt::format(
        "must be a number from 1 to {}, \"first\", \"last\", \"all\", a range \"1..{}\" or a list "
        "of these, got {}",
        count, count, json_text(value));
    return {};
}

std::vector<int> read_selection(const std::string& text, int count, std::string& mistake) {
    json list = json::array();
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const std::string word = text.substr(start, end - start);
        const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
        list.push_back(is_number && !word.empty() && word.size() < 10 ? json(std::stoi(word))
                                                                      : json(word));
        start = end + 1;
    }
    return read_selection(list.size() == 1 ? list[0] : list, count, mistake);
}

}  // namespace cellchain::scenario
