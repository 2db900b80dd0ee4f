#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/parts/board_fault.h"
#include "models/parts/current_sensor_config.h"
#include "models/parts/latching_relay_config.h"
#include "models/parts/plant_config.h"
#include "models/parts/serial_link_config.h"
#include "models/physics/ageing.h"
#include "models/physics/cell.h"
#include "models/physics/clock_law.h"
#include "models/units/quantity.h"
#include "sim/scenario/golden_trace.h"
#include "sim/scenario/settings.h"
#include "sim/scenario/timeline.h"

namespace cellchain::scenario {

struct About {
    std::string id;  ///< letters, digits and "_-.": names the run's folder
    std::string title;
    std::vector<std::string> tags;
    std::vector<std::string> rows;  ///< manual rows shown, "M-ALG-02"
};

/// Paths of shared objects, relative to the working folder or absolute, not opened yet; empty: the
/// reference firmware beside the program.
struct FirmwareFiles {
    std::filesystem::path in;
    std::filesystem::path cell;
    std::filesystem::path out;
    parts::FaultPolicy on_fault = parts::FaultPolicy::stop;
    std::map<int, std::filesystem::path> boards{};  ///< of single ones, in place of their role's
    bool copies = false;  ///< each board runs from a copy of its file, for itself alone

    /// Of a board in a chain of `cells`.
    const std::filesystem::path& of_board(int number, int cells) const {
        const auto own = boards.find(number);
        if (own != boards.end())
            return own->second;
        return number == 1 ? in : number == cells ? out : cell;
    }
};

/// Of the boards at the start: as production left it, or as it comes from the chip's maker.
enum class Memory : std::uint8_t { written, erased };

struct Chain {
    int cells = 4;          ///< 2 to 255
    int bits_per_s = 9600;  ///< 2400, 9600 or 38400; written to every board in production
    Memory memory = Memory::written;
    FirmwareFiles firmware;
    std::vector<int> mounted;                    ///< boards that have their cell at the start
    std::vector<physics::ClockLaw> clocks;       ///< one per board
    std::vector<parts::SerialLinkConfig> links;  ///< link k, of element k - 1, leaves board k
};

/// One cell with all that was drawn for it.
struct PackCell {
    physics::CellConfig cell;       ///< as it was when new
    physics::CellAge age;           ///< at the start
    double ageing_pace = 0.0;       ///< 0: stays as it is; 1: ages as time passes
    double state_of_charge = 0.5;   ///< at the start, fraction
    Ohms joint_resistance{0.0001};  ///< busbar joint to the next cell
    Ohms wire_resistance{0.010};    ///< board's own wires; the bypass current flows through them
    Ohms bypass_resistance{3.5};    ///< about 1 A at 3.5 V (M-MEA-03)
    Amperes board_current{0.0013};  ///< the board's own draw (M-MEA-05)
    Volts voltage_bias{0.0};        ///< of the board's reading (M-MEA-02)
    double temperature_offset_counts = 0.0;
    Celsius ambient{25.0};  ///< around it, and its temperature at the start
};

struct Pack {
    physics::CellTypeConfig cell_type;  ///< the batch that all cells come from
    std::vector<PackCell> cells;        ///< from the IN side
};

struct Sensors {
    parts::CurrentSensorConfig charge;               ///< on J1
    std::optional<parts::CurrentSensorConfig> load;  ///< on J2; absent: J1 carries the pack current
};

/// The relays of the OUT board and what their contacts carry.
struct Relays {
    parts::LatchingRelayConfig charge;
    parts::LatchingRelayConfig load;
};

/// One complete BMS: a chain of boards on the cells of a pack, from IN to OUT.
struct Bms {
    std::string name;  ///< one of its own among several; empty: the only one
    Chain chain;
    Pack pack;
    Ohms cable_resistance{0.0};  ///< between this pack and where it meets the others
    Sensors sensors;
    Relays relays;
    Settings settings;

    /// Before the names of its signals and parts: "east."; empty for the only one.
    std::string prefix() const { return name.empty() ? "" : name + "."; }
};

/// One expectation; which members are set follows from `kind`.
struct Expectation {
    enum class Kind { always, never, whenever, count, order, equals };
    std::string id;
    std::string json_path;  ///< for messages: "/expect/3"
    Kind kind = Kind::always;
    std::string condition;          ///< always, never, whenever (trigger), count (rising edges);
                                    ///< equals: an expression
    std::string response;           ///< whenever: then
    std::optional<Seconds> within;  ///< whenever: response true at the latest so much later
    std::optional<Seconds> stays;   ///< whenever: response true, then stays so long
    std::optional<int> at_least;    ///< count
    std::optional<int> at_most;     ///< count
    std::vector<std::string> sequence;  ///< order: each becomes true after the one before
    GoldenTrace golden;                 ///< equals
    Seconds from{0.0};                  ///< nothing before this time is judged
    bool allow_untested = false;
};

struct Record {
    Seconds period{60.0};              ///< of rows in samples.csv; extremes between rows are kept
    std::vector<std::string> signals;  ///< further columns
    bool data_out = true;              ///< data_out.bin: 5 MB a day, 1.8 GB a year
    bool in_data_out = false;          ///< what the IN board's own data output says
};

/// All that a run needs to know, checked; made by `read_scenario()` and by tests.
struct Scenario {
    std::filesystem::path file;  ///< as given
    About about;
    std::uint64_t seed = 1;
    Seconds duration{0.0};
    std::optional<Seconds> wall_clock_limit;
    std::vector<Bms> packs{Bms{}};  ///< at least one, in parallel on the plant's bus
    parts::PlantConfig plant;
    std::vector<TimelineLane> timeline;  ///< in the order of their names
    Record record;
    std::vector<Expectation> expect;

    /// Whether the scenario tells of `packs`, be it a single one: then they have names.
    bool has_named_packs() const { return !packs.front().name.empty(); }
    /// Boards of the longest chain.
    int longest_chain() const {
        int cells = 0;
        for (const Bms& bms : packs)
            cells = std::max(cells, bms.chain.cells);
        return cells;
    }
};

}  // namespace cellchain::scenario
