// Runs a scenario in one transport and prints what every board heard: for each board the number of
// chain bytes and a hash over (tick, byte and error flags) of all of them, then relay contacts,
// the steps of a timeline's lane "bench" and
// the cells at the end, to the last bit; of several packs each by its name. With a fifth argument
// BOARD, every byte of that board: 3, or east.3.
//
// Usage: wire_log SCENARIO FIRMWARE_DIR bursts|bytes|edges [BOARD]

#include <fmt/format.h>

#include <cstdio>
#include <deque>
#include <string>
#include <systemc>
#include <vector>

#include "sim/scenario/read_scenario.h"
#include "sim/system/system_run.h"

int sc_main(int, char**) { return 0; }

namespace cellchain {
namespace {

class Fnv {
public:
    void add(std::uint64_t word) {
        for (int shift = 0; shift < 64; shift += 8) {
            hash_ ^= (word >> shift) & 0xFFu;
            hash_ *= 0x100000001b3ULL;
        }
    }
    std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

/// What the boards of one chain hear.
class ChainLog : public system::WireObserver {
public:
    ChainLog(int boards, int shown_board)
        : heard_(static_cast<std::size_t>(boards)), shown_board_(shown_board) {}

    void at_chain_sent(int, const physics::ByteOnWire*, std::size_t) override {}
    void at_data_out_sent(const physics::ByteOnWire*, std::size_t) override {}
    void at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) override {
        Heard& heard = heard_[static_cast<std::size_t>(board) - 1];
        ++heard.bytes;
        heard.errors += byte_and_errors > 0xFF ? 1 : 0;
        heard.hash.add(complete);
        heard.hash.add(byte_and_errors);
        if (board == shown_board_)
            fmt::print("{} {:03x}\n", complete, byte_and_errors);
    }
    void at_pin(int, std::uint8_t, bool, Ticks) override {}

    void print(const std::string& prefix) const {
        for (std::size_t i = 0; i < heard_.size(); ++i)
            fmt::print("board {}{} bytes {} errors {} hash {:016x}\n", prefix, i + 1,
                       heard_[i].bytes, heard_[i].errors, heard_[i].hash.value());
    }

private:
    struct Heard {
        std::uint64_t bytes = 0;
        std::uint64_t errors = 0;
        Fnv hash;
    };
    std::vector<Heard> heard_;
    int shown_board_;
};

class Log : public system::RunObserver {
public:
    void at_event(const system::Event& event) override {
        if (event.what == "allowed" || event.what == "not_allowed")
            happenings_ += fmt::format("contact {} {} {}\n", event.time, event.path, event.what);
        if (event.path == "timeline.bench")
            happenings_ += fmt::format("step {} {} {}\n", event.time, event.what, event.detail);
    }
    void at_barrier(const system::Sample&) override {}
    void at_data_out(Ticks time, const std::vector<std::uint8_t>& frame) override {
        frames_.add(time);
        for (const std::uint8_t byte : frame)
            frames_.add(byte);
    }

    void print() const { fmt::print("{}data_out hash {:016x}\n", happenings_, frames_.value()); }

private:
    std::string happenings_;
    Fnv frames_;
};

parts::Transport transport_of(const std::string& word) {
    if (word == "bytes")
        return parts::Transport::bytes;
    return word == "edges" ? parts::Transport::edges : parts::Transport::bursts;
}

void print_cells(const signals::SignalTree& tree, const std::string& prefix) {
    for (const char* member : {"cells.voltage_v", "cells.temperature_c", "cells.soc"}) {
        int number = 0;
        for (const signals::Signal* signal : tree.family(prefix + member))
            fmt::print("{}{} {} {:a}\n", prefix, member, ++number, signal->read());
    }
}

int run(const std::vector<std::string>& words) {
    scenario::Scenario scenario = scenario::read_scenario(words[0], {});
    for (scenario::Bms& bms : scenario.packs)
        bms.chain.firmware = {words[1] + "/in.so", words[1] + "/cell.so", words[1] + "/out.so"};
    system::SystemRun run(scenario, transport_of(words[2]));
    Log log;
    run.add_observer(log);
    std::deque<ChainLog> chains;
    for (std::size_t i = 0; i < scenario.packs.size(); ++i) {
        const std::string prefix = scenario.packs[i].prefix();
        const bool is_shown = words.size() > 3 && words[3].rfind(prefix, 0) == 0;
        chains.emplace_back(scenario.packs[i].chain.cells,
                            is_shown ? std::stoi(words[3].substr(prefix.size())) : 0);
        run.add_wire_observer(chains.back(), i);
    }
    run.run_for_all();
    if (run.end() != system::SystemRun::End::completed) {
        fmt::print(stderr, "the run did not complete: {}\n", run.fault_text());
        return 3;
    }
    for (std::size_t i = 0; i < chains.size(); ++i)
        chains[i].print(scenario.packs[i].prefix());
    log.print();
    for (const scenario::Bms& bms : scenario.packs)
        print_cells(run.signal_tree(), bms.prefix());
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
