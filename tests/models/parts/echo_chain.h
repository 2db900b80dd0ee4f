#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {

/// A chain of boards that echo what they hear: `board k` hears `link k` and speaks on `link k+1`.
struct EchoChain {
    Horizon horizon{"horizon", ticks_per_second};
    host::FirmwareImage image{ECHO_FIRMWARE, host::Role::cell};
    std::vector<std::unique_ptr<SteadyCell>> cells;
    std::vector<std::unique_ptr<SerialLink>> links;
    std::vector<std::unique_ptr<Board>> boards;

    explicit EchoChain(const std::vector<double>& clock_errors_ppm) {
        links.push_back(std::make_unique<SerialLink>("link_1"));
        for (const double error_ppm : clock_errors_ppm) {
            BoardConfig config;
            config.position = static_cast<int>(boards.size()) + 2;
            config.clock.error_ppm = error_ppm;
            const std::string number = std::to_string(config.position);
            cells.push_back(std::make_unique<SteadyCell>(("cell_" + number).c_str()));
            boards.push_back(std::make_unique<Board>(("board_" + number).c_str(), config, image));
            boards.back()->horizon(horizon);
            boards.back()->cell(*cells.back());
            boards.back()->chain_in(*links.back());
            links.push_back(std::make_unique<SerialLink>(("link_" + number).c_str()));
            boards.back()->chain_out(*links.back());
        }
    }
    void send(const std::vector<ByteOnWire>& bytes) { links.front()->send(bytes); }
    std::vector<ByteOnWire> heard_at_the_end() {
        std::vector<ByteOnWire> bytes;
        for (SerialBurst& burst = links.back()->burst(); !burst.empty(); burst.pop())
            bytes.push_back(burst.front());
        return bytes;
    }
};

}  // namespace cellchain::parts
