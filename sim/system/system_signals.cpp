#include "sim/system/system_signals.h"

#include <functional>
#include <utility>

#include "sim/system/installation.h"
#include "sim/system/run_reporter.h"
#include "sim/system/trace_signals.h"
#include "sim/system/watt_hours.h"
#include "sim/system/wire_taps.h"

namespace cellchain::system {

namespace {

/// The tree with the name of a pack before whatever is added.
class PackTree {
public:
    PackTree(signals::SignalTree& tree, std::string prefix)
        : tree_(tree), prefix_(std::move(prefix)) {}

    void add(signals::Signal signal) {
        signal.name = prefix_ + signal.name;
        tree_.add(std::move(signal));
    }
    template <class Read>
    void add_family(const char* part, int count, const char* member, const char* unit,
                    const char* what, Read read, const std::function<void()>& wanted = {}) {
        tree_.add_family(prefix_ + part, count, member, unit, what, read, wanted);
    }

private:
    signals::SignalTree& tree_;
    const std::string prefix_;
};

void add_pack(PackTree& tree, const BmsSystem& system, const Ticks& look) {
    const parts::Battery& battery = system.battery;
    tree.add({"pack.voltage_v", "V", "at the pack's terminals",
              [&battery, &look] { return battery.voltage(look).value; }});
    tree.add({"pack.current_a", "A", "through the pack, positive charges",
              [&battery] { return battery.current().value; }});
    tree.add({"pack.soc", "1", "charge of all cells over their capacity",
              [&battery, &look] { return battery.state_of_charge(look); }});
    const int count = battery.count();
    tree.add_family("cell", count, "voltage_v", "V", "at the cell's own terminals",
                    [&battery, &look](int n) { return battery.cell_voltage(n - 1, look).value; });
    tree.add_family("cell", count, "soc", "1", "charge of the cell over its capacity",
                    [&battery, &look](int n) { return battery.cell_state_of_charge(n - 1, look); });
    tree.add_family(
        "cell", count, "temperature_c", "degC", "of the cell",
        [&battery, &look](int n) { return battery.cell_temperature(n - 1, look).value; });
    tree.add_family("cell", count, "capacity_ah", "Ah", "of the cell, at its age",
                    [&battery](int n) { return battery.cell_capacity(n - 1).value; });
    tree.add_family("cell", count, "resistance_factor", "1",
                    "its resistances over those of its batch when new",
                    [&battery](int n) { return battery.cell_resistance_factor(n - 1); });
    tree.add_family("cell", count, "bypass", "1", "1 while its board's bypass is on",
                    [&battery](int n) { return battery.bypass(n - 1) ? 1.0 : 0.0; });
    tree.add_family("board", count, "has_power", "1",
                    "1 while it is plugged into its cell and that is above brown-out",
                    [&system](int n) { return system.supplies.has_power(n - 1) ? 1.0 : 0.0; });
    tree.add_family("board", count, "current_a", "A", "drawn from its cell, without bypass",
                    [&battery](int n) { return battery.board_current(n - 1).value; });
    tree.add_family("board", count, "led", "1", "1 while the info LED is on", [&system](int n) {
        return system.boards[static_cast<std::size_t>(n - 1)]->led() ? 1.0 : 0.0;
    });
}

void add_device(signals::SignalTree& tree, const parts::DcBus& bus, const PlantDevice& device) {
    const auto add = [&](const char* member, const char* unit, const char* what,
                         std::function<double()> read) {
        tree.add({"plant." + device.name + "." + member, unit, what, std::move(read)});
    };
    const PlantDevice* const of = &device;
    add("current_a", "A", "between device and bus, positive charges", [&bus, of] {
        const Amperes in = of->charger ? bus.charger_current(*of->charger) : Amperes{0.0};
        const Amperes out = of->load ? bus.load_current(*of->load) : Amperes{0.0};
        return (in - out).value;
    });
    add("enabled", "1", "1 while the BMS lets it charge or discharge", [of] {
        return (of->charger_part != nullptr && of->charger_part->enabled()) ||
                       (of->load_part != nullptr && of->load_part->enabled())
                   ? 1.0
                   : 0.0;
    });
    if (of->charger)
        add("energy_in_wh", "Wh", "it has given to the bus so far",
            [&bus, of] { return watt_hours(bus.books().of_charger[*of->charger]); });
    if (of->load)
        add("energy_out_wh", "Wh", "it has taken from the bus so far",
            [&bus, of] { return watt_hours(bus.books().of_load[*of->load]); });
    if (of->stages != nullptr)
        add("stage", "1", "of its charge: 0 off, 1 bulk, 2 absorption, 3 float",
            [of] { return static_cast<double>(static_cast<int>(of->stages->stage())); });
    if (of->contactor != nullptr)
        add("contactor", "1", "1 while its contactor is closed",
            [of] { return of->contactor->is_closed() ? 1.0 : 0.0; });
}

void add_contacts_and_sensors(PackTree& tree, const BmsSystem& system) {
    tree.add({"out.charge_contact", "1", "1: charging allowed, contacts 1-2 closed",
              [&system] { return system.charge_contact.read() ? 1.0 : 0.0; }});
    tree.add({"out.load_contact", "1", "1: discharging allowed",
              [&system] { return system.load_contact.read() ? 1.0 : 0.0; }});
    const auto add_contact = [&tree](const char* name, const char* what,
                                     const sc_core::sc_signal<bool>& contact) {
        tree.add({name, "1", what, [&contact] { return contact.read() ? 1.0 : 0.0; }});
    };
    add_contact("out.charge_contact_23", "1: closed, charging not allowed",
                system.charge_not_allowed);
    add_contact("out.load_contact_not_allowed", "1: LOAD's other contacts, discharging not allowed",
                system.load_not_allowed);
    const auto add_sensor = [&tree](const char* name, const parts::CurrentSensor& sensor) {
        tree.add({name, "A", "what the sensor claims, without noise",
                  [&sensor] { return sensor.reading(0.0).value; }});
    };
    add_sensor("charge_sensor.reading_a", system.charge_sensor);
    if (system.load_sensor)
        add_sensor("load_sensor.reading_a", *system.load_sensor);
}

void add_plant(signals::SignalTree& tree, const Installation& installation, const Ticks& look) {
    const parts::DcBus& bus = installation.bus;
    tree.add({"charger.current_a", "A", "from all chargers, positive charges",
              [&bus] { return bus.charger_current().value; }});
    tree.add({"load.current_a", "A", "to all loads, positive discharges",
              [&bus] { return bus.load_current().value; }});
    tree.add({"load.demand_w", "W", "wanted by all loads on the battery side",
              [&bus] { return bus.load_demand().value; }});
    tree.add({"bus.voltage_v", "V", "where chargers and loads are connected, behind the cable",
              [&bus, &look] { return bus.voltage(look).value; }});
    for (const PlantDevice& device : installation.plant.devices())
        add_device(tree, bus, device);
}

/// Frames and messages are put together at barriers.
signals::Signal as_of_barrier(const char* name, const char* unit, const char* what,
                              std::function<double()> read) {
    signals::Signal signal{name, unit, what, std::move(read)};
    signal.as_of_barrier = true;
    return signal;
}

void add_frame(PackTree& tree, const PackReporter& reporter) {
    const auto field = [&tree, &reporter](const char* name, const char* unit, const char* what,
                                          double (*read)(const DataOutFrame&)) {
        tree.add(as_of_barrier(name, unit, what, [&reporter, read] {
            const auto& frame = reporter.newest_frame();
            return frame ? read(*frame) : 0.0;
        }));
    };
    using Frame = DataOutFrame;
    tree.add(as_of_barrier("frame.count", "1", "good data-out frames so far",
                           [&reporter] { return static_cast<double>(reporter.frames()); }));
    tree.add(as_of_barrier("frame.time_s", "s", "when the newest data-out frame was complete",
                           [&reporter] { return to_seconds(reporter.newest_frame_time()).value; }));
    field("frame.pack_voltage_v", "V", "bytes 1-3 of the newest data-out frame",
          [](const Frame& f) { return f.pack_voltage.value; });
    field("frame.charge_current_a", "A", "bytes 4-6; 0 without such a sensor",
          [](const Frame& f) { return f.charge_current.value_or(Amperes{0.0}).value; });
    field("frame.load_current_a", "A", "bytes 7-9; 0 without such a sensor",
          [](const Frame& f) { return f.load_current.value_or(Amperes{0.0}).value; });
    field("frame.battery_current_a", "A", "bytes 10-12, positive charges",
          [](const Frame& f) { return f.battery_current.value; });
    field("frame.cell_voltage_min_v", "V", "bytes 13-14",
          [](const Frame& f) { return f.cell_voltage_min.value; });
    field("frame.cell_voltage_max_v", "V", "bytes 16-17",
          [](const Frame& f) { return f.cell_voltage_max.value; });
    field("frame.record_cell", "1", "byte 25, whose voltage comes with this frame",
          [](const Frame& f) { return static_cast<double>(f.record_cell); });
    field("frame.record_voltage_v", "V", "bytes 27-28",
          [](const Frame& f) { return f.record_voltage.value; });
    field("frame.cells", "1", "byte 26, cells counted on the chain",
          [](const Frame& f) { return static_cast<double>(f.cells); });
    field("frame.status", "1", "byte 31, all bits",
          [](const Frame& f) { return double{1.0} * f.status; });
    field("frame.charge_allowed", "1", "byte 31, bit 0",
          [](const Frame& f) { return f.charge_allowed() ? 1.0 : 0.0; });
    field("frame.discharge_allowed", "1", "byte 31, bit 1",
          [](const Frame& f) { return f.discharge_allowed() ? 1.0 : 0.0; });
    field("frame.communication_error", "1", "byte 31, bit 2",
          [](const Frame& f) { return f.communication_error() ? 1.0 : 0.0; });
    field("frame.voltage_low", "1", "byte 31, bit 3: a cell below V-min",
          [](const Frame& f) { return f.voltage_low() ? 1.0 : 0.0; });
    field("frame.voltage_high", "1", "byte 31, bit 4: a cell above V-max",
          [](const Frame& f) { return f.voltage_high() ? 1.0 : 0.0; });
    field("frame.temperature_low", "1", "byte 31, bit 5: a cell below T-min",
          [](const Frame& f) { return f.temperature_low() ? 1.0 : 0.0; });
    field("frame.temperature_high", "1", "byte 31, bit 6: a cell above T-max",
          [](const Frame& f) { return f.temperature_high() ? 1.0 : 0.0; });
    field("frame.not_calibrated", "1", "byte 31, bit 7: no full charge seen yet",
          [](const Frame& f) { return f.not_calibrated() ? 1.0 : 0.0; });
    field("frame.soc", "1", "byte 41, in steps of 0.01",
          [](const Frame& f) { return f.state_of_charge; });
    field("frame.energy_stored_wh", "Wh", "bytes 35-37",
          [](const Frame& f) { return f.energy_stored_wh; });
    field("frame.energy_collected_today_wh", "Wh", "bytes 32-34",
          [](const Frame& f) { return f.energy_collected_today_wh; });
    field("frame.energy_consumed_today_wh", "Wh", "bytes 38-40",
          [](const Frame& f) { return f.energy_consumed_today_wh; });
    field("frame.energy_collected_total_wh", "Wh", "bytes 42-44, in steps of 1 kWh",
          [](const Frame& f) { return f.energy_collected_total_wh; });
    field("frame.energy_consumed_total_wh", "Wh", "bytes 45-47, in steps of 1 kWh",
          [](const Frame& f) { return f.energy_consumed_total_wh; });
    field("frame.v_bypass_v", "V", "bytes 56-57, in force",
          [](const Frame& f) { return f.v_bypass.value; });
}

void add_chain(PackTree& tree, WireTaps& wires) {
    const ChainTiming& chain = wires.chain_timing();
    const auto add = [&](const char* name, const char* unit, const char* what,
                         std::function<double()> read) {
        signals::Signal signal = as_of_barrier(name, unit, what, std::move(read));
        signal.wanted = [&wires] { wires.watch_chain(); };
        tree.add(std::move(signal));
    };
    add("chain.messages", "1", "messages that reached the OUT board whole and good so far",
        [&chain] { return static_cast<double>(chain.messages()); });
    add("chain.pass_time_s", "s",
        "of the newest of these: from its first start edge at IN until OUT had its last byte",
        [&chain] { return chain.pass_time().value; });
    add("chain.period_s", "s",
        "between its first start edge at IN and that of the message before; 0: none before",
        [&chain] { return chain.period().value; });
    add("chain.oldest_reading_age_s", "s",
        "of the oldest cell voltage in it, from the converter's sample until OUT had it all",
        [&chain] { return chain.oldest_reading_age().value; });
    add("chain.silence_s", "s",
        "since OUT last had such a message, else since the start; as one arrives: until it did",
        [&chain] { return chain.silence().value; });
}

void add_switched_readings(PackTree& tree, int boards, WireTaps& wires) {
    const ChainTiming& chain = wires.chain_timing();
    const auto wanted = [&wires] { wires.watch_chain(); };
    tree.add_family(
        "board", boards, "reading_age_s", "s",
        "of its reading that OUT had when a relay last moved; 0 before",
        [&chain](int n) { return chain.age_when_relay_moved(n).value; }, wanted);
    tree.add({"out.oldest_reading_age_s", "s", "of these the oldest",
              [&chain] { return chain.oldest_age_when_relay_moved().value; }, wanted});
}

void add_leds(PackTree& tree, WireTaps& wires) {
    const LedPattern& leds = wires.leds();
    const auto wanted = [&wires] { wires.watch_leds(); };
    const auto now = [] { return sc_core::sc_time_stamp().value(); };
    tree.add({"leds.lit", "1", "boards of which a LED has been on within the last 3 s",
              [&leds, now] { return double{1.0} * leds.lit(now()); }, wanted});
    tree.add({"leds.lit_from_in", "1", "of these those from IN up to the first dark one",
              [&leds, now] { return double{1.0} * leds.lit_from_in(now()); }, wanted});
}

}  // namespace

signals::SignalTree make_signal_tree(const Installation& installation, RunReporter& reporter,
                                     const std::vector<std::unique_ptr<WireTaps>>& wires,
                                     const Ticks& look) {
    signals::SignalTree tree;
    tree.add({"time_s", "s", "since the start of the run",
              [] { return to_seconds(sc_core::sc_time_stamp().value()).value; }});
    for (std::size_t i = 0; i < installation.packs.size(); ++i) {
        const BmsSystem& bms = *installation.packs[i];
        PackTree its(tree, bms.prefix);
        add_pack(its, bms, look);
        add_contacts_and_sensors(its, bms);
        add_frame(its, reporter.pack(i));
        add_chain(its, *wires[i]);
        add_switched_readings(its, bms.battery.count(), *wires[i]);
        add_leds(its, *wires[i]);
        add_traces(tree, bms.prefix, bms.battery.count(), reporter.pack(i).traces());
    }
    add_plant(tree, installation, look);
    return tree;
}

}  // namespace cellchain::system
