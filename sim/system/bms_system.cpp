#include "sim/system/bms_system.h"

#include <fmt/format.h>

#include "sim/system/actions.h"
#include "sim/system/board_settings.h"

namespace cellchain::system {

namespace {

// The listeners' clocks are exact: a perfect logger on the line.
constexpr double uart_bits_per_second = 9600.0;

parts::BoardSuppliesConfig supplies_config(const scenario::Scenario& scenario) {
    parts::BoardSuppliesConfig config;
    for (const auto& cell : scenario.pack.cells)
        config.boards.push_back({cell.board_current, false});
    for (const int number : scenario.chain.mounted)
        config.boards[static_cast<std::size_t>(number - 1)].plugged = true;
    return config;
}

}  // namespace

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
                     parts::BarrierIf& observer_stage, parts::SerialListener::Sink data_out_sink,
                     parts::SerialListener::Sink app_reply_sink,
                     parts::SerialListener::Sink in_data_out_sink, parts::Transport transport)
    : sc_module(name),
      in_firmware(scenario.chain.firmware.in, host::Role::in),
      cell_firmware(scenario.chain.firmware.cell, host::Role::cell),
      out_firmware(scenario.chain.firmware.out, host::Role::out),
      horizon("horizon", to_ticks(scenario.duration), transport),
      battery("battery", battery_config(scenario.pack)),
      bus("bus", scenario.plant, battery),
      plant("plant", scenario.plant),
      charge_sensor("charge_sensor", scenario.sensors.charge),
      timeline("timeline", scenario.timeline,
               [this](const scenario::Action& action) { return perform(action, *this); }),
      switch_panel("switch_panel", scenario.settings.switches),
      app("app", app_lines(scenario.settings.app), to_ticks(app_start)),
      supplies("supplies", supplies_config(scenario), battery),
      link_faults("link_faults", scenario.seed),
      data_out_listener("data_out_listener", uart_bits_per_second, std::move(data_out_sink)),
      app_reply_listener("app_reply_listener", uart_bits_per_second, std::move(app_reply_sink)),
      charge_relay("charge_relay", scenario.relays.charge, scenario.seed),
      load_relay("load_relay", scenario.relays.load, scenario.seed) {
    if (scenario.sensors.load)
        load_sensor = std::make_unique<parts::CurrentSensor>("load_sensor", *scenario.sensors.load);
    make_boards(scenario);
    feed_boards();
    wire_chain(scenario);
    if (scenario.record.in_data_out)
        plug_in_data_out(scenario.chain.bits_per_s, std::move(in_data_out_sink));
    wire_plant(scenario.settings.out_board);
    order_stages(observer_stage);
}

void BmsSystem::make_boards(const scenario::Scenario& scenario) {
    const int count = scenario.chain.cells;
    for (int number = 1; number <= count; ++number) {
        const auto index = static_cast<std::size_t>(number - 1);
        parts::BoardConfig config;
        config.position = number;
        config.hops_to_out = count - number;
        config.clock = scenario.chain.clocks[index];
        config.voltage_bias = scenario.pack.cells[index].voltage_bias;
        config.temperature_offset_counts = scenario.pack.cells[index].temperature_offset_counts;
        config.seed = scenario.seed;
        config.nvm = production_memory(scenario, number);
        config.on_fault = scenario.chain.firmware.on_fault;
        config.is_powered = supplies.has_power(number - 1);
        const std::string board_name = fmt::format("board_{}", number);
        if (number == 1) {
            boards.push_back(
                std::make_unique<parts::InBoard>(board_name.c_str(), config, in_firmware));
        } else if (number == count) {
            boards.push_back(
                std::make_unique<parts::OutBoard>(board_name.c_str(), config, out_firmware));
        } else {
            boards.push_back(
                std::make_unique<parts::Board>(board_name.c_str(), config, cell_firmware));
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

void BmsSystem::wire_chain(const scenario::Scenario& scenario) {
    for (std::size_t i = 0; i + 1 < boards.size(); ++i) {
        const std::string link_name = fmt::format("link_{}", i + 1);
        const parts::SerialLinkConfig& config = scenario.chain.links[i];
        if (horizon.transport() == parts::Transport::edges)
            links.push_back(
                std::make_unique<parts::BitLevelLink>(link_name.c_str(), config, scenario.seed));
        else
            links.push_back(
                std::make_unique<parts::SerialLink>(link_name.c_str(), config, scenario.seed));
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

void BmsSystem::wire_plant(const scenario::OutBoardSettings& out) {
    charge_relay.contact_12(charge_contact);
    charge_relay.contact_23(charge_not_allowed);
    // The set coil allows, on every version of the board; which pins that closes is a matter of the
    // connector (M-OUT-03).
    load_relay.contact_12(load_contact);
    load_relay.contact_23(load_not_allowed);
    charge_relay.supply(battery);
    load_relay.supply(battery);
    plant.wire(bus, charge_contact,
               out.load_wired_to == out.load_allowed() ? load_contact : load_not_allowed);
    // One sensor: on J1, around the cable that charger and load share (M-MEA-07).
    charge_sensor.conductor(load_sensor ? bus.charge_path : bus.pack_path);
    if (load_sensor)
        load_sensor->conductor(bus.load_path);
    for (parts::CurrentSensor* sensor : {&charge_sensor, load_sensor.get()})
        if (sensor != nullptr)
            sensor->place(battery);
}

void BmsSystem::order_stages(parts::BarrierIf& observer_stage) {
    for (auto* port : {&timeline.horizon, &link_faults.horizon, &button.horizon, &app.horizon,
                       &charge_relay.horizon, &load_relay.horizon, &bus.horizon})
        (*port)(horizon);
    horizon.stages(timeline);
    horizon.stages(link_faults);
    horizon.stages(button);
    horizon.stages(app);
    horizon.stages(charge_relay);
    horizon.stages(load_relay);
    plant.order_stages(horizon);
    horizon.stages(bus);
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
    horizon.stages(observer_stage);
}

}  // namespace cellchain::system
