// Runs a scenario with the firmware files given and prints every edge of its boards, and what they
// trace, a line each:
//
//   sent BOARD TICK BYTE           the start edge of a byte on the chain, as the sender's pin has
//   it heard BOARD TICK BYTE          complete at that instant; with error flags in the high byte
//   data_out 0 TICK BYTE           as `sent`, on OUT's extended data output
//   pin BOARD TICK PIN LEVEL       an output that the firmware has written
//   trace PATH TICK ID A B         a record
//
// Usage: edge_log SCENARIO IN_FIRMWARE CELL_FIRMWARE OUT_FIRMWARE

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <systemc>
#include <vector>

#include "sim/scenario/read_scenario.h"
#include "sim/system/system_run.h"

int sc_main(int, char**) { return 0; }

namespace cellchain {
namespace {

class EdgeLog : public system::WireObserver, public system::RunObserver {
public:
    void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) override {
        for (std::size_t i = 0; i < count; ++i)
            fmt::print("sent {} {} {:03x}\n", board, bytes[i].start_edge, bytes[i].data());
    }
    void at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) override {
        for (std::size_t i = 0; i < count; ++i)
            fmt::print("data_out 0 {} {:03x}\n", bytes[i].start_edge, bytes[i].data());
    }
    void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) override {
        fmt::print("heard {} {} {:03x}\n", board, complete, byte_and_errors);
    }
    void at_pin(int board, std::uint8_t pin, bool level, Ticks when) override {
        fmt::print("pin {} {} {} {:d}\n", board, when, pin, level);
    }
    void at_event(const system::Event& event) override {
        if (event.what == "trace")
            fmt::print("trace {} {} {}\n", event.path, event.time, event.detail);
    }
    void at_barrier(const system::Sample&) override {}
    void at_data_out(Ticks, const std::vector<std::uint8_t>&) override {}
};

int run(const std::vector<std::string>& words) {
    scenario::Scenario scenario = scenario::read_scenario(words[0], {});
    scenario.packs[0].chain.firmware = {words[1], words[2], words[3]};
    system::SystemRun run(scenario);
    EdgeLog log;
    run.add_wire_observer(log);
    run.add_observer(log);
    run.run_for_all();
    if (run.end() != system::SystemRun::End::completed) {
        fmt::print(stderr, "the run did not complete: {}\n", run.fault_text());
        return 3;
    }
    return 0;
}

}  // namespace
}  // namespace cellchain

int main(int count, char** words) {
    try {
        return cellchain::run({words + 1, words + count});
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    }
}
