#include <fmt/format.h>

#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "firmware_glue/avr/simulator/simulated_board.h"
#include "firmware_glue/hal/cellcore_abi.h"

// The door of the plug-in: programs, each behind functions without an argument that would tell
// which one is meant, as firmware has them.

namespace cellchain::avr {

namespace {

// Of different files in one run: three roles of a few packs.
constexpr std::size_t most_programs = 32;

const char* part_name(std::uint8_t part) {
    return part == PROGRAM_PART_ATMEGA328P ? "ATmega328P" : "ATmega324PA";
}

struct LoadedProgram {
    explicit LoadedProgram(const AvrProgram& program)
        : board(program),
          name(fmt::format("{} on {}", program.identity.name, part_name(program.identity.part))),
          version(program.identity.firmware_version) {}

    SimulatedBoard board;
    std::string name;
    std::string version;
    cellfw firmware{};
    cellcore_program offered{};
};

std::array<std::unique_ptr<LoadedProgram>, most_programs> programs;

template <std::size_t Place>
struct Door {
    static void bind(const cellhal_ops* ops, void* board) {
        programs[Place]->board.bind(ops, board);
    }
    static void reset(std::uint8_t cause) { programs[Place]->board.reset(cause); }
    static void event(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
        programs[Place]->board.event(event, number, argument);
    }
    static int main() {
        programs[Place]->board.run_program();
        return 0;
    }
    static void interrupt(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
        programs[Place]->board.be_told(event, number, argument);
    }
    static void tell_state(char* text, std::uint32_t size) {
        std::snprintf(text, size, "%s", programs[Place]->board.state_text().c_str());
    }
    static void open(LoadedProgram& program) {
        program.firmware.bind = bind;
        program.firmware.reset = reset;
        if (program.firmware.style == CELLFW_STYLE_MAIN) {
            program.firmware.main = main;
            program.firmware.isr = interrupt;
        } else {
            program.firmware.event = event;
        }
        program.offered.tell_state = tell_state;
    }
};

template <std::size_t... Place>
void open_door(std::size_t place, LoadedProgram& program, std::index_sequence<Place...>) {
    (void)((Place == place && (Door<Place>::open(program), true)) || ...);
}

const cellcore_program* offer(LoadedProgram& program, const program_identity& identity) {
    program.firmware.magic = CELLFW_MAGIC;
    program.firmware.size = sizeof(cellfw);
    program.firmware.major = CELLFW_MAJOR;
    program.firmware.minor = CELLFW_MINOR;
    program.firmware.role = identity.role;
    program.firmware.cpu_hz = identity.cpu_hz;
    program.firmware.name = program.name.c_str();
    program.firmware.version = program.version.c_str();
    program.offered.size = sizeof(cellcore_program);
    program.offered.major = CELLCORE_MAJOR;
    program.offered.firmware = &program.firmware;
    program.offered.state = &program.board.state();
    program.offered.state_size = sizeof(BoardState);
    return &program.offered;
}

const cellcore_program* load(const char* file) {
    for (std::size_t place = 0; place < most_programs; ++place) {
        if (programs[place])
            continue;
        const AvrProgram program = read_program(file);
        auto loaded = std::make_unique<LoadedProgram>(program);
        loaded->firmware.style = program.identity.style;
        loaded->firmware.needs = program.identity.needs;
        open_door(place, *loaded, std::make_index_sequence<most_programs>());
        programs[place] = std::move(loaded);
        return offer(*programs[place], program.identity);
    }
    throw ProgramError(fmt::format("is one program too many: {} can run at once", most_programs));
}

}  // namespace

}  // namespace cellchain::avr

extern "C" {

__attribute__((visibility("default"))) const cellcore_program* cellcore_load(
    std::uint16_t host_major, const char* file, char* why, std::uint32_t why_size) {
    try {
        if (host_major != CELLCORE_MAJOR)
            throw cellchain::avr::ProgramError(fmt::format(
                "meets a plug-in of version {}, wanted {}", CELLCORE_MAJOR, host_major));
        return cellchain::avr::load(file);
    } catch (const std::exception& error) {
        std::snprintf(why, why_size, "%s", error.what());
        return nullptr;
    }
}

__attribute__((visibility("default"))) void cellcore_unload(const cellcore_program* program) {
    for (auto& loaded : cellchain::avr::programs)
        if (loaded && &loaded->offered == program)
            loaded.reset();
}
}
