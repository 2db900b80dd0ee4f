#include "sim/system/system_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <systemc>

#include "firmware_glue/host/debugger_view.h"
#include "sim/system/installation.h"
#include "sim/system/run_reporter.h"
#include "sim/system/system_signals.h"
#include "sim/system/wire_taps.h"

namespace cellchain::system {

namespace {

AgeingFigures ageing_of(const parts::Battery& battery) {
    AgeingFigures figures{battery.cell_capacity(0), battery.cell_capacity(0),
                          battery.cell_resistance_factor(0), battery.cell_resistance_factor(0)};
    for (int i = 1; i < battery.count(); ++i) {
        const AmpereHours capacity = battery.cell_capacity(i);
        const double factor = battery.cell_resistance_factor(i);
        figures.lowest_capacity = std::min(figures.lowest_capacity, capacity);
        figures.highest_capacity = std::max(figures.highest_capacity, capacity);
        figures.lowest_resistance_factor = std::min(figures.lowest_resistance_factor, factor);
        figures.highest_resistance_factor = std::max(figures.highest_resistance_factor, factor);
    }
    return figures;
}

// A board that is reset after each fault may have them by the million.
constexpr std::size_t most_faults = 20;

const char* name_of_reset(std::uint8_t cause) {
    switch (cause) {
        case HAL_RESET_POWER_ON:
            return "power on";
        case HAL_RESET_BROWN_OUT:
            return "brown-out";
        case HAL_RESET_WATCHDOG:
            return "watchdog";
        default:
            return "software";
    }
}

void add_relay_warnings(std::vector<std::string>& warnings, const std::string& path,
                        const parts::LatchingRelay& relay) {
    const auto add = [&](int count, const char* what) {
        if (count > 0)
            warnings.push_back(
                fmt::format("{}: {}, {} time{}", path, what, count, count == 1 ? "" : "s"));
    };
    add(relay.weak_pulses(), "its coil was too weak to move it (M-MEA-01)");
    add(relay.overloads(), "more than 1 A through its contact (M-OUT-04)");
}

}  // namespace

class SystemRun::Implementation : public RunObserver {
public:
    Implementation(const scenario::Scenario& scenario, parts::Transport transport)
        : config(scenario),
          reporter("reporter", scenario.packs.size()),
          installation(
              scenario, reporter, [this](std::size_t pack) { return sinks_of(pack); }, transport),
          wires(tap_wires()),
          tree(make_signal_tree(installation, reporter, wires, look)) {
        reporter.watch(installation);
        installation.timeline.watch(scenario.file, tree, look);
        installation.timeline.set_event_sink(
            [this](Event event) { reporter.note(std::move(event)); });
        for (std::size_t i = 0; i < scenario.packs.size(); ++i) {
            note_events_of(i);
            const scenario::Bms& bms = scenario.packs[i];
            if (bms.settings.factory.cells < bms.chain.cells)
                warnings_.push_back(
                    fmt::format("{}factory cell count {} is below the {} boards fitted (M-CHN-08)",
                                bms.name.empty() ? "" : bms.name + ": ", bms.settings.factory.cells,
                                bms.chain.cells));
        }
    }

    bool run_on(Ticks until) {
        if (!has_begun_)
            begin();
        look = 0;
        pause_requested_ = false;
        if (until == never)
            sc_core::sc_start();
        else
            run_to(until);
        finish_instant();
        const bool goes_on = until != never || pause_requested_;
        if (goes_on && !sc_core::sc_end_of_simulation_invoked()) {
            look = present();
            return true;
        }
        conclude();
        return false;
    }

    void request_pause() {
        pause_requested_ = true;
        if (!finishes_instant_)
            sc_core::sc_pause();
    }

    static Ticks present() { return sc_core::sc_time_stamp().value(); }

    void at_event(const Event&) override {}
    void at_data_out(Ticks, const std::vector<std::uint8_t>&) override {}
    void at_barrier(const Sample& sample) override {
        reached = sample.time;
        if (reached >= to_ticks(config.duration))
            return stop(End::completed);
        if (stop_requested)
            return stop(End::interrupted);
        if (config.wall_clock_limit &&
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count() >
                config.wall_clock_limit->value)
            stop(End::wall_clock_limit);
    }

    Books books() const {
        std::vector<PackBooks> packs;
        for (std::size_t i = 0; i < config.packs.size(); ++i)
            packs.push_back({config.packs[i].name, installation.packs[i]->battery.books()});
        return close_books(std::move(packs), installation.bus.books());
    }

    std::optional<AgeingFigures> ageing_figures(std::size_t pack) const {
        const auto& cells = config.packs[pack].pack.cells;
        if (std::none_of(cells.begin(), cells.end(),
                         [](const scenario::PackCell& cell) { return cell.ageing_pace > 0.0; }))
            return std::nullopt;
        return ageing_of(installation.packs[pack]->battery);
    }

    std::vector<std::string> warnings() const {
        auto all = warnings_;
        for (const std::string& warning : installation.plant.warnings())
            all.push_back(warning);
        for (std::size_t i = 0; i < installation.packs.size(); ++i) {
            const BmsSystem& bms = *installation.packs[i];
            const int bad_frames = reporter.pack(i).bad_frames();
            if (bad_frames > 0)
                all.push_back(fmt::format("{}{} data-out frames were broken",
                                          bms.prefix.empty() ? "" : config.packs[i].name + ": ",
                                          bad_frames));
            add_relay_warnings(all, bms.prefix + "out.charge_relay", bms.charge_relay);
            add_relay_warnings(all, bms.prefix + "out.load_relay", bms.load_relay);
        }
        for (std::string& line : installation.timeline.left_undone())
            all.push_back(std::move(line));
        return all;
    }

    std::vector<FirmwareInUse> firmware() const {
        std::vector<FirmwareInUse> all;
        for (const auto& bms : installation.packs)
            for (FirmwareInUse& firmware : firmware_in_use(*bms))
                all.push_back(std::move(firmware));
        return all;
    }

    const scenario::Scenario config;
    RunReporter reporter;
    Installation installation;
    std::vector<std::unique_ptr<WireTaps>> wires;  // of each pack
    Ticks look = 0;  // the instant that signals of the battery tell of, but for the last commit
    signals::SignalTree tree;
    std::atomic<bool> stop_requested{false};
    End ended = End::completed;
    std::string fault;
    std::vector<parts::BoardFault> firmware_faults;
    Ticks reached = 0;

private:
    void begin() {
        has_begun_ = true;
        // Last of all observers: the others have seen a barrier before the run may stop at it.
        reporter.add_observer(*this);
        started_ = std::chrono::steady_clock::now();
        cellchain_debug_begun();
        sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
        installation.horizon.add_barrier(0);
    }

    void run_to(Ticks until) {
        const Ticks from = present();
        if (until > from)
            sc_core::sc_start(sc_core::sc_time::from_value(until - from), sc_core::SC_RUN_TO_TIME);
        else
            start_for_one_delta();
    }

    // The kernel comes back with part of an instant still to do: behind the delta cycle that asked
    // for a pause, or in front of the first one at the time that it was to run to.
    void finish_instant() {
        while (!sc_core::sc_end_of_simulation_invoked() &&
               sc_core::sc_pending_activity_at_current_time())
            start_for_one_delta();
    }

    void start_for_one_delta() {
        finishes_instant_ = true;
        sc_core::sc_start(sc_core::SC_ZERO_TIME);
        finishes_instant_ = false;
    }

    void conclude() {
        cellchain_debug_ended();
        if (!installation.horizon.fault().empty()) {
            tell_end();
            return end_by_fault(installation.horizon.fault());
        }
        std::string gaps = unclosed(books());
        if (!gaps.empty() && ended != End::interrupted) {
            constexpr Seconds usual{1.0};
            if (config.plant.period > usual)
                gaps += fmt::format(
                    "\n  hint: the energy book closes better with a shorter "
                    "plant.period_s; it is {} s",
                    config.plant.period.value);
            end_by_fault(gaps);
        } else if (!firmware_faults.empty()) {
            end_by_fault(firmware_faults.front().text);
        }
    }

    void end_by_fault(const std::string& text) {
        if (ended != End::interrupted)
            ended = End::fault;
        fault = text;
    }

    // The run has stopped between two barriers: what happened up to here is told all the same.
    void tell_end() {
        if (reached == present())
            return;
        look = present();
        for (auto& bms : installation.packs) {
            bms->data_out_listener.at_barrier(present());
            bms->app_reply_listener.at_barrier(present());
        }
        reporter.tell_end(present());
    }

    void at_fault(const parts::BoardFault& found) {
        const auto pack = static_cast<std::size_t>(found.chain);
        const auto& boards = installation.packs[pack]->boards;
        const char* path = boards[static_cast<std::size_t>(found.board - 1)]->name();
        reporter.note(pack, {found.when, path, "fault", found.text});
        if (firmware_faults.size() < most_faults)
            firmware_faults.push_back(found);
        if (config.packs[pack].chain.firmware.on_fault == parts::FaultPolicy::stop)
            installation.horizon.end_run_at(found.when, found.text);
    }

    void stop(End end) {
        ended = end;
        sc_core::sc_stop();
    }

    SerialSinks sinks_of(std::size_t pack) {
        PackReporter& its = reporter.pack(pack);
        return {
            [&its](std::uint8_t byte, Ticks t) { its.take_data_out(byte, t); },
            [&its](std::uint8_t byte, Ticks t) { its.take_app_reply(byte, t); },
            [this, pack](std::uint8_t byte, Ticks t) { reporter.take_in_data_out(pack, byte, t); }};
    }

    std::vector<std::unique_ptr<WireTaps>> tap_wires() {
        std::vector<std::unique_ptr<WireTaps>> taps;
        for (std::size_t i = 0; i < installation.packs.size(); ++i)
            taps.push_back(std::make_unique<WireTaps>(*installation.packs[i], reporter.pack(i),
                                                      config.packs[i].chain.bits_per_s));
        return taps;
    }

    void note_events_of(std::size_t pack) {
        BmsSystem& bms = *installation.packs[pack];
        const auto watch_relay = [&](parts::LatchingRelay& relay, const char* name) {
            relay.set_sink([this, pack, path = bms.prefix + name](Ticks when, const char* what,
                                                                  const std::string& detail) {
                reporter.note(pack, {when, path, what, detail});
            });
        };
        watch_relay(bms.charge_relay, "out.charge_relay");
        watch_relay(bms.load_relay, "out.load_relay");
        bms.battery.set_bypass_sink([this, pack, &bms](int index, bool on, Ticks when) {
            reporter.note(pack, {when, fmt::format("{}cell[{}].bypass", bms.prefix, index + 1),
                                 on ? "on" : "off", ""});
        });
        bms.supplies.set_sink([this, pack, &bms](int board, Ticks when, Volts supply) {
            reporter.note(pack, {when, bms.boards[static_cast<std::size_t>(board)]->name(),
                                 "brown_out", fmt::format("{:.3f} V", supply.value)});
        });
        note_firmware_events_of(pack);
    }

    void note_firmware_events_of(std::size_t pack) {
        for (auto& board : installation.packs[pack]->boards) {
            const int number = board->position();
            board->set_fault_sink([this](const parts::BoardFault& found) { at_fault(found); });
            board->set_reset_sink([this, pack](const char* path, Ticks when, std::uint8_t cause) {
                reporter.note(pack, {when, path, "reset", name_of_reset(cause)});
            });
            board->set_trace_sink([this, pack, number](const char* path, Ticks when,
                                                       std::uint16_t id, std::uint32_t a,
                                                       std::uint32_t b) {
                reporter.note(pack, {when, path, "trace", fmt::format("{} {} {}", id, a, b)});
                reporter.pack(pack).traces().take(number, when, id, a, b);
            });
        }
    }

    std::vector<std::string> warnings_;
    bool has_begun_ = false;
    bool pause_requested_ = false;
    bool finishes_instant_ = false;
    std::chrono::steady_clock::time_point started_;
};

SystemRun::SystemRun(const scenario::Scenario& scenario, parts::Transport transport) {
    sc_core::sc_set_time_resolution(10, sc_core::SC_PS);  // one tick
    implementation_ = std::make_unique<Implementation>(scenario, transport);
}

SystemRun::~SystemRun() = default;

const signals::SignalTree& SystemRun::signal_tree() const { return implementation_->tree; }
void SystemRun::add_observer(RunObserver& observer) {
    implementation_->reporter.add_observer(observer);
}
void SystemRun::add_observer(RunObserver& observer, std::size_t pack) {
    implementation_->reporter.add_observer(observer, pack);
}
void SystemRun::add_wire_observer(WireObserver& observer, std::size_t pack) {
    implementation_->wires[pack]->add(observer);
}
void SystemRun::record_calls_of(std::size_t pack, int board, host::CallSink sink) {
    auto& boards = implementation_->installation.packs[pack]->boards;
    boards[static_cast<std::size_t>(board - 1)]->record_calls(std::move(sink));
}
void SystemRun::run_for_all() { implementation_->run_on(never); }
bool SystemRun::run_on(Ticks until) { return implementation_->run_on(until); }
void SystemRun::request_pause() { implementation_->request_pause(); }
void SystemRun::request_stop() { implementation_->stop_requested = true; }
SystemRun::End SystemRun::end() const { return implementation_->ended; }
std::string SystemRun::fault_text() const { return implementation_->fault; }
const std::vector<parts::BoardFault>& SystemRun::firmware_faults() const {
    return implementation_->firmware_faults;
}
parts::Transport SystemRun::transport() const {
    return implementation_->installation.horizon.transport();
}
bool SystemRun::needs_edges() const { return implementation_->installation.needs_edges; }
Ticks SystemRun::now() const { return implementation_->reached; }
Ticks SystemRun::present() const { return implementation_->present(); }
std::optional<ChainFigures> SystemRun::chain_figures(std::size_t pack) const {
    const WireTaps& wires = *implementation_->wires[pack];
    if (!wires.chain_is_watched())
        return std::nullopt;
    return wires.chain_timing().figures();
}
std::optional<AgeingFigures> SystemRun::ageing_figures(std::size_t pack) const {
    return implementation_->ageing_figures(pack);
}
std::uint64_t SystemRun::bytes_heard() const {
    std::uint64_t bytes = 0;
    for (const auto& bms : implementation_->installation.packs)
        for (const auto& board : bms->boards)
            bytes += board->bytes_heard();
    return bytes;
}
Books SystemRun::books() const { return implementation_->books(); }
std::vector<DeviceEnergy> SystemRun::device_energies() const {
    return implementation_->installation.plant.energies();
}
std::vector<std::string> SystemRun::warnings() const { return implementation_->warnings(); }
std::vector<FirmwareInUse> SystemRun::firmware() const { return implementation_->firmware(); }
std::vector<scenario::FirmwareCounters> SystemRun::firmware_counters() const {
    return implementation_->installation.firmware.counters();
}

}  // namespace cellchain::system
