#include "tests/benchmarks/bare_loop.h"

#include <array>
#include <memory>

#include "firmware_glue/hal/cellhal.h"
#include "firmware_glue/host/firmware.h"
#include "models/parts/battery.h"
#include "models/physics/adc.h"
#include "models/physics/bus_solver.h"
#include "models/physics/random_stream.h"
#include "sim/system/bms_system.h"
#include "sim/system/board_settings.h"
#include "sim/system/switch_panel.h"

namespace cellchain::benchmarks {

namespace {

constexpr std::uint32_t cpu_hz = 8'000'000;
constexpr std::uint64_t byte_cycles = 8320;  // ten bits at 9600 baud, divider 52

/// A board without time of its own: what the firmware starts is done when the loop says so.
class BareBoard final : public host::BoardPeripherals {
public:
    BareBoard(host::FirmwareImage& image, parts::CellTerminalsIf& cell, std::uint64_t seed,
              int number)
        : firmware(image, *this), cell_(cell), noise_(seed, "board_" + std::to_string(number)) {}

    host::FirmwareInstance firmware;
    std::vector<std::uint8_t> nvm = std::vector<std::uint8_t>(512, 0xFF);
    std::array<bool, 8> switches{};
    std::array<Amperes, 2> currents{};
    Ticks instant = 0;  // of the present second, for looks at the cell
    std::uint64_t bytes = 0;

    /// One message: the bytes that come in, one byte time apart, and what the board does of itself.
    void hear(const std::vector<std::uint8_t>& message) {
        firmware.activate();
        now_ += cpu_hz / 2;
        for (const std::uint8_t byte : message) {
            now_ += byte_cycles;
            ++bytes;
            firmware.event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, byte);
        }
        finish();
    }
    /// The IN board's own timer, which starts a message.
    void start_message() {
        firmware.activate();
        now_ += cpu_hz;
        firmware.event(HAL_EV_TIMER, 0, 0);
        finish();
    }
    void reset() {
        firmware.reset(HAL_RESET_POWER_ON);
        finish();
    }
    std::vector<std::uint8_t>& sent() { return sent_; }

private:
    void finish() {
        for (bool busy = true; busy;) {
            busy = false;
            if (adc_running_) {
                adc_running_ = false;
                firmware.event(HAL_EV_ADC, adc_channel_, adc_code_);
                busy = true;
            }
            for (std::uint8_t n = 0; n < HAL_UART_COUNT; ++n) {
                if ((flags_[n] & HAL_UART_TX_EMPTY_EVENT) == 0)
                    continue;
                now_ += byte_cycles;
                firmware.event(HAL_EV_UART_EMPTY, n, 0);
                busy = true;
            }
        }
    }

    std::uint32_t ticks() override { return static_cast<std::uint32_t>(now_); }
    std::uint32_t ticks_per_second() override { return cpu_hz; }
    void cost(std::uint32_t) override {}
    bool uart_open(std::uint8_t, std::uint32_t, std::uint8_t) override { return true; }
    void uart_enable(std::uint8_t uart, std::uint8_t flags) override { flags_[uart] = flags; }
    bool uart_put(std::uint8_t uart, std::uint8_t byte) override {
        if (uart == HAL_UART_CHAIN)
            sent_.push_back(byte);
        return true;
    }
    void pin_write(std::uint8_t pin, bool level) override {
        if (pin == HAL_PIN_BYPASS)
            cell_.set_bypass(level, instant);
    }
    bool pin_read(std::uint8_t pin) override {
        return pin >= HAL_PIN_SW1 && pin <= HAL_PIN_SW8 && switches[pin - HAL_PIN_SW1];
    }
    void pin_mode(std::uint8_t, std::uint8_t) override {}
    void pin_irq(std::uint8_t, std::uint8_t) override {}
    void pwm_set(std::uint8_t, std::uint16_t, std::uint32_t) override {}
    void timer_start(std::uint8_t, std::uint32_t, bool) override {}
    void timer_stop(std::uint8_t) override {}
    void adc_start(std::uint8_t channel, std::uint8_t, std::uint8_t) override {
        adc_running_ = true;
        adc_channel_ = channel;
        const Ticks when = instant + (now_ % cpu_hz) * 12'500;
        const physics::CurrentAdc current{Amperes{100.0}, 0.6};
        switch (channel) {
            case HAL_ADC_CELL:
                adc_code_ = voltage_.convert(cell_.board_voltage(when), noise_.normal());
                break;
            case HAL_ADC_TEMP:
                adc_code_ = temperature_.convert(cell_.board_temperature(when), noise_.normal());
                break;
            default:
                adc_code_ = current.convert(currents[channel - HAL_ADC_CURRENT1], noise_.normal());
        }
    }
    std::uint8_t nvm_read(std::uint16_t address) override { return nvm[address]; }
    void nvm_write(std::uint16_t, std::uint8_t) override {}
    bool nvm_busy() override { return true; }
    void record_trace(std::uint16_t, std::uint32_t, std::uint32_t) override {}
    void watchdog_set(std::uint8_t, std::uint16_t) override {}
    void watchdog_kick() override {}
    void poll() override {}
    void delay_us(std::uint32_t) override {}
    bool irq_save() override { return false; }
    void irq_restore(bool) override {}
    void sleep(std::uint8_t, std::uint16_t) override {}
    std::int16_t uart_get(std::uint8_t, std::uint8_t*) override { return -1; }
    std::uint8_t uart_state(std::uint8_t) override { return 0; }
    std::uint32_t millis() override { return 0; }
    void timer_at(std::uint8_t, std::uint32_t) override {}
    bool adc_busy() override { return adc_running_; }
    std::uint16_t adc_result() override { return adc_code_; }
    std::uint8_t take_reset_cause() override { return HAL_RESET_NONE; }
    std::uint32_t ident(std::uint8_t) override { return 0; }
    void count_block(std::uint32_t) override {}
    void fail(std::uint16_t, std::uint16_t) override {}
    void fail_assertion(const char*, const char*, std::uint32_t) override {}
    void halt(std::uint8_t, std::int32_t) override {}
    std::uint64_t present() const override { return 0; }
    void software_reset() override {}

    parts::CellTerminalsIf& cell_;
    physics::RandomStream noise_;
    physics::CellVoltageAdc voltage_;
    physics::TemperatureAdc temperature_;
    std::uint64_t now_ = 0;
    std::array<std::uint8_t, HAL_UART_COUNT> flags_{};
    std::vector<std::uint8_t> sent_;
    bool adc_running_ = false;
    std::uint8_t adc_channel_ = 0;
    std::uint16_t adc_code_ = 0;
};

struct BarePlant {
    std::vector<physics::BusLoad> loads{1};
    std::vector<physics::Charger> chargers{1};
    physics::BusSolution solution;
};

/// The plant's sample: what the bus does once a second.
void sample_plant(const scenario::Scenario& scenario, parts::Battery& battery, Ticks now,
                  BarePlant& plant, std::array<Amperes, 2>& currents) {
    battery.commit(now);
    const Seconds time = to_seconds(now);
    const auto& solar = scenario.plant.solar.front();
    const auto& inverter = scenario.plant.inverters.front();
    plant.chargers[0] = {true, solar.peak_power * (solar.irradiance.at(time) / 1000.0),
                         solar.max_current, solar.absorption_voltage};
    plant.loads[0] = {Watts{inverter.load.at(time) * inverter.load_scale / inverter.efficiency},
                      inverter.cutoff_voltage};
    physics::solve_bus(battery.thevenin(), plant.loads, plant.chargers, plant.solution);
    const physics::BusSolution& solution = plant.solution;
    battery.set_current(solution.pack_current);
    currents = {solution.charger_current, solution.load_current};
}

}  // namespace

std::uint64_t run_bare_loop(const scenario::Scenario& scenario) {
    host::FirmwareImage in(scenario.packs.front().chain.firmware.in, host::Role::in);
    host::FirmwareImage cell(scenario.packs.front().chain.firmware.cell, host::Role::cell);
    host::FirmwareImage out(scenario.packs.front().chain.firmware.out, host::Role::out);
    parts::Battery battery("battery", system::battery_config(scenario.packs.front().pack));
    std::vector<std::unique_ptr<BareBoard>> boards;
    const int count = scenario.packs.front().chain.cells;
    for (int number = 1; number <= count; ++number) {
        host::FirmwareImage& image = number == 1 ? in : number == count ? out : cell;
        auto& terminals =
            dynamic_cast<parts::CellTerminalsIf&>(*battery.cells[boards.size()].get_interface());
        boards.push_back(std::make_unique<BareBoard>(image, terminals, scenario.seed, number));
        const auto written = system::production_memory(scenario.packs.front(), number);
        std::copy(written.begin(), written.end(), boards.back()->nvm.begin());
    }
    boards.front()->switches = system::switch_positions(scenario.packs.front().settings.switches);
    for (auto& board : boards)
        board->reset();

    BarePlant plant;
    const auto seconds = static_cast<std::uint64_t>(scenario.duration.value);
    for (std::uint64_t second = 1; second <= seconds; ++second) {
        const Ticks now = second * ticks_per_second;
        sample_plant(scenario, battery, now, plant, boards.front()->currents);
        for (auto& board : boards)
            board->instant = now;
        boards.front()->start_message();
        for (std::size_t i = 1; i < boards.size(); ++i) {
            boards[i]->hear(boards[i - 1]->sent());
            boards[i - 1]->sent().clear();
        }
    }
    std::uint64_t bytes = 0;
    for (const auto& board : boards)
        bytes += board->bytes;
    return bytes;
}

}  // namespace cellchain::benchmarks
