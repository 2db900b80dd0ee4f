#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "firmware_glue/host/firmware.h"
#include "models/parts/app_client.h"
#include "models/parts/battery.h"
#include "models/parts/bit_level_link.h"
#include "models/parts/board.h"
#include "models/parts/board_supplies.h"
#include "models/parts/current_sensor.h"
#include "models/parts/dc_bus.h"
#include "models/parts/horizon.h"
#include "models/parts/in_board.h"
#include "models/parts/latching_relay.h"
#include "models/parts/link_faults.h"
#include "models/parts/out_board.h"
#include "models/parts/push_button.h"
#include "models/parts/serial_link.h"
#include "models/parts/serial_listener.h"
#include "sim/scenario/scenario.h"
#include "sim/system/data_out_frame.h"
#include "sim/system/firmware_shelf.h"
#include "sim/system/switch_panel.h"

namespace cellchain::system {

/// Boards count from 1, the IN board.
host::Role role_of_board(int number, int boards);

/// The scenario's pack as the battery's own configuration.
parts::BatteryConfig battery_config(const scenario::Pack& pack);

/// Who takes what a BMS says on its serial outputs, byte by byte.
struct SerialSinks {
    parts::SerialListener::Sink data_out;
    parts::SerialListener::Sink app_reply;
    parts::SerialListener::Sink in_data_out;
};

/// What a board runs, and whether it was named for this board rather than for its role.
struct BoardFirmware {
    host::FirmwareImage* image;
    std::filesystem::path file;
    bool is_its_own;
};

/// One complete BMS on its pack, from IN to OUT: every part, wired.
///
/// This is the place to see what is connected to what; nothing here computes. The bus and what is
/// shared with other packs: installation.h.
class BmsSystem : public sc_core::sc_module {
public:
    /// The one at `index` of the scenario's packs.
    BmsSystem(const sc_core::sc_module_name& name, const scenario::Scenario& scenario,
              std::size_t index, FirmwareShelf& shelf, parts::Horizon& horizon, SerialSinks sinks);

    /// Its sensors around conductors.
    void connect_to(parts::DcBus& bus);
    /// What acts in front of the plant and behind it; see README.md.
    void add_stages_before_plant();
    void add_stages_behind_plant();

    const int chain;           ///< which of several, from 0
    const std::string prefix;  ///< of its names, "east."; empty for the only one

    const std::vector<BoardFirmware> firmware;  ///< of each board

    parts::Horizon& horizon;
    parts::Battery battery;

    parts::CurrentSensor charge_sensor;
    std::unique_ptr<parts::CurrentSensor> load_sensor;

    SwitchPanel switch_panel;
    parts::PushButton button{"button"};
    sc_core::sc_signal<bool> button_line{"button_line"};
    parts::AppClient app;
    sc_core::sc_signal<bool> app_connected{"app_connected"};

    parts::BoardSupplies supplies;

    std::vector<std::unique_ptr<parts::Board>> boards;      // IN, cell boards, OUT
    std::vector<std::unique_ptr<parts::SerialLink>> links;  // link k leaves board k
    parts::LinkFaults link_faults;
    parts::SerialLink data_out_line{"data_out_line"};
    parts::SerialLink radio_to_out{"radio_to_out"};
    parts::SerialLink radio_from_out{"radio_from_out"};
    parts::SerialListener data_out_listener;
    parts::SerialListener app_reply_listener;
    // On the IN board's own data output, where the scenario records it.
    std::unique_ptr<parts::SerialLink> in_data_out_line;
    std::unique_ptr<parts::SerialListener> in_data_out_listener;

    parts::LatchingRelay charge_relay;
    parts::LatchingRelay load_relay;
    sc_core::sc_signal<bool> charge_contact{"charge_contact"};          ///< 1-2: charging allowed
    sc_core::sc_signal<bool> charge_not_allowed{"charge_not_allowed"};  ///< 2-3
    sc_core::sc_signal<bool> load_contact{"load_contact"};              ///< discharging allowed
    sc_core::sc_signal<bool> load_not_allowed{"load_not_allowed"};      ///< the other LOAD contacts
    sc_core::sc_signal<bool>* load_enable;  ///< which of both enables loads
    sc_core::sc_vector<sc_core::sc_signal<bool>> switches{"switch", parts::InBoard::switch_count};

private:
    void make_boards(const scenario::Bms& bms, std::uint64_t seed);
    void feed_boards();
    void wire_chain(const scenario::Bms& bms, std::uint64_t seed);
    void plug_in_data_out(double bits_per_second, parts::SerialListener::Sink sink);
    void wire_relays();
};

}  // namespace cellchain::system
