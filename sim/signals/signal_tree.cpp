#include "sim/signals/signal_tree.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>

#include "sim/scenario/nearest_name.h"
#include "sim/signals/digit.h"

namespace cellchain::signals {

namespace {

std::string numbered(const std::string& part, int number, const std::string& member) {
    return part + "[" + std::to_string(number) + "]." + member;
}

/// Reads the digits at `at` and moves past them; long runs stop growing instead of wrapping.
std::int64_t read_number(const std::string& text, std::size_t& at) {
    constexpr std::int64_t large = 1'000'000'000'000'000;
    std::int64_t number = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
        number = std::min(large, number * 10 + (text[at] - '0'));
    }
    return number;
}

/// Runs of digits compare as numbers: cell[2] before cell[10].
bool in_natural_order(const std::string& a, const std::string& b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const std::int64_t left = read_number(a, i);
            const std::int64_t right = read_number(b, j);
            if (left != right) {
                return left < right;
            }
        } else if (a[i] != b[j]) {
            return a[i] < b[j];
        } else {
            ++i;
            ++j;
        }
    }
    return a.size() - i < b.size() - j;
}

/// The number in "cell[7].voltage_v"; 0 where there is none.
std::int64_t first_number(const std::string& text) {
    std::size_t at = 0;
    while (at < text.size() && !is_digit(text[at])) {
        ++at;
    }
    return read_number(text, at);
}

}  // namespace

void SignalTree::add(Signal signal) {
    const std::string name = signal.name;
    const bool is_new = signals_.emplace(name, std::move(signal)).second;
    assert(is_new && "two signals of one name");
    static_cast<void>(is_new);
}

void SignalTree::add_family(const std::string& part, int count, const std::string& member,
                            const std::string& unit, const std::string& description,
                            std::function<double(int number)> read,
                            const std::function<void()>& wanted) {
    std::vector<std::string>& names = families_[part + "s." + member];
    assert(names.empty() && "two families of one name");
    const auto shared = std::make_shared<std::function<double(int)>>(std::move(read));
    for (int number = 1; number <= count; ++number) {
        names.push_back(numbered(part, number, member));
        add({names.back(), unit, description, [shared, number] { return (*shared)(number); },
             wanted});
    }
}

void SignalTree::add_open(Signal listed,
                          std::function<std::optional<Signal>(const std::string& name)> make) {
    open_.push_back({std::move(listed), std::move(make)});
}

const Signal* SignalTree::make(const std::string& name) const {
    for (const Open& open : open_) {
        if (std::optional<Signal> made = open.make(name)) {
            return &made_.try_emplace(name, std::move(*made)).first->second;
        }
    }
    return nullptr;
}

const Signal* SignalTree::find(const std::string& name) const {
    const auto found = signals_.find(name);
    const Signal* const signal = found == signals_.end() ? make(name) : &found->second;
    if (signal != nullptr && signal->wanted) {
        signal->wanted();
    }
    return signal;
}

std::vector<const Signal*> SignalTree::family(const std::string& plural_name) const {
    std::vector<const Signal*> members;
    const auto found = families_.find(plural_name);
    if (found != families_.end()) {
        for (const std::string& name : found->second) {
            members.push_back(find(name));
        }
    }
    return members;
}

std::vector<const Signal*> SignalTree::all() const {
    std::vector<const Signal*> sorted;
    for (const auto& [name, signal] : signals_) {
        sorted.push_back(&signal);
    }
    for (const Open& open : open_) {
        sorted.push_back(&open.listed);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const Signal* a, const Signal* b) {
        return in_natural_order(a->name, b->name);
    });
    return sorted;
}

std::string SignalTree::nearest(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& [plural_name, members] : families_) {
        names.push_back(plural_name);
    }
    for (const Signal* signal : all()) {
        names.push_back(signal->name);
    }
    // Of equally near names the first one is taken: cell[9] of four cells means cell[4].
    const std::int64_t number = first_number(name);
    std::stable_sort(
        names.begin(), names.end(), [number](const std::string& a, const std::string& b) {
            return std::abs(first_number(a) - number) < std::abs(first_number(b) - number);
        });
    return scenario::nearest_name(name, names);
}

}  // namespace cellchain::signals
