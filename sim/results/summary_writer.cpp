#include "sim/results/summary_writer.h"

#include <sys/utsname.h>

#include <nlohmann/json.hpp>

#include "sim/results/number_text.h"

namespace cellchain::results {

namespace {

using Json = nlohmann::ordered_json;

#ifdef __clang__
constexpr const char* compiler = __VERSION__;
#else
constexpr const char* compiler = "GCC " __VERSION__;
#endif

constexpr double joules_per_watt_hour = 3600.0;

using PackBooks = std::vector<system::PackBooks>;

/// Of one pack: what flows in and out flows through each cell in turn; the rest is their mean.
/// Several are in parallel: their charges add up.
Json charge_of(const PackBooks& packs) {
    const auto sum_ah = [&packs](auto of_pack) {
        double sum = 0.0;
        for (const system::PackBooks& pack : packs)
            sum += to_ampere_hours(of_pack(pack.battery)).value;
        return rounded(sum);
    };
    const auto mean_ah = [&packs](auto of_all_cells) {
        double sum = 0.0;
        for (const system::PackBooks& pack : packs) {
            const Coulombs charge = of_all_cells(pack.battery.sum().charge);
            sum += to_ampere_hours(charge).value / static_cast<double>(pack.battery.cells.size());
        }
        return rounded(sum);
    };
    using Battery = parts::BatteryBooks;
    using Cells = parts::ChargeAccount;
    return {{"in_ah", sum_ah([](const Battery& pack) { return pack.charge_in; })},
            {"out_ah", sum_ah([](const Battery& pack) { return pack.charge_out; })},
            {"stored_ah", mean_ah([](const Cells& cells) { return cells.stored; })},
            {"bypass_ah", mean_ah([](const Cells& cells) { return cells.bypass; })},
            {"boards_ah", mean_ah([](const Cells& cells) { return cells.board; })},
            {"self_discharge_ah", mean_ah([](const Cells& cells) { return cells.self_discharge; })},
            {"error_ah", mean_ah([](const Cells& cells) { return cells.gap(); })}};
}

double watt_hours(Joules energy) { return rounded(energy.value / joules_per_watt_hour); }

Json energy_of(const PackBooks& packs) {
    parts::EnergyAccount cells;
    Joules in;
    Joules out;
    Joules joints;
    for (const system::PackBooks& pack : packs) {
        cells += pack.battery.sum().energy;
        in += pack.battery.energy_in;
        out += pack.battery.energy_out;
        joints += pack.battery.joints;
    }
    return {{"in_wh", watt_hours(in)},
            {"out_wh", watt_hours(out)},
            {"stored_wh", watt_hours(cells.stored)},
            {"heat_wh", watt_hours(cells.heat() + joints)},
            {"boards_wh", watt_hours(cells.local())},
            {"error_wh", watt_hours(cells.gap())},
            {"heat",
             {{"instantaneous_wh", watt_hours(cells.instantaneous_heat)},
              {"fast_wh", watt_hours(cells.fast_heat)},
              {"slow_wh", watt_hours(cells.slow_heat)},
              {"hysteresis_wh", watt_hours(cells.hysteresis_heat)},
              {"reversible_wh", watt_hours(cells.reversible_heat)},
              {"self_discharge_wh", watt_hours(cells.self_discharge_heat)},
              {"joints_wh", watt_hours(joints)}}},
            {"boards",
             {{"bypass_wh", watt_hours(cells.bypass)},
              {"wires_wh", watt_hours(cells.wires)},
              {"draw_wh", watt_hours(cells.board)}}}};
}

Json plant_of(const system::Books& books) {
    return {{"charger_wh", watt_hours(books.bus.charger)},
            {"load_wh", watt_hours(books.bus.load)},
            {"unserved_wh", watt_hours(books.bus.unserved)},
            {"error_wh", watt_hours(books.bus_gap())}};
}

Json devices_of(const std::vector<system::DeviceEnergy>& devices) {
    Json json = Json::object();
    for (const system::DeviceEnergy& device : devices)
        json[device.name] = {{"given_wh", rounded(device.given.value / joules_per_watt_hour)},
                             {"taken_wh", rounded(device.taken.value / joules_per_watt_hour)}};
    return json;
}

Json chain_of(const system::ChainFigures& chain) {
    return {{"messages", chain.messages},
            {"longest_pass_time_s", rounded(chain.longest_pass_time.value)},
            {"shortest_period_s", rounded(chain.shortest_period.value)},
            {"oldest_reading_age_s", rounded(chain.oldest_reading_age.value)},
            {"longest_silence_s", rounded(chain.longest_silence.value)},
            {"oldest_reading_switched_on_s", rounded(chain.oldest_reading_switched_on.value)}};
}

Json ageing_of(const system::AgeingFigures& ageing) {
    return {{"lowest_capacity_ah", rounded(ageing.lowest_capacity.value)},
            {"highest_capacity_ah", rounded(ageing.highest_capacity.value)},
            {"lowest_resistance_factor", rounded(ageing.lowest_resistance_factor)},
            {"highest_resistance_factor", rounded(ageing.highest_resistance_factor)}};
}

void add_pack(Json& json, const PackReport& pack) {
    if (pack.chain)
        json["chain"] = chain_of(*pack.chain);
    if (pack.ageing)
        json["ageing"] = ageing_of(*pack.ageing);
}

/// Each of several by its name.
Json packs_of(const RunReport& report) {
    Json packs = Json::object();
    for (std::size_t i = 0; i < report.packs.size(); ++i) {
        const PackBooks books{report.books.packs[i]};
        Json& json = packs[books.front().name];
        json = {{"cells", report.scenario.packs[i].chain.cells},
                {"charge", charge_of(books)},
                {"energy", energy_of(books)}};
        add_pack(json, report.packs[i]);
    }
    return packs;
}

Json verdict_of(const Verdict& verdict) {
    Json json{{"id", verdict.id},
              {"result", name_of(verdict.result)},
              {"margin", nullptr},
              {"unit", verdict.unit},
              {"at_s", nullptr}};
    if (verdict.margin) {
        json["margin"] = rounded(*verdict.margin);
    }
    if (verdict.at) {
        json["at_s"] = to_seconds(*verdict.at).value;
    }
    if (verdict.result == Result::untested && verdict.untested_is_allowed) {
        json["allowed"] = true;
    }
    return json;
}

Json fault_of(const parts::BoardFault& fault, const scenario::Scenario& scenario) {
    Json json;
    if (scenario.has_named_packs()) {
        json["pack"] = scenario.packs[static_cast<std::size_t>(fault.chain)].name;
    }
    json["board"] = fault.board;
    json["at_s"] = to_seconds(fault.when).value;
    json["handler"] = fault.handler;
    json["text"] = fault.text;
    return json;
}

/// Indented; bytes that are no UTF-8 become U+FFFD.
std::string text_of(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool is_plain(const std::string& word) {
    constexpr const char* plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
    return !word.empty() && word.find_first_not_of(plain) == std::string::npos;
}

}  // namespace

std::string summary_json(const RunReport& report) {
    Json firmware = Json::object();
    for (const system::FirmwareInUse& in_use : report.firmware) {
        firmware[in_use.boards] = in_use.name;
    }
    Json verdicts = Json::array();
    for (const Verdict& verdict : report.verdicts) {
        verdicts.push_back(verdict_of(verdict));
    }
    const scenario::Scenario& scenario = report.scenario;
    int cells = 0;
    for (const scenario::Bms& bms : scenario.packs)
        cells += bms.chain.cells;
    Json energy = energy_of(report.books.packs);
    energy["plant"] = plant_of(report.books);
    Json summary{{"version", report.version},
                 {"seed", scenario.seed},
                 {"scenario",
                  {{"id", scenario.about.id},
                   {"title", scenario.about.title},
                   {"cells", cells},
                   {"duration_s", scenario.duration.value},
                   {"simulated_s", to_seconds(report.simulated).value}}},
                 {"firmware", firmware},
                 {"exit", report.exit_status},
                 {"verdicts", verdicts},
                 {"charge", charge_of(report.books.packs)},
                 {"energy", energy},
                 {"warnings", report.warnings}};
    if (report.needs_edges)
        summary["transport"] = "edges";
    // A plant of one charger and one load is told by `energy`.
    if (report.devices.size() > 2)
        summary["devices"] = devices_of(report.devices);
    if (!report.fault.empty()) {
        summary["fault"] = report.fault;
    }
    for (const parts::BoardFault& fault : report.firmware_faults) {
        summary["faults"].push_back(fault_of(fault, scenario));
    }
    if (scenario.has_named_packs())
        summary["packs"] = packs_of(report);
    else if (!report.packs.empty())
        add_pack(summary, report.packs.front());
    return text_of(summary);
}

std::string timing_json(const RunReport& report) {
    utsname host{};
    ::uname(&host);
    const double simulated = to_seconds(report.simulated).value;
    const double wall_clock = report.wall_clock.value;
    return text_of({{"wall_clock_s", rounded(wall_clock)},
                    {"simulated_s", simulated},
                    {"times_real_time", wall_clock > 0.0 ? rounded(simulated / wall_clock) : 0.0},
                    {"host", host.nodename},
                    {"system", std::string(host.sysname) + " " + host.release + " " + host.machine},
                    {"compiler", compiler}});
}

std::string shell_command(const std::vector<std::string>& words) {
    std::string command;
    for (const std::string& word : words) {
        command += command.empty() ? "" : " ";
        if (is_plain(word)) {
            command += word;
            continue;
        }
        command += '\'';
        for (const char c : word) {
            command += c == '\'' ? std::string("'\\''") : std::string(1, c);
        }
        command += '\'';
    }
    return command;
}

}  // namespace cellchain::results
