#include "sim/system/system_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <systemc>

#include "sim/system/bms_system.h"
#include "sim/system/led_pattern.h"
#include "sim/system/run_reporter.h"
#include "sim/system/system_signals.h"

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

void add_relay_warnings(std::vector<std::string>& warnings, const char* path,
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
          bms(
              "bms", scenario, reporter,
              [this](std::uint8_t byte, Ticks t) { reporter.take_data_out(byte, t); },
              [this](std::uint8_t byte, Ticks t) { reporter.take_app_reply(byte, t); },
              [this](std::uint8_t byte, Ticks t) { reporter.take_in_data_out(byte, t); },
              transport),
          chain_timing(scenario.chain.cells),
          leds(scenario.chain.cells),
          tree(make_signal_tree(
              bms, reporter,
              {chain_timing, [this] { watch_chain(); }, leds, [this] { watch_leds(); }}, look)) {
        reporter.watch(bms);
        bms.timeline.watch(scenario.file, tree, look);
        bms.timeline.set_event_sink([this](Event event) { reporter.note(std::move(event)); });
        const auto watch_relay = [this](parts::LatchingRelay& relay, const char* path) {
            relay.set_sink([this, path](Ticks when, const char* what, const std::string& detail) {
                reporter.note({when, path, what, detail});
            });
        };
        watch_relay(bms.charge_relay, "out.charge_relay");
        watch_relay(bms.load_relay, "out.load_relay");
        bms.battery.set_bypass_sink([this](int index, bool on, Ticks when) {
            reporter.note({when, fmt::format("cell[{}].bypass", index + 1), on ? "on" : "off", ""});
        });
        bms.supplies.set_sink([this](int board, Ticks when, Volts supply) {
            reporter.note({when, bms.boards[static_cast<std::size_t>(board)]->name(), "brown_out",
                           fmt::format("{:.3f} V", supply.value)});
        });
        watch_firmware();
        for (auto& board : bms.boards)
            board->set_trace_sink([this](const char* path, Ticks when, std::uint16_t id,
                                         std::uint32_t a, std::uint32_t b) {
                reporter.note({when, path, "trace", fmt::format("{} {} {}", id, a, b)});
            });
        if (scenario.settings.factory.cells < scenario.chain.cells)
            warnings_.push_back(
                fmt::format("factory cell count {} is below the {} boards fitted (M-CHN-08)",
                            scenario.settings.factory.cells, scenario.chain.cells));
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

    void add_wire_observer(WireObserver& observer) {
        wire_observers_.push_back(&observer);
        tap_wires();
    }

    /// Costs little: a call for each burst on a link, and for each byte at OUT alone.
    void watch_chain() {
        if (chain_watched)
            return;
        chain_watched = true;
        wire_observers_.push_back(&chain_timing);
        bms.battery.set_sample_sink(
            [this](int index, Ticks when) { chain_timing.at_reading(index + 1, when); });
        reporter.watch_chain(chain_timing);
        tap_links();
        tap_chain_input(*bms.boards.back());
    }

    void watch_leds() {
        if (leds_watched)
            return;
        leds_watched = true;
        wire_observers_.push_back(&leds);
        for (auto& board : bms.boards)
            tap_pins(*board);
    }

    Books books() const { return close_books(bms.battery.books(), bms.bus.books()); }

    std::optional<AgeingFigures> ageing_figures() const {
        const auto& cells = config.pack.cells;
        if (std::none_of(cells.begin(), cells.end(),
                         [](const scenario::PackCell& cell) { return cell.ageing_pace > 0.0; }))
            return std::nullopt;
        return ageing_of(bms.battery);
    }

    std::vector<std::string> warnings() const {
        auto all = warnings_;
        for (const std::string& warning : bms.plant.warnings())
            all.push_back(warning);
        if (reporter.bad_frames() > 0)
            all.push_back(fmt::format("{} data-out frames were broken", reporter.bad_frames()));
        add_relay_warnings(all, "out.charge_relay", bms.charge_relay);
        add_relay_warnings(all, "out.load_relay", bms.load_relay);
        for (std::string& line : bms.timeline.left_undone())
            all.push_back(std::move(line));
        return all;
    }

    SystemInfo info() const {
        SystemInfo info;
        const auto add = [&info](const char* role, const host::FirmwareImage& image) {
            info.firmware.emplace_back(
                role, fmt::format("{} {}", image.description().name, image.description().version));
        };
        add("in", bms.in_firmware);
        add("cell", bms.cell_firmware);
        add("out", bms.out_firmware);
        return info;
    }

    const scenario::Scenario config;
    RunReporter reporter{"reporter"};
    BmsSystem bms;
    ChainTiming chain_timing;
    bool chain_watched = false;
    LedPattern leds;
    bool leds_watched = false;
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
        sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
        bms.horizon.add_barrier(0);
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
        if (!bms.horizon.fault().empty()) {
            tell_end();
            return end_by_fault(bms.horizon.fault());
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
        bms.data_out_listener.at_barrier(present());
        bms.app_reply_listener.at_barrier(present());
        reporter.tell_end(present());
    }

    void watch_firmware() {
        for (auto& board : bms.boards) {
            board->set_fault_sink([this](const parts::BoardFault& found) { at_fault(found); });
            board->set_reset_sink([this](const char* path, Ticks when, std::uint8_t cause) {
                reporter.note({when, path, "reset", name_of_reset(cause)});
            });
        }
    }

    void at_fault(const parts::BoardFault& found) {
        const parts::Board& board = *bms.boards[static_cast<std::size_t>(found.board - 1)];
        reporter.note({found.when, board.name(), "fault", found.text});
        if (firmware_faults.size() < most_faults)
            firmware_faults.push_back(found);
        if (config.chain.firmware.on_fault == parts::FaultPolicy::stop)
            bms.horizon.end_run_at(found.when, found.text);
    }

    void stop(End end) {
        ended = end;
        sc_core::sc_stop();
    }

    void tap_links() {
        for (std::size_t i = 0; i < bms.links.size(); ++i)
            bms.links[i]->set_tap([this, i](const physics::ByteOnWire* bytes, std::size_t count) {
                for (WireObserver* observer : wire_observers_)
                    observer->at_chain_sent(static_cast<int>(i + 1), bytes, count);
            });
    }

    void tap_chain_input(parts::Board& board) {
        const int number = board.position();
        board.set_heard_sink(
            [this, number](std::uint8_t uart, Ticks complete, std::uint16_t byte_and_errors) {
                if (uart != HAL_UART_CHAIN)
                    return;
                for (WireObserver* observer : wire_observers_)
                    observer->at_chain_heard(number, complete, byte_and_errors);
            });
    }

    void tap_pins(parts::Board& board) {
        const int number = board.position();
        board.set_pin_sink([this, number](std::uint8_t pin, bool level, Ticks when) {
            for (WireObserver* observer : wire_observers_)
                observer->at_pin(number, pin, level, when);
        });
    }

    void tap_wires() {
        tap_links();
        bms.data_out_line.set_tap([this](const physics::ByteOnWire* bytes, std::size_t count) {
            for (WireObserver* observer : wire_observers_)
                observer->at_data_out_sent(bytes, count);
        });
        for (auto& board : bms.boards) {
            tap_chain_input(*board);
            tap_pins(*board);
        }
    }

    std::vector<WireObserver*> wire_observers_;
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
void SystemRun::add_wire_observer(WireObserver& observer) {
    implementation_->add_wire_observer(observer);
}
void SystemRun::record_calls_of(int board) {
    implementation_->bms.boards[static_cast<std::size_t>(board - 1)]->record_calls();
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
Ticks SystemRun::now() const { return implementation_->reached; }
Ticks SystemRun::present() const { return implementation_->present(); }
std::optional<ChainFigures> SystemRun::chain_figures() const {
    if (!implementation_->chain_watched)
        return std::nullopt;
    return implementation_->chain_timing.figures();
}
std::optional<AgeingFigures> SystemRun::ageing_figures() const {
    return implementation_->ageing_figures();
}
std::uint64_t SystemRun::bytes_heard() const {
    std::uint64_t bytes = 0;
    for (const auto& board : implementation_->bms.boards)
        bytes += board->bytes_heard();
    return bytes;
}
Books SystemRun::books() const { return implementation_->books(); }
std::vector<DeviceEnergy> SystemRun::device_energies() const {
    return implementation_->bms.plant.energies();
}
std::vector<std::string> SystemRun::warnings() const { return implementation_->warnings(); }
SystemInfo SystemRun::info() const { return implementation_->info(); }

}  // namespace cellchain::system
