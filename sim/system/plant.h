#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/contactor.h"
#include "models/parts/dc_bus.h"
#include "models/parts/dc_load.h"
#include "models/parts/inverter.h"
#include "models/parts/mains_charger.h"
#include "models/parts/mains_supply.h"
#include "models/parts/mppt_charger.h"
#include "models/parts/plant_config.h"
#include "models/parts/solar_array.h"
#include "sim/system/device_energy.h"

namespace cellchain::system {

/// One device of the plant by its name, and where the bus knows it.
struct PlantDevice {
    std::string name;
    std::optional<std::size_t> charger{};  ///< its place among the bus's chargers
    std::optional<std::size_t> load{};     ///< likewise among the loads
    const parts::ChargerIf* charger_part = nullptr;
    const parts::LoadIf* load_part = nullptr;
    const parts::MainsCharger* stages = nullptr;  ///< where it has stages
    const parts::Contactor* contactor = nullptr;  ///< where it has one
    std::optional<parts::ContactorConfig> contactor_config{};
};

/// Every charger and load of a scenario, on the bus and behind the BMS's contacts.
class Plant : public sc_core::sc_module {
public:
    using Contact = sc_core::sc_signal<bool>;

    Plant(const sc_core::sc_module_name& name, const parts::PlantConfig& config);

    /// Those of all packs, each in series with the others of its kind.
    void wire(parts::DcBus& bus, const std::vector<Contact*>& charge_contacts,
              const std::vector<Contact*>& load_contacts);
    /// Contactors: behind the relays, in front of the bus.
    void order_stages(parts::Horizon& horizon);

    /// Every device that follows the profile of this name follows this series from now on.
    void follow(const physics::TimeSeries& series);

    const std::vector<PlantDevice>& devices() const { return devices_; }
    std::vector<DeviceEnergy> energies() const;
    /// Of contactors whose coils the BMS's relays cannot bear.
    std::vector<std::string> warnings() const;

private:
    void add_solar(const parts::SolarChargerConfig& config);
    parts::MainsCharger& add_mains_charger(const parts::MainsChargerConfig& config);
    parts::Inverter& add_inverter(const parts::InverterConfig& config);
    void add_combined(const parts::CombinedConfig& config);
    void add_dc_load(const parts::DcLoadConfig& config);
    parts::MainsSupply& add_mains(const std::string& name, const parts::MainsConfig& config);

    void attach_charger(PlantDevice& device, parts::ChargerIf& charger);
    void attach_load(PlantDevice& device, parts::LoadIf& load);
    void enable(parts::EnableInput& input, const parts::DeviceWiring& wiring, PlantDevice& device);
    void connect(parts::EnableInput& input, parts::EnabledBy by);

    parts::DcBus* bus_ = nullptr;
    std::vector<Contact*> charge_contacts_;
    std::vector<Contact*> load_contacts_;
    const parts::PlantConfig config_;
    std::vector<PlantDevice> devices_;
    std::vector<std::unique_ptr<parts::SolarArray>> solar_arrays_;
    std::vector<std::unique_ptr<parts::MpptCharger>> mppt_chargers_;
    std::vector<std::unique_ptr<parts::MainsSupply>> mains_;
    std::vector<std::unique_ptr<parts::MainsCharger>> mains_chargers_;
    std::vector<std::unique_ptr<parts::Inverter>> inverters_;
    std::vector<std::unique_ptr<parts::DcLoad>> dc_loads_;
    std::vector<std::unique_ptr<parts::Contactor>> contactors_;
    std::vector<std::unique_ptr<Contact>> contactor_contacts_;
};

}  // namespace cellchain::system
