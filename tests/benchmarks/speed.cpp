// How fast a simulation runs, against the bare loop that does only what no simulator can leave
// out. Prints, for 4, 16 and 255 cells: times real time, and the ratio of processor times.
//
// Usage: speed SCENARIO FIRMWARE_DIR [full|limit CELLS SECONDS]
// With the last three: does just that once, for a profiler, and prints how many bytes the boards
// were handed.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "sim/scenario/read_scenario.h"
#include "sim/system/system_run.h"
#include "tests/benchmarks/bare_loop.h"

int sc_main(int, char**) { return 0; }

namespace cellchain::benchmarks {
namespace {

/// A binary record of every cell once a second, as the reference asks for.
class BinaryRecord : public system::RunObserver {
public:
    explicit BinaryRecord(const signals::SignalTree& tree)
        : voltages_(tree.family("cells.voltage_v")), row_(voltages_.size()) {}
    void at_event(const system::Event&) override {}
    void at_data_out(Ticks, const std::vector<std::uint8_t>&) override {}
    void at_barrier(const system::Sample&) override {
        for (std::size_t i = 0; i < row_.size(); ++i)
            row_[i] = static_cast<float>(voltages_[i]->read());
        std::fwrite(row_.data(), sizeof(float), row_.size(), file_.get());
    }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::vector<const signals::Signal*> voltages_;
    std::vector<float> row_;
    std::unique_ptr<std::FILE, Close> file_{std::tmpfile()};
};

scenario::Scenario read(const std::string& file, const std::string& firmware, int cells,
                        int seconds) {
    auto scenario = scenario::read_scenario(
        file, {{"/chain/cells", std::to_string(cells)}, {"/duration_s", std::to_string(seconds)}});
    scenario.packs.front().chain.firmware = {firmware + "/in.so", firmware + "/cell.so",
                                             firmware + "/out.so"};
    return scenario;
}

std::uint64_t run_full(const scenario::Scenario& scenario) {
    system::SystemRun run(scenario);
    BinaryRecord record(run.signal_tree());
    run.add_observer(record);
    run.run_for_all();
    if (run.end() != system::SystemRun::End::completed) {
        fmt::print(stderr, "the run did not complete: {}\n", run.fault_text());
        std::exit(3);
    }
    return run.bytes_heard();
}

struct Cost {
    double cpu_s;
    long peak_kb;
};

/// In a process of its own: the kernel allows one simulation per process.
template <class Work>
Cost cost_of(Work work) {
    const pid_t child = fork();
    if (child == 0) {
        work();
        std::fflush(nullptr);
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (status != 0)
        std::exit(3);
    return {static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec),
            usage.ru_maxrss};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void compare(const std::string& file, const std::string& firmware, int cells, int seconds) {
    const auto scenario = read(file, firmware, cells, seconds);
    std::vector<double> full;
    std::vector<double> ratios;
    long peak_kb = 0;
    constexpr int pairs = 15;  // in turn, so that a neighbour on the machine slows both
    std::fflush(stdout);       // or each child would print it again
    for (int i = 0; i < pairs; ++i) {
        const Cost simulation = cost_of([&scenario] { run_full(scenario); });
        const Cost limit = cost_of([&scenario] { run_bare_loop(scenario); });
        full.push_back(simulation.cpu_s);
        ratios.push_back(simulation.cpu_s / limit.cpu_s);
        peak_kb = std::max(peak_kb, simulation.peak_kb);
    }
    fmt::print(
        "{:5d}  {:12.0f}  {:8.2f}  {:8.2f} - {:4.2f}  {:8.1f}\n", cells, seconds / median(full),
        median(ratios), *std::min_element(ratios.begin(), ratios.end()),
        *std::max_element(ratios.begin(), ratios.end()), static_cast<double>(peak_kb) / 1024.0);
    std::fflush(stdout);
}

int benchmark(const std::vector<std::string>& arguments) {
    sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
    if (arguments.size() == 5) {
        const auto scenario =
            read(arguments[0], arguments[1], std::stoi(arguments[3]), std::stoi(arguments[4]));
        const auto bytes = arguments[2] == "full" ? run_full(scenario) : run_bare_loop(scenario);
        fmt::print("bytes {}\n", bytes);
        return 0;
    }
    fmt::print("cells  x real time  to limit    min - max   peak MB\n");
    compare(arguments.at(0), arguments.at(1), 4, 60'000);
    compare(arguments.at(0), arguments.at(1), 16, 20'000);
    compare(arguments.at(0), arguments.at(1), 255, 2'000);
    return 0;
}

}  // namespace
}  // namespace cellchain::benchmarks

int main(int argc, char** argv) {
    if (argc != 3 && argc != 6) {
        fmt::print(stderr, "usage: {} SCENARIO FIRMWARE_DIR [full|limit CELLS SECONDS]\n", argv[0]);
        return 2;
    }
    return cellchain::benchmarks::benchmark({argv + 1, argv + argc});
}
