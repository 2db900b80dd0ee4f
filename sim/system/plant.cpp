#include "sim/system/plant.h"

#include <fmt/format.h>

namespace cellchain::system {

namespace {

using parts::EnabledBy;

template <class Part, class Config>
Part& make(std::vector<std::unique_ptr<Part>>& parts, const std::string& name,
           const Config& config) {
    parts.push_back(std::make_unique<Part>(name.c_str(), config));
    return *parts.back();
}

}  // namespace

Plant::Plant(const sc_core::sc_module_name& name, const parts::PlantConfig& config)
    : sc_module(name), config_(config) {}

void Plant::wire(parts::DcBus& bus, const std::vector<Contact*>& charge_contacts,
                 const std::vector<Contact*>& load_contacts) {
    bus_ = &bus;
    charge_contacts_ = charge_contacts;
    load_contacts_ = load_contacts;
    for (const auto& solar : config_.solar)
        add_solar(solar);
    for (const auto& charger : config_.mains_chargers)
        add_mains_charger(charger).mains(add_mains(charger.wiring.name, charger.mains));
    for (const auto& inverter : config_.inverters)
        add_inverter(inverter);
    for (const auto& combined : config_.combined)
        add_combined(combined);
    for (const auto& load : config_.dc_loads)
        add_dc_load(load);
}

void Plant::add_solar(const parts::SolarChargerConfig& config) {
    const std::string& name = config.wiring.name;
    auto& array = make(solar_arrays_, name + "_array", config);
    auto& charger = make(mppt_chargers_, name + "_charger", config);
    charger.array(array);
    PlantDevice device{name};
    enable(charger.enable, config.wiring, device);
    attach_charger(device, charger);
    devices_.push_back(device);
}

parts::MainsSupply& Plant::add_mains(const std::string& name, const parts::MainsConfig& config) {
    return make(mains_, name + "_mains", config);
}

parts::MainsCharger& Plant::add_mains_charger(const parts::MainsChargerConfig& config) {
    auto& charger = make(mains_chargers_, config.wiring.name + "_charger", config);
    PlantDevice device{config.wiring.name};
    device.stages = &charger;
    enable(charger.enable, config.wiring, device);
    attach_charger(device, charger);
    devices_.push_back(device);
    return charger;
}

parts::Inverter& Plant::add_inverter(const parts::InverterConfig& config) {
    auto& inverter = make(inverters_, config.wiring.name + "_inverter", config);
    PlantDevice device{config.wiring.name};
    enable(inverter.enable, config.wiring, device);
    attach_load(device, inverter);
    devices_.push_back(device);
    return inverter;
}

void Plant::add_combined(const parts::CombinedConfig& config) {
    auto& mains = add_mains(config.name, config.charger.mains);
    auto& charger = make(mains_chargers_, config.name + "_charger", config.charger);
    auto& inverter = make(inverters_, config.name + "_inverter", config.inverter);
    inverter.mains(mains);
    charger.mains(inverter);
    PlantDevice device{config.name};
    device.stages = &charger;
    if (config.charger.wiring.contactor) {
        // One contactor in the one battery cable.
        enable(charger.enable, config.charger.wiring, device);
        inverter.enable(*contactor_contacts_.back());
    } else {
        connect(charger.enable, config.charger.wiring.enabled_by);
        connect(inverter.enable, config.inverter.wiring.enabled_by);
    }
    attach_charger(device, charger);
    attach_load(device, inverter);
    devices_.push_back(device);
}

void Plant::add_dc_load(const parts::DcLoadConfig& config) {
    auto& load = make(dc_loads_, config.wiring.name + "_load", config);
    PlantDevice device{config.wiring.name};
    enable(load.enable, config.wiring, device);
    attach_load(device, load);
    devices_.push_back(device);
}

void Plant::attach_charger(PlantDevice& device, parts::ChargerIf& charger) {
    std::size_t place = 0;
    for (const PlantDevice& other : devices_)
        place += other.charger ? 1 : 0;
    device.charger = place;
    device.charger_part = &charger;
    bus_->chargers(charger);
}

void Plant::attach_load(PlantDevice& device, parts::LoadIf& load) {
    std::size_t place = 0;
    for (const PlantDevice& other : devices_)
        place += other.load ? 1 : 0;
    device.load = place;
    device.load_part = &load;
    bus_->loads(load);
}

void Plant::connect(parts::EnableInput& input, EnabledBy by) {
    const auto put_in_series = [&input](const std::vector<Contact*>& contacts) {
        for (Contact* contact : contacts)
            input(*contact);
    };
    if (by == EnabledBy::charge || by == EnabledBy::both)
        put_in_series(charge_contacts_);
    if (by == EnabledBy::load || by == EnabledBy::both)
        put_in_series(load_contacts_);
}

void Plant::enable(parts::EnableInput& input, const parts::DeviceWiring& wiring,
                   PlantDevice& device) {
    if (!wiring.contactor)
        return connect(input, wiring.enabled_by);
    auto& contactor = make(contactors_, wiring.name + "_contactor", *wiring.contactor);
    connect(contactor.coil, wiring.enabled_by);
    contactor_contacts_.push_back(std::make_unique<Contact>((wiring.name + "_contact").c_str()));
    contactor.contact(*contactor_contacts_.back());
    input(*contactor_contacts_.back());
    device.contactor = &contactor;
    device.contactor_config = wiring.contactor;
}

void Plant::order_stages(parts::Horizon& horizon) {
    for (auto& contactor : contactors_) {
        contactor->horizon(horizon);
        horizon.stages(*contactor);
    }
}

void Plant::follow(const physics::TimeSeries& series) {
    const auto tell = [&series](auto& parts) {
        for (auto& part : parts)
            part->follow(series);
    };
    tell(solar_arrays_);
    tell(mains_);
    tell(inverters_);
    tell(dc_loads_);
}

std::vector<DeviceEnergy> Plant::energies() const {
    const parts::BusBooks books = bus_->books();
    std::vector<DeviceEnergy> energies;
    for (const PlantDevice& device : devices_)
        energies.push_back({device.name,
                            device.charger ? books.of_charger[*device.charger] : Joules{0.0},
                            device.load ? books.of_load[*device.load] : Joules{0.0}});
    return energies;
}

std::vector<std::string> Plant::warnings() const {
    constexpr Amperes contact_limit{1.0};
    std::vector<std::string> warnings;
    for (const PlantDevice& device : devices_) {
        if (!device.contactor_config)
            continue;
        if (device.contactor_config->coil_current > contact_limit)
            warnings.push_back(
                fmt::format("the contactor of {} draws {:.3g} A through a relay's contact, which "
                            "bears 1 A (M-OUT-04)",
                            device.name, device.contactor_config->coil_current.value));
        if (!device.contactor_config->has_flyback_diode)
            warnings.push_back(fmt::format(
                "the contactor of {} has no flyback diode: its coil arcs over the relay's contact "
                "at every release",
                device.name));
    }
    return warnings;
}

}  // namespace cellchain::system
