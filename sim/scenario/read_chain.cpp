#include <fmt/format.h>

#include <numeric>

#include "sim/scenario/read_blocks.h"
#include "sim/scenario/setting_tables.h"

namespace cellchain::scenario {
namespace {

using parts::FaultPolicy;

const std::vector<Word<FaultPolicy>>& fault_policies() {
    static const std::vector<Word<FaultPolicy>> words{{"stop", FaultPolicy::stop},
                                                      {"isolate", FaultPolicy::isolate},
                                                      {"reset", FaultPolicy::reset}};
    return words;
}

const std::vector<Word<Memory>>& memories() {
    static const std::vector<Word<Memory>> words{{"written", Memory::written},
                                                 {"erased", Memory::erased}};
    return words;
}

void read_firmware_of_boards(JsonReader& json, int cells, FirmwareFiles& firmware) {
    for (JsonReader& block :
         json.list({"boards", "some boards' own, in place of their role's; later blocks win"})) {
        std::vector<int> chosen;
        std::filesystem::path file;
        block.required_selection({"boards", "1 is the IN board, the last one OUT"}, cells, chosen);
        block.required({"path", "shared object"}, file);
        for (const int number : chosen)
            firmware.boards[number] = file;
        block.refuse_unknown_keys();
    }
}

FirmwareFiles read_firmware(JsonReader json, int cells) {
    FirmwareFiles firmware;
    constexpr const char* reference = "the reference firmware";
    json.optional({"in", "shared object of the IN board", reference}, firmware.in);
    json.optional({"cell", "shared object of the cell boards", reference}, firmware.cell);
    json.optional({"out", "shared object of the OUT board", reference}, firmware.out);
    json.optional({"on_fault", "what follows when firmware crashes or never returns"},
                  firmware.on_fault, fault_policies());
    read_firmware_of_boards(json, cells, firmware);
    json.optional(
        {"copies", "each board from a copy of its file; slower, the results are the same"},
        firmware.copies);
    json.refuse_unknown_keys();
    return firmware;
}

/// Reads a key with one number per board into a member of each clock.
void read_clocks(JsonReader& json, const Key& key, double physics::ClockLaw::*member,
                 const Allowed& allowed, std::vector<physics::ClockLaw>& clocks) {
    std::vector<double> values;
    values.reserve(clocks.size());
    for (const physics::ClockLaw& clock : clocks)
        values.push_back(clock.*member);
    json.optional_each_cell(key, values, allowed);
    for (std::size_t i = 0; i < clocks.size(); ++i)
        clocks[i].*member = values[i];
}

/// What one block says of a link; the members not given keep what earlier blocks said.
void read_link(JsonReader& json, parts::SerialLinkConfig& link) {
    const Allowed delay =
        between(0.0, 1000.0).hint("an optocoupler has 1 to 20, an isolator below 0.1");
    read_us(json, {"fall_delay_us", "how much later the line falls at the receiver"},
            link.fall_delay, delay);
    read_us(json, {"rise_delay_us", "how much later it rises"}, link.rise_delay, delay);
    json.optional({"noise_pulses_per_s", "that invert the level"}, link.noise.pulses_per_second,
                  between(0.0, 1000.0));
    read_noise_lengths(json, link.noise);
}

void check_link(JsonReader& json, const parts::SerialLinkConfig& link) {
    const double distortion_us = (link.rise_delay.value - link.fall_delay.value) * 1e6;
    if (distortion_us > 12.0 || distortion_us < -12.0)
        json.problem({},
                     fmt::format("rise_delay_us and fall_delay_us must be within 12 of each "
                                 "other, got {} and {}",
                                 number_text(link.rise_delay.value * 1e6),
                                 number_text(link.fall_delay.value * 1e6)),
                     "the difference shortens or lengthens every bit; at 38400 baud one is 26 us");
    check_noise(json, link.noise);
}

void read_links(JsonReader& json, Chain& chain) {
    chain.links.resize(static_cast<std::size_t>(chain.cells) - 1);
    for (JsonReader& block :
         json.list({"links", "what some links are like; later blocks add to earlier ones"})) {
        std::vector<int> chosen;
        parts::SerialLinkConfig of_no_link;
        if (!block.required_selection({"links", "link k leaves board k"}, chain.cells - 1, chosen))
            read_link(block, of_no_link);
        for (const int number : chosen) {
            parts::SerialLinkConfig& link = chain.links[static_cast<std::size_t>(number) - 1];
            read_link(block, link);
            check_link(block, link);
            if (block.reading().has_problems())
                break;  // the other links of the block would only repeat it
        }
        block.refuse_unknown_keys();
    }
}

}  // namespace

Chain read_chain(JsonReader json) {
    Chain chain;
    const bool has_cells =
        json.required({"cells", "boards, and cells in series"}, chain.cells,
                      between(2, 255).hint("one IN board, one OUT board and up to 253 cell boards "
                                           "between them (M-CHN-01)"));
    if (!has_cells)
        return chain;  // nothing else can be checked against it
    json.optional(
        {"bits_per_s", "of the chain"}, chain.bits_per_s,
        one_of(chain_rates_bits_per_s()).hint("as production writes it to all boards of a chain"));
    json.optional({"memory", "of the boards: as production left it, or as new chips have it"},
                  chain.memory, memories());
    chain.mounted.resize(static_cast<std::size_t>(chain.cells));
    std::iota(chain.mounted.begin(), chain.mounted.end(), 1);
    json.optional_selection({"mounted", "boards on their cells at the start", "all"}, chain.cells,
                            chain.mounted);
    chain.clocks.resize(static_cast<std::size_t>(chain.cells));
    read_clocks(
        json, {"clock_error_ppm", "at 25 degC and up to 4 V; positive is fast"},
        &physics::ClockLaw::error_ppm,
        between(-50'000.0, 50'000.0).hint("receivers follow a sender that is up to about 4 % off"),
        chain.clocks);
    read_clocks(json, "clock_temperature_ppm_per_k", &physics::ClockLaw::per_kelvin_ppm,
                between(-1'000.0, 1'000.0).hint("200 to 400 for an RC oscillator, 0 for a crystal"),
                chain.clocks);
    read_clocks(json, "clock_supply_ppm_per_v", &physics::ClockLaw::per_volt_above_4_v_ppm,
                between(-50'000.0, 50'000.0).hint("above 4 V; 15000 for the parts that have it"),
                chain.clocks);
    read_links(json, chain);
    chain.firmware =
        read_firmware(json.object({"firmware", "in place of the reference firmware"}), chain.cells);
    json.refuse_unknown_keys();
    return chain;
}

}  // namespace cellchain::scenario
