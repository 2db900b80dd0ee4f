#pragma once

#include <memory>
#include <vector>

#include "models/parts/in_board.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {

/// An IN board on its cell, with a line to hear and one to speak on, all its switches, and a script
/// of what is done to it.
struct InBench {
    Horizon horizon;
    host::FirmwareImage image;
    SteadyCell cell{"cell"};
    std::unique_ptr<SerialLink> questions;
    SerialLink answers{"answers"};
    InBoard board;
    sc_core::sc_vector<sc_core::sc_signal<bool>> switches{"switch", InBoard::switch_count};
    Script script{"script"};

    InBench(const char* firmware, Transport transport, Ticks end, const BoardConfig& config)
        : horizon("horizon", end, transport),
          image(firmware, host::Role::in),
          board("board", config, image) {
        questions = wire_of(transport, "questions");
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(*questions);
        board.chain_out(answers);
        for (unsigned i = 0; i < InBoard::switch_count; ++i)
            board.switches[i](switches[i]);
        script.horizon(horizon);
        horizon.stages(script);
    }
    void turn(unsigned number, bool on, Ticks when) {
        auto& wire = switches[number - 1];
        script.at(when, [&wire, on] { wire.write(on); });
    }
    void send(char byte, Ticks when) { questions->send({{when, static_cast<std::uint8_t>(byte)}}); }
    std::vector<ByteOnWire> said() {
        std::vector<ByteOnWire> bytes;
        for (SerialBurst& burst = answers.burst(); !burst.empty(); burst.pop())
            bytes.push_back(burst.front());
        return bytes;
    }
};

}  // namespace cellchain::parts
