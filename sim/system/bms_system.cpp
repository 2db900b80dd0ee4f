#include "sim/system/bms_system.h"

#include <fmt/format.h>

#include "models/physics/random_stream.h"
#include "sim/system/board_settings.h"

namespace cellchain::system {

namespace {

// The listeners' clocks are exact: a perfect logger on the line.
constexpr double uart_bits_per_second = 9600.0;

parts::BoardSuppliesConfig supplies_config(const scenario::Bms& bms) {
    parts::BoardSuppliesConfig config;
    for (const auto& cell : bms.pack.cells)
        config.boards.push_back({cell.board_current, false});
    for (const int number : bms.chain.mounted)
        config.boards[static_cast<std::size_t>(number - 1)].plugged = true;
    return config;
}

/// Files that no board runs are not loaded.
std::vector<BoardFirmware> firmware_of_boards(const scenario::Bms& bms, FirmwareShelf& shelf) {
    const scenario::FirmwareFiles& files = bms.chain.firmware;
    std::vector<BoardFirmware> firmware;
    for (int number = 1; number <= bms.chain.cells; ++number) {
        const host::Role role = role_of_board(number, bms.chain.cells);
        const std::filesystem::path& file = files.of_board(number, bms.chain.cells);
        const std::string name = fmt::format("{}B{:03}-{}.so", bms.prefix(), number,
                                             host::role_name(static_cast<std::uint8_t>(role)));
        firmware.push_back(
            {files.copies ? &shelf.private_copy(file, role, name) : &shelf.image(file, role), file,
             files.boards.count(number) > 0});
    }
    return firmware;
}

/// What production finds in the bag: nothing of it follows from another board's.
void draw_identity(parts::BoardConfig& board, const std::string& path) {
    // ATmega328P data sheet, "Watchdog oscillator": 128 kHz within 10 %; "Bandgap reference
    // voltage": 1.0 to 1.2 V.
    constexpr double watchdog_error = 0.10;
    constexpr Volts lowest_band_gap{1.0};
    constexpr Volts band_gap_range{0.2};
    physics::RandomStream random(board.seed, path);
    board.identity.serial = static_cast<std::uint32_t>(random.bits());
    board.watchdog_error = (2.0 * random.uniform() - 1.0) * watchdog_error;
    board.identity.band_gap = lowest_band_gap + band_gap_range * random.uniform();
}

}  // namespace

host::Role role_of_board(int number, int boards) {
    if (number == 1)
        return host::Role::in;
    return number == boards ? host::Role::out : host::Role::cell;
}

parts::BatteryConfig battery_config(const scenario::Pack& pack) {
    parts::BatteryConfig config;
    config.type = pack.cell_type;
    for (const auto& cell : pack.cells)
        config.cells.push_back({cell.cell, cell.age, cell.ageing_pace, cell.state_of_charge,
                                cell.joint_resistance, cell.wire_resistance, cell.bypass_resistance,
                                cell.board_current, cell.ambient});
    return config;
}

BmsSystem::BmsSystem(const sc_core::sc_module_name& name, const scenario::Scenario& scenario,
                     std::size_t index, FirmwareShelf& shelf, parts::Horizon& common_horizon,
                     SerialSinks sinks)
    : sc_module(name),
      chain(static_cast<int>(index)),
      prefix(scenario.packs[index].prefix()),
      firmware(firmware_of_boards(scenario.packs[index], shelf)),
      horizon(common_horizon),
      battery("battery", battery_config(scenario.packs[index].pack)),
      charge_sensor("charge_sensor", scenario.packs[index].sensors.charge),
      switch_panel("switch_panel", scenario.packs[index].settings.switches),
      app("app", app_lines(scenario.packs[index].settings.app), to_ticks(app_start)),
      supplies("supplies", supplies_config(scenario.packs[index]), battery),
      link_faults("link_faults", scenario.seed),
      data_out_listener("data_out_listener", uart_bits_per_second, std::move(sinks.data_out)),
      app_reply_listener("app_reply_listener", uart_bits_per_second, std::move(sinks.app_reply)),
      charge_relay("charge_relay", scenario.packs[index].relays.charge, scenario.seed),
      load_relay("load_relay", scenario.packs[index].relays.load, scenario.seed) {
    const scenario::Bms& bms = scenario.packs[index];
    if (bms.sensors.load)
        load_sensor = std::make_unique<parts::CurrentSensor>("load_sensor", *bms.sensors.load);
    make_boards(bms, scenario.seed);
    feed_boards();
    wire_chain(bms, scenario.seed);
    if (scenario.record.in_data_out)
        plug_in_data_out(bms.chain.bits_per_s, std::move(sinks.in_data_out));
    wire_relays();
    load_enable = bms.settings.out_board.load_wired_to == bms.settings.out_board.load_allowed()
                      ? &load_contact
                      : &load_not_allowed;
}

void BmsSystem::make_boards(const scenario::Bms& bms, std::uint64_t seed) {
    const int count = bms.chain.cells;
    for (int number = 1; number <= count; ++number) {
        const auto index = static_cast<std::size_t>(number - 1);
        parts::BoardConfig config;
        config.position = number;
        config.chain = chain;
        config.hops_to_out = count - number;
        config.clock = bms.chain.clocks[index];
        config.voltage_bias = bms.pack.cells[index].voltage_bias;
        config.temperature_offset_counts = bms.pack.cells[index].temperature_offset_counts;
        config.seed = seed;
        draw_identity(config, fmt::format("{}.board_{}.identity", name(), number));
        config.nvm = production_memory(bms, number);
        config.on_fault = bms.chain.firmware.on_fault;
        config.is_powered = supplies.has_power(number - 1);
        host::FirmwareImage& image = *firmware[index].image;
        const std::string board_name = fmt::format("board_{}", number);
        if (number == 1) {
            boards.push_back(std::make_unique<parts::InBoard>(board_name.c_str(), config, image));
        } else if (number == count) {
            boards.push_back(std::make_unique<parts::OutBoard>(board_name.c_str(), config, image));
        } else {
            boards.push_back(std::make_unique<parts::Board>(board_name.c_str(), config, image));
        }
        boards.back()->horizon(horizon);
        boards.back()->cell(battery.cells[static_cast<unsigned>(index)]);
    }
}

void BmsSystem::feed_boards() {
    for (auto& board : boards)
        supplies.boards(*board);
    supplies.app_connected(app_connected);
    app.connected(app_connected);
}

void BmsSystem::wire_chain(const scenario::Bms& bms, std::uint64_t seed) {
    const auto blocks = std::make_shared<physics::BurstBlocks>();
    for (std::size_t i = 0; i + 1 < boards.size(); ++i) {
        const std::string link_name = fmt::format("link_{}", i + 1);
        const parts::SerialLinkConfig& config = bms.chain.links[i];
        if (horizon.transport() == parts::Transport::edges)
            links.push_back(std::make_unique<parts::BitLevelLink>(link_name.c_str(), config, seed));
        else
            links.push_back(
                std::make_unique<parts::SerialLink>(link_name.c_str(), config, seed, blocks));
        link_faults.links(*links.back());
        boards[i]->chain_out(*links.back());
        boards[i + 1]->chain_in(*links.back());
    }
    auto& in = static_cast<parts::InBoard&>(*boards.front());
    for (unsigned i = 0; i < parts::InBoard::switch_count; ++i) {
        switch_panel.switches[i](switches[i]);
        in.switches[i](switches[i]);
    }
    in.sensor_j1(charge_sensor);
    if (load_sensor)
        in.sensor_j2(*load_sensor);
    auto& out = static_cast<parts::OutBoard&>(*boards.back());
    out.charge_relay(charge_relay);
    out.load_relay(load_relay);
    out.data_out(data_out_line);
    out.radio_in(radio_to_out);
    out.button(button_line);
    button.pressed(button_line);
    out.radio_out(radio_from_out);
    data_out_listener.line(data_out_line);
    app_reply_listener.line(radio_from_out);
    app.radio(radio_to_out);
}

// The firmware repeats the chain's message there, at the chain's rate (M-OUT-08).
void BmsSystem::plug_in_data_out(double bits_per_second, parts::SerialListener::Sink sink) {
    in_data_out_line = std::make_unique<parts::SerialLink>("in_data_out_line");
    in_data_out_listener = std::make_unique<parts::SerialListener>(
        "in_data_out_listener", bits_per_second, std::move(sink));
    static_cast<parts::InBoard&>(*boards.front()).data_out(*in_data_out_line);
    in_data_out_listener->line(*in_data_out_line);
}

void BmsSystem::wire_relays() {
    charge_relay.contact_12(charge_contact);
    charge_relay.contact_23(charge_not_allowed);
    // The set coil allows, on every version of the board; which pins that closes is a matter of the
    // connector (M-OUT-03).
    load_relay.contact_12(load_contact);
    load_relay.contact_23(load_not_allowed);
    charge_relay.supply(battery);
    load_relay.supply(battery);
}

void BmsSystem::connect_to(parts::DcBus& bus) {
    // One sensor: on J1, around the cable that charger and load share (M-MEA-07).
    charge_sensor.conductor(load_sensor ? bus.charge_path
                                        : bus.pack_paths[static_cast<std::size_t>(chain)]);
    if (load_sensor)
        load_sensor->conductor(bus.load_path);
    for (parts::CurrentSensor* sensor : {&charge_sensor, load_sensor.get()})
        if (sensor != nullptr)
            sensor->place(battery);
}

void BmsSystem::add_stages_before_plant() {
    for (auto* port : {&link_faults.horizon, &button.horizon, &app.horizon, &charge_relay.horizon,
                       &load_relay.horizon})
        (*port)(horizon);
    horizon.stages(link_faults);
    horizon.stages(button);
    horizon.stages(app);
    horizon.stages(charge_relay);
    horizon.stages(load_relay);
}

void BmsSystem::add_stages_behind_plant() {
    horizon.stages(supplies);
    for (parts::CurrentSensor* sensor : {&charge_sensor, load_sensor.get()})
        if (sensor != nullptr && sensor->remembers_overload())
            horizon.stages(*sensor);
    for (auto& board : boards)
        if (!board->clock_is_steady())
            horizon.stages(*board);
    horizon.stages(data_out_listener);
    horizon.stages(app_reply_listener);
    if (in_data_out_listener)
        horizon.stages(*in_data_out_listener);
}

}  // namespace cellchain::system
