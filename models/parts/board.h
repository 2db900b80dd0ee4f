#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <systemc>
#include <vector>

#include "firmware_glue/hal/cellhal.h"
#include "firmware_glue/host/board_peripherals.h"
#include "firmware_glue/host/firmware.h"
#include "models/parts/board_config.h"
#include "models/parts/board_fault.h"
#include "models/parts/board_line_pins.h"
#include "models/parts/board_pins.h"
#include "models/parts/board_timing.h"
#include "models/parts/board_uart.h"
#include "models/parts/cell_terminals_if.h"
#include "models/parts/horizon.h"
#include "models/parts/own_events.h"
#include "models/parts/serial_link.h"
#include "models/parts/supplied_if.h"
#include "models/physics/adc.h"
#include "models/physics/clock_law.h"
#include "models/physics/oscillator.h"
#include "models/physics/random_stream.h"
#include "models/physics/uart_receiver.h"

namespace cellchain::parts {

class MainProgram;

/// A diagnostic record of firmware (`hal_trace`), dated with the board's local time.
using TraceSink = std::function<void(const char* board, Ticks, std::uint16_t id, std::uint32_t a,
                                     std::uint32_t b)>;

/// A byte as the board's firmware is handed it: complete at that instant, error flags of
/// HAL_EV_UART_BYTE in the high byte.
using HeardSink =
    std::function<void(std::uint8_t uart, Ticks complete, std::uint16_t byte_and_errors)>;

/// An output pin as the firmware wrote it.
using PinSink = std::function<void(std::uint8_t pin, bool level, Ticks when)>;

/// What every board of the chain has: a microcontroller that runs real firmware, on its own cell.
///
/// Models  oscillator, UARTs (double-buffered transmitter, sampling receiver, FIFO of two), timers,
///         ADC with its references, pins and their edges, PWM, non-volatile memory, watchdog with
///         an oscillator of its own, sleep modes, resets, handler cost; a local time that runs
///         ahead of the kernel's up to the horizon, one activation per message. Firmware that goes
///         wrong stops this board, not the run. Without power pins let go, lines idle, memory but
///         the non-volatile is lost, and of that a byte being written. The chain's lines may be
///         pins (BoardLinePins), for firmware that asks for it.
/// Source  ATmega328P data sheet: USART, ADC at 125 kHz (13 clocks), EEPROM write 3.4 ms.
/// Limits  asleep a board draws as much as awake, as do single peripherals; in deep sleep cycles
///         are counted on behind the scenes, so that the clock starts again in phase; a pulse that
///         is no start bit is a start edge only where lines are sampled; bytes handed to the
///         transmitter before a reset, or deep sleep, still go out whole, and faulty firmware
///         leaves pins as they are. When
///         power goes, the handler under way and the bit on the line are finished; a recorded line
///         shows the byte under way, and one behind it, as they were meant. Board timers further
///         than `settle_time` behind the last byte, or the kernel's time, run at that, not ahead.
class Board : protected host::BoardPeripherals,  // first: its calls are the most frequent ones
              public sc_core::sc_module,
              public ResumableIf,
              public SerialReceiverIf,
              public BarrierIf,
              public SuppliedIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_port<CellTerminalsIf> cell{"cell"};
    sc_core::sc_port<SerialReceiveIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> chain_in{"chain_in"};
    sc_core::sc_port<SerialTransmitIf, 1, sc_core::SC_ZERO_OR_MORE_BOUND> chain_out{"chain_out"};

    SC_HAS_PROCESS(Board);
    Board(const sc_core::sc_module_name& name, const BoardConfig& config,
          host::FirmwareImage& image);
    ~Board() override;

    int position() const override { return config_.position; }
    int chain() const override { return config_.chain; }
    sc_core::sc_event& resume_event() override { return resume_; }
    void plan_wake() override {
        if (goes_on_at_ != 0)
            wake_at(goes_on_at_);
    }
    /// Only for boards whose clock follows temperature and supply: it is tuned here.
    bool at_barrier(Ticks now) override;
    /// Whether the chain's UART takes what comes, or is closed.
    bool receives_by_uart() const {
        const Uart& uart = uarts_[HAL_UART_CHAIN];
        return uart.divider != 0 && (uart.flags & HAL_UART_RX) != 0;
    }
    bool clock_is_steady() const { return config_.clock.is_steady(); }
    void lose_power(Ticks now) override;
    void get_power(Ticks now, std::uint8_t reset_cause) override;
    void neighbour_lets_go(Ticks when) override;
    void feel_low_supply(Ticks now) override;

    /// Of an output, on the net; of a PWM: whether it is high at times.
    bool pin_level(std::uint8_t pin) const { return pins_.driven[pin] != 0; }
    /// True from the first to the last byte of a message, and steadily while bypassing (M-CHN-04).
    bool led() const { return pin_level(HAL_PIN_LED_INFO); }
    void set_trace_sink(TraceSink sink) { trace_sink_ = std::move(sink); }
    void set_heard_sink(HeardSink sink) { heard_sink_ = std::move(sink); }
    void set_pin_sink(PinSink sink) { pin_sink_ = std::move(sink); }
    /// Without one a fault of the firmware ends the run at once.
    void set_fault_sink(FaultSink sink) { fault_sink_ = std::move(sink); }
    /// Before the run: a fault then tells the last calls of the firmware.
    void record_calls(host::CallSink sink) { firmware_.record_calls(std::move(sink)); }
    void set_reset_sink(ResetSink sink) { reset_sink_ = std::move(sink); }
    /// Messages whose bytes this board has been handed, for statistics and tests.
    std::uint64_t bytes_heard() const { return bytes_heard_; }

    /// The board's own events, in the order in which simultaneous ones are handled. Received bytes
    /// come between start edges and the rest.
    enum Slot : std::size_t {
        watchdog_slot = 0,
        timer_slot,
        start_slot = timer_slot + HAL_TIMER_COUNT,  // of any UART
        empty_slot,
        complete_slot = empty_slot + HAL_UART_COUNT,  // of any UART
        adc_slot,
        nvm_slot,
        pin_slot,
        supply_slot,
        program_slot,  // it starts; in main style also: it goes on
        slot_count
    };
    /// What a message mostly goes without.
    static constexpr std::uint64_t rare_slots =
        1U << start_slot | 1U << (empty_slot + HAL_UART_DATA_OUT) |
        1U << (empty_slot + HAL_UART_RADIO) | 1U << complete_slot | 1U << nvm_slot |
        1U << pin_slot | 1U << supply_slot;

protected:
    using Cycles = physics::Cycles;
    static constexpr Cycles no_cycle = ~Cycles{0};

    void end_of_elaboration() override;
    void start_of_simulation() override;
    void connect_uart(std::uint8_t uart, SerialReceiveIf* in, SerialTransmitIf* out);

    /// What a board type adds: its ADC channels, output pins and input pins.
    virtual std::uint16_t convert(std::uint8_t channel, Ticks when);
    virtual void on_pin_written(std::uint8_t, bool) {}
    virtual bool read_pin(std::uint8_t) const { return false; }
    /// Once, in end_of_elaboration: then comes what the board's inputs are sensitive to.
    void watch_inputs();
    /// What the firmware has just done may change the currents of the plant.
    void contacts_may_move() { recheck_ = limit_may_move_ = true; }

    Ticks local_time() const { return oscillator_.instant(cursor_); }
    /// Standard normal, of the conversion that begins.
    double draw_noise() { return noise_.normal() * (adc_.is_quiet ? quiet_noise : 1.0); }

private:
    friend class MainProgram;
    using Uart = BoardUart;
    static constexpr std::uint8_t main_program = 0xFF;  // in place of an event's number
    static constexpr std::size_t nvm_size = 512;
    static constexpr std::uint8_t nvm_erased = 0xFF;
    /// Data sheets say that the noise is less while the CPU stands still, not by how much: assumed.
    static constexpr double quiet_noise = 0.5;

    void run();
    SerialReceiverIf* take_turns() override;
    SerialReceiverIf* take_turn() override;
    SerialReceiverIf* give_up_turn() override;
    host::FirmwareStack& handlers_stack() override { return firmware_.handlers_stack(); }
    SerialReceiverIf* end_turn();
    host::FirmwareStack::Exit run_on_own_stack();
    void act();
    void see_line_disturbed();
    /// What comes next, as far as is known, and when the CPU is free for it.
    struct NextAct {
        Cycles handled;
        Ticks instant;
    };
    NextAct next_act() const;
    bool must_wait_for_levels();
    void look_at_line();
    void wait_for_line();
    void check_line_is_needed(std::uint8_t pin);
    void write_line_pin(std::uint8_t pin, bool level);
    bool read_line_pin(std::uint8_t pin);
    void set_line_pin_mode(std::uint8_t pin, std::uint8_t mode);
    void set_line_pin_irq(std::uint8_t pin, std::uint8_t edges);
    void tell_line_of_uart();
    bool is_woken_in_vain();
    void wake_at(Ticks instant);
    void look_around();
    void look_at_inputs();
    void note_sent_elsewhere() {
        for (const Uart& uart : uarts_)
            sent_until_ = std::max(sent_until_, uart.shifter_free);
    }
    /// End of the newest byte put on any line.
    Cycles sent_until() {
        if (sends_elsewhere_)
            note_sent_elsewhere();
        return std::max(uarts_[HAL_UART_CHAIN].shifter_free, sent_until_);
    }
    bool may_run(Cycles handled, const Uart* heard);
    /// As `may_run`, for a main program, which may act at any cycle: the first one that it must not
    /// come to. While the chain is silent it may be ahead of the kernel's time like one that
    /// settles, or it would take an activation for each turn of a loop.
    Cycles inputs_known_until() {
        if (!runs_ahead_)
            return std::min(now_ + 1, undecided_);
        const Cycles arrival = uarts_[HAL_UART_CHAIN].arrival;
        Cycles latest = std::max(ahead_, settled_behind(std::max(sent_until(), now_)));
        if (arrival != no_cycle)
            latest = std::max(latest, arrival);
        return std::min(latest + 1, undecided_);
    }
    Cycles known_until() { return std::min(inputs_known_until(), limit_); }
    Cycles handled_at(Cycles due) const { return std::max(due, cursor_); }
    void fail_for_late_byte(const Uart& uart);
    void refresh_limit();
    void find_next_own_event();
    void wake_up(Cycles due);
    void rest();
    void begin_deep_sleep();
    void end_deep_sleep(Cycles woken, bool by_start_edge);
    void stop_pwm(bool stop);
    void listen_anew(Uart& uart);
    void miss_byte(Uart& uart);
    void await_start(Uart& uart) {
        if (uart.wants_start() || uart.start_at != no_cycle)
            find_start(uart);
    }
    void find_start(Uart& uart);
    void see_frame_begin();
    bool line_level(const Uart& uart) const;
    Cycles line_changes_at(Uart& uart);
    Uart& take_start(Cycles due);
    Uart& take_complete(Cycles due);
    void await_complete(Uart& uart);
    void find_complete();
    /// What the firmware's clock shows.
    std::uint16_t low_ticks(Cycles when) const {
        return static_cast<std::uint16_t>(when - stood_still_);
    }
    Uart* next_heard_uart() const {
        Uart* first = nullptr;
        Cycles earliest = no_cycle;
        for (Uart* const uart : inputs_) {
            if (uart->arrival >= earliest)
                continue;
            earliest = uart->arrival;
            first = uart;
        }
        return first;
    }
    bool byte_comes_first(Cycles arrival) const;
    void see_what_is_undecided(const Uart& uart) {
        const Ticks from = uart.receiver.undecided_from();
        if (from != never)
            undecided_ = std::min(undecided_, oscillator_.first_cycle_at_or_after(from));
    }
    void hear_byte(Uart& uart);
    // Main style pays for these with each byte.
    std::uint16_t take_byte(Uart& uart) {
        const std::uint16_t byte_and_errors = uart.receiver.byte_and_errors();
        uart.receiver.take(*uart.heard, *uart.distortion);
        uart.look();
        ++bytes_heard_;
        return byte_and_errors;
    }
    void has_heard(const Uart& uart, Cycles latest) {
        if (undecided_ != no_cycle || uart.receiver.undecided_from() != never) {
            undecided_ = upstream_acts_at_;
            for (const Uart* const one : inputs_)
                see_what_is_undecided(*one);
        }
        if (uart.is_chain())
            ahead_ = std::max(ahead_, latest);
        ahead_ = std::max(ahead_, settled_behind(latest));
    }
    Cycles hear_message(Cycles stop);
    bool takes_whole_messages(const Uart& uart) const {
        return uart.is_chain() && runs_ahead_ && uart.receiver.hears_plain_bytes() &&
               (uart.flags & (HAL_UART_RX | HAL_UART_START_EVENT)) == HAL_UART_RX && !heard_sink_ &&
               !uart.has_overrun && !uart.loses(uart.arrival);
    }
    void hear_single_byte(Uart& uart);
    void handle_own_event();
    void handle_rare_event(std::size_t slot, Cycles due);
    void fill_register(std::uint8_t number, Cycles due);
    void handle(std::uint8_t event, std::uint8_t number, std::uint16_t argument, Cycles due) {
        name_handler(event, number);
        call_handler(event, number, argument, handled_at(due));
    }
    /// For reports of what goes wrong in it.
    void name_handler(std::uint8_t event, std::uint8_t number) {
        handler_event_ = event;
        handler_number_ = number;
    }
    void call_handler(std::uint8_t event, std::uint8_t number, std::uint16_t argument,
                      Cycles handled) {
        cursor_ = handled + firmware_.entry_cycles();
        handler_began_ = cursor_;
        firmware_.event(event, number, argument);
    }
    void set_due(std::size_t slot, Cycles due) {
        due_.set(slot, due);
        recheck_ = true;
    }
    SerialReceiverIf* flush(const NextAct& next);
    void schedule(const NextAct& next);

    void check_running_time();
    void count_output() {
        const Cycles counted_for = program_ ? cursor_ / firmware_.cpu_hz() : handler_began_;
        if (outputs_counted_for_ != counted_for) {
            outputs_counted_for_ = counted_for;
            outputs_ = 0;
        }
        if (++outputs_ > most_outputs)
            fail_for_outputs();
    }
    [[noreturn]] void fail_for_outputs();
    Cycles watchdog_reset_at() const;
    void handle_watchdog(Cycles due);
    [[noreturn]] void fail_handler(std::string what);
    [[noreturn]] void leave_for_reset(std::uint8_t cause);
    void handler_was_left(host::FirmwareStack::Exit exit);
    void tell_fault();
    void stop_peripherals();
    void begin_reset(std::uint8_t cause);
    void go_on_with_reset(Cycles due);
    void start_firmware(std::uint8_t cause);
    static void discard_heard(Uart& uart, Ticks until);
    SerialReceiverIf* stay_silent();
    void spoil_interrupted_write();
    void drive(std::uint8_t pin) { set_pin(pin, pins_.wanted(pin)); }
    void set_pin(std::uint8_t pin, BoardPins::Share share);
    void show_pin(std::uint8_t pin, BoardPins::Share before);
    void let_pins_go();
    bool input_level(std::uint8_t pin) const;
    void see_inputs();
    std::uint8_t take_pin_edge(Cycles when);
    void begin_conversion();
    void sample_within_limit();
    void sample();
    Volts input_voltage(std::uint8_t channel, Ticks when);
    std::uint16_t convert_against(Volts input, Ticks when);

    /// Own events may follow what happened up to `cycle` as far as `settle_time` behind it, while
    /// the chain is known to stay silent.
    Cycles settled_behind(Cycles cycle) const {
        return std::min(cycle + settle_cycles_, silent_until_);
    }
    Ticks earliest_reaction(const NextAct& next) const;
    Ticks acts_from(const NextAct& next) const;
    Ticks acts_from_with_messages(const NextAct& next) const;
    void acts_not_before(Ticks when);

    // host::BoardPeripherals
    std::uint32_t ticks() override;
    std::uint32_t ticks_per_second() override;
    void cost(std::uint32_t cycles) override;
    bool uart_open(std::uint8_t uart, std::uint32_t bits_per_second, std::uint8_t format) override;
    void uart_enable(std::uint8_t uart, std::uint8_t flags) override;
    bool uart_put(std::uint8_t uart, std::uint8_t byte) override;
    bool put(Uart& uart, std::uint8_t byte);
    bool put_into_new_room(Uart& uart, std::uint8_t byte);
    bool put_elsewhere(std::uint8_t number, std::uint8_t byte);
    void pin_write(std::uint8_t pin, bool level) override;
    bool pin_read(std::uint8_t pin) override;
    void pin_mode(std::uint8_t pin, std::uint8_t mode) override;
    void pin_irq(std::uint8_t pin, std::uint8_t edges) override;
    void pwm_set(std::uint8_t channel, std::uint16_t duty, std::uint32_t period_us) override;
    void timer_start(std::uint8_t timer, std::uint32_t ticks, bool periodic) override;
    void timer_stop(std::uint8_t timer) override;
    void adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) override;
    std::uint8_t nvm_read(std::uint16_t address) override;
    void nvm_write(std::uint16_t address, std::uint8_t value) override;
    bool nvm_busy() override;
    void record_trace(std::uint16_t id, std::uint32_t a, std::uint32_t b) override;
    void watchdog_set(std::uint8_t mode, std::uint16_t ms) override;
    void watchdog_kick() override;
    void poll() override;
    void delay_us(std::uint32_t us) override;
    bool irq_save() override;
    void irq_restore(bool state) override;
    void sleep(std::uint8_t mode, std::uint16_t wake) override;
    std::int16_t uart_get(std::uint8_t uart, std::uint8_t* errors) override;
    std::uint8_t uart_state(std::uint8_t uart) override;
    std::uint32_t millis() override;
    void timer_at(std::uint8_t timer, std::uint32_t tick) override;
    bool adc_busy() override;
    std::uint16_t adc_result() override;
    std::uint8_t take_reset_cause() override;
    std::uint32_t ident(std::uint8_t what) override;
    void count_block(std::uint32_t cycles) override { cost(cycles); }
    void fail(std::uint16_t code, std::uint16_t line) override;
    void fail_assertion(const char* expression, const char* file, std::uint32_t line) override;
    void halt(std::uint8_t how, std::int32_t status) override;
    void software_reset() override;
    std::uint64_t present() const override { return local_time(); }

    // What every activation needs lies together and first: with 255 boards, memory is what takes
    // time.
    host::FirmwareInstance firmware_;
    std::unique_ptr<MainProgram> program_;  // of firmware in main style
    HorizonIf* horizon_ = nullptr;
    std::size_t place_ = 0;  // in its list of boards
    SerialReceiveIf* chain_in_ = nullptr;
    SerialTransmitIf* chain_out_ = nullptr;
    Ticks present_ = 0;       // the kernel's time
    Ticks goes_on_at_ = 0;    // unless more is heard before
    Ticks wakes_at_ = never;  // the kernel has been asked to
    bool started_ = false;
    bool waits_for_limit_ = false;  // it could go on, but the world may change
    bool runs_ahead_ = true;        // of the kernel's time
    bool samples_levels_ = false;   // of lines that are driven edge by edge
    bool needs_line_ = false;       // as a pin, says its firmware
    bool sends_elsewhere_ = false;  // than on the chain, in this activation
    bool has_other_chains_ = false;
    bool recheck_ = true;          // the firmware may have moved `due_` or what follows
    bool limit_may_move_ = false;  // by a coil
    bool rests_ = false;           // behind the handler something begins, or the CPU sleeps
    bool sleeps_ = false;          // until an event of `waking_slots_`, or a byte
    int deltas_waited_ = 0;
    physics::Oscillator oscillator_;
    Cycles cursor_ = 0;                   // local time: the CPU is busy until here
    Cycles now_ = 0;                      // first cycle at or after the kernel's time
    Cycles limit_ = 0;                    // first cycle at or after the horizon
    Ticks limit_instant_ = 0;             // the horizon that `limit_` was worked out for
    Cycles ahead_ = 0;                    // own events run ahead of the kernel's time up to here
    Cycles undecided_ = no_cycle;         // when an input must be known to go on
    Cycles upstream_acts_at_ = no_cycle;  // which is now, and the board waits for that
    Cycles silent_until_ = no_cycle;      // nothing new comes in by the chain before
    Cycles latest_due_ = 0;               // of all that has been handled
    Cycles settle_cycles_ = 0;
    Cycles sent_until_ = 0;  // on all lines but the chain
    OwnEvents<slot_count, rare_slots> due_;
    std::size_t next_slot_ = 0;                           // the own event that comes first
    Cycles next_due_ = no_cycle;                          // and when
    std::array<Cycles, HAL_TIMER_COUNT> timer_period_{};  // 0: one shot
    std::uint64_t bytes_heard_ = 0;
    BoardPins pins_;
    HearingUarts inputs_;
    std::array<Uart, HAL_UART_COUNT> uarts_;
    CellTerminalsIf* cell_ = nullptr;
    physics::CellVoltageAdc voltage_adc_;
    physics::TemperatureAdc temperature_adc_;
    physics::RandomStream noise_;
    HeardSink heard_sink_;
    PinSink pin_sink_;
    std::string fault_;         // of the simulator's own making
    sc_core::sc_event wake_;    // for what comes next
    sc_core::sc_event resume_;  // a round's turn

    BoardLinePins line_pins_;
    double deviation_ppm_;  // of the clock, at present
    TraceSink trace_sink_;
    std::vector<std::uint8_t> nvm_;
    std::uint16_t nvm_written_ = 0;  // address of the newest write
    std::uint8_t nvm_before_ = 0;    // what was there
    physics::RandomStream nvm_chance_;
    const BoardConfig config_;

    // The handler that runs, or ran last, for whoever must tell of it.
    std::uint8_t handler_event_ = 0;  // 0: reset; or `main_program`
    std::uint8_t handler_number_ = 0;
    Cycles handler_began_ = 0;
    Cycles running_time_check_ = 0;  // no handler is looked at closer before
    Cycles outputs_counted_for_ = no_cycle;
    std::uint32_t outputs_ = 0;
    std::string failure_;                       // of the handler that was left
    std::optional<std::uint8_t> wanted_reset_;  // likewise: its cause
    std::uint8_t reset_cause_ = HAL_RESET_POWER_ON;
    std::uint8_t untold_reset_cause_ = HAL_RESET_NONE;
    Cycles reset_at_ = 0;  // the firmware's start
    /// The conversion under way, or the newest.
    struct Conversion {
        const Cycles sample_cycles;
        const Cycles conversion_cycles;
        std::uint8_t channel = 0;
        std::uint8_t reference = 0;
        bool is_quiet = false;
        bool waits_for_sleep = false;
        bool awaits_limit = false;  // the world at `sampled_at` is not known yet
        Ticks sampled_at = 0;
        std::uint16_t code = 0;
        std::uint16_t result = 0;  // of the newest that has finished
    } adc_;
    struct DeepSleep {
        bool is_on = false;
        Cycles began = 0;
        std::array<Cycles, 5> left{};  // of what its clock stopped
    } deep_sleep_;
    bool sleeps_deeply_ = false;      // as soon as the handler has returned
    Cycles stood_still_ = 0;          // of the CPU's clock, in all
    std::uint16_t waking_slots_ = 0;  // a bit each
    std::uint32_t wake_cycles_ = 0;
    bool is_starting_ = false;  // pins have let go, the start-up time runs
    bool is_silent_ = false;    // it has no power, or its firmware is stopped for good
    bool is_powered_;
    std::uint8_t watchdog_mode_ = HAL_WDT_OFF;
    bool watchdog_has_warned_ = false;
    Cycles watchdog_period_ = 0;
    FaultSink fault_sink_;
    ResetSink reset_sink_;
};

}  // namespace cellchain::parts
