#include "sim/results/wave_selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "sim/results/wave_catalogue.h"
#include "sim/scenario/input_error.h"
#include "sim/scenario/nearest_name.h"

namespace cellchain::results {

namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw scenario::InputError("--vcd: " + what +
                               "\n  hint: `cellchain run --help` names lines and pins, "
                               "`cellchain signals SCENARIO` values");
}

/// At commas that are not in brackets.
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts(1);
    bool inside = false;
    for (const char c : text) {
        inside = c == '[' || (inside && c != ']');
        if (c == ',' && !inside) {
            parts.emplace_back();
        } else if (c != ' ') {
            parts.back() += c;
        }
    }
    return parts;
}

/// The numbers from 1 to `count` that stand in brackets.
class Numbers {
public:
    Numbers(const std::string& item, const std::string& inside, int count)
        : item_(item), count_(count) {
        std::size_t begin = 0;
        while (begin <= inside.size()) {
            const std::size_t end = std::min(inside.find(',', begin), inside.size());
            add(inside.substr(begin, end - begin));
            begin = end + 1;
        }
    }

    std::vector<int> found;

private:
    void add(const std::string& word) {
        const std::size_t dots = word.find("..");
        const bool is_range = dots != std::string::npos;
        int from = 1;
        int to = count_;
        if (word != "all") {
            from = one(word.substr(0, dots), word);
            to = is_range ? one(word.substr(dots + 2), word) : from;
        }
        if (from > to) {
            refuse("\"" + item_ + "\": the range " + word + " goes down");
        }
        for (int number = from; number <= to; ++number) {
            found.push_back(number);
        }
    }

    int one(const std::string& text, const std::string& word) const {
        if (text == "first" || text == "last") {
            return text == "first" ? 1 : count_;
        }
        int number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (text.empty() || read.ptr != text.data() + text.size()) {
            refuse("\"" + item_ + "\": must have a number, a range 2..5, first, last, all or a " +
                   "list of them in brackets, got \"" + word + "\"");
        }
        if (number < 1 || number > count_) {
            refuse("\"" + item_ + "\": there are 1 to " + std::to_string(count_) + ", got " + text);
        }
        return number;
    }

    const std::string& item_;
    const int count_;
};

class Selection {
public:
    Selection(const signals::SignalTree& tree, int boards)
        : tree_(tree), catalogue_(tree, boards) {}

    void add(const std::string& item) {
        if (item == "all-lines" || item == "all-pins") {
            add_group(item == "all-lines");
            return;
        }
        const std::size_t open = item.find('[');
        if (open != std::string::npos) {
            add_numbered(item, open);
            return;
        }
        const std::vector<const signals::Signal*> family = tree_.family(item);
        for (const signals::Signal* member : family) {
            take(catalogue_.find(member->name), item);
        }
        if (family.empty()) {
            take(catalogue_.find(item), item);
        }
    }

    std::vector<WaveSource> chosen;

private:
    void add_group(bool lines) {
        for (const WaveSource& source : catalogue_.all()) {
            if (lines ? source.is_line() : source.kind == WaveSource::Kind::pin) {
                take(&source, source.name);
            }
        }
    }

    void add_numbered(const std::string& item, std::size_t open) {
        const std::size_t close = item.find(']', open);
        if (close == std::string::npos) {
            refuse("\"" + item + "\": \"]\" is missing");
        }
        const std::string before = item.substr(0, open);
        const std::string inside = item.substr(open + 1, close - open - 1);
        const std::string behind = item.substr(close + 1);
        const int count = catalogue_.count_of(before, behind);
        if (count == 0) {
            refuse_unknown(item, inside);
        }
        for (const int number : Numbers(item, inside, count).found) {
            take(catalogue_.find(fmt::format("{}[{}]{}", before, number, behind)), item);
        }
    }

    void take(const WaveSource* source, const std::string& item) {
        if (source == nullptr) {
            refuse_unknown(item, "all");
        }
        const bool is_new =
            std::none_of(chosen.begin(), chosen.end(),
                         [source](const WaveSource& one) { return one.name == source->name; });
        if (is_new) {
            chosen.push_back(*source);
        }
    }

    [[noreturn]] void refuse_unknown(const std::string& item, const std::string& inside) const {
        std::vector<std::string> names = catalogue_.names_with(inside);
        names.insert(names.end(), {"all-lines", "all-pins", tree_.nearest(item)});
        refuse("unknown signal \"" + item + "\"" + scenario::did_you_mean(item, names));
    }

    const signals::SignalTree& tree_;
    const WaveCatalogue catalogue_;
};

}  // namespace

std::vector<WaveSource> select_waves(const std::string& names, const signals::SignalTree& tree,
                                     int boards) {
    Selection selection(tree, boards);
    for (const std::string& item : split(names)) {
        selection.add(item);
    }
    return std::move(selection.chosen);
}

}  // namespace cellchain::results
