#include "sim/results/wave_catalogue.h"

#include <algorithm>
#include <utility>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::results {

namespace {

struct NamedPin {
    const char* name;
    std::uint8_t pin;
};

constexpr NamedPin out_pins[] = {{"out.led_charge", HAL_PIN_LED_CHARGE},
                                 {"out.led_load", HAL_PIN_LED_LOAD},
                                 {"out.coil_charge_set", HAL_PIN_COIL_CHARGE_SET},
                                 {"out.coil_charge_reset", HAL_PIN_COIL_CHARGE_RESET},
                                 {"out.coil_load_set", HAL_PIN_COIL_LOAD_SET},
                                 {"out.coil_load_reset", HAL_PIN_COIL_LOAD_RESET}};

std::string numbered(const char* part, int number, const char* behind) {
    return part + ("[" + std::to_string(number)) + "]" + behind;
}

WaveSource wire(WaveSource::Kind kind, std::string name, int board = 0, std::uint8_t pin = 0) {
    return {kind, std::move(name), board, pin, nullptr};
}

}  // namespace

WaveCatalogue::WaveCatalogue(const signals::SignalTree& tree, int boards) {
    add_wires(boards);
    for (const signals::Signal* signal : tree.all()) {
        if (by_name_.count(signal->name) == 0) {  // a wire is exact, a value looked at at barriers
            add({WaveSource::Kind::value, signal->name, 0, 0, signal});
        }
    }
}

void WaveCatalogue::add_wires(int boards) {
    using Kind = WaveSource::Kind;
    for (int board = 1; board < boards; ++board) {
        add(wire(Kind::chain_line, numbered("link", board, ""), board));
    }
    add(wire(Kind::data_out_line, "data_out"));
    for (int board = 1; board <= boards; ++board) {
        add(wire(Kind::pin, numbered("board", board, ".led"), board, HAL_PIN_LED_INFO));
        add(wire(Kind::pin, numbered("board", board, ".bypass"), board, HAL_PIN_BYPASS));
    }
    add(wire(Kind::pin, "in.sensor_power", 1, HAL_PIN_SENSOR_POWER));
    for (const NamedPin& pin : out_pins) {
        add(wire(Kind::pin, pin.name, boards, pin.pin));
    }
    add(wire(Kind::charge_contact, "out.charge_contact"));
    add(wire(Kind::load_contact, "out.load_contact"));
}

void WaveCatalogue::add(WaveSource source) {
    const std::size_t open = source.name.find('[');
    if (open != std::string::npos) {
        const std::size_t close = source.name.find(']');
        const int number = std::stoi(source.name.substr(open + 1, close - open - 1));
        int& count = counts_[{source.name.substr(0, open), source.name.substr(close + 1)}];
        count = std::max(count, number);
    }
    by_name_[source.name] = all_.size();
    all_.push_back(std::move(source));
}

const WaveSource* WaveCatalogue::find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &all_[found->second];
}

int WaveCatalogue::count_of(const std::string& before, const std::string& behind) const {
    const auto found = counts_.find({before, behind});
    return found == counts_.end() ? 0 : found->second;
}

std::vector<std::string> WaveCatalogue::names_with(const std::string& number) const {
    std::vector<std::string> names;
    for (const auto& [part, count] : counts_) {
        names.push_back(part.first + "[" + number + "]" + part.second);
    }
    for (const WaveSource& source : all_) {
        if (source.name.find('[') == std::string::npos) {
            names.push_back(source.name);
        }
    }
    return names;
}

}  // namespace cellchain::results
