#pragma once

#include <array>

#include "firmware_glue/host/board_peripherals.h"
#include "firmware_glue/host/firmware.h"
#include "models/parts/board_uart.h"
#include "models/parts/interrupts.h"
#include "models/parts/polling_loop.h"
#include "models/parts/receive_fifo.h"

namespace cellchain::parts {

class Board;

/// Cycles of one call of cellhal.h by a main program: an estimate, as of `interrupt_entry_cycles`.
/// None, as of what follows, where instructions take their own time.
constexpr std::uint32_t call_cycles = 4;

/// From the end of an interrupt's handler back to the program: saved registers, return. Likewise.
constexpr std::uint32_t interrupt_exit_cycles = 36;

/// Firmware in main style: a program that never ends, on a stack of its own, and its interrupts.
///
/// Stands between the firmware and its board, so that every call passes here. The program runs
/// until its local time comes to something that happens on the board; that is taken in (a byte goes
/// to its FIFO, a timer sets its latch), then interrupts are served, and the program goes on. Where
/// its local time comes to what is not known yet, it pauses, in whatever it is doing, and the
/// board's activation ends. Whether and where it pauses changes nothing of what it does.
///
/// A polling loop is not run turn by turn: behind a turn in which nothing changed, the program is
/// taken on to the end of the turn in which something does: an interrupt, what the board reports
/// when it is asked, or the instant that decides what the loop has asked for. What asks for time,
/// or does something on each turn, is run turn by turn.
///
/// Models  one latch for each source of interrupts, receive FIFOs two deep, masking, sleep, delays,
///         cycles of calls, of interrupts' entry and exit, and of waking.
/// Source  ATmega328P data sheet: "Interrupt response time", "Sleep modes", USART.
/// Limits  a polling loop that counts its turns is taken on all the same; figures of cycles are
///         estimates.
class MainProgram final : public host::BoardPeripherals {
public:
    explicit MainProgram(Board& board);

    /// On the kernel's side, once an activation: all that is due and known.
    host::FirmwareStack::Exit run();
    /// On the kernel's side: nothing of it goes on, until a reset starts it anew.
    void stop();

    std::uint32_t ticks() override;
    std::uint32_t ticks_per_second() override;
    void cost(std::uint32_t cycles) override;
    bool uart_open(std::uint8_t uart, std::uint32_t bits_per_second, std::uint8_t format) override;
    void uart_enable(std::uint8_t uart, std::uint8_t flags) override;
    bool uart_put(std::uint8_t uart, std::uint8_t byte) override;
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
    std::uint64_t present() const override;

private:
    using Cycles = physics::Cycles;
    using Sources = Interrupts::Sources;
    static constexpr Cycles no_cycle = ~Cycles{0};

    /// What happens next on the board.
    struct Happening {
        Cycles at;
        BoardUart* uart;  // whose byte is complete; none: the board's own event
    };

    // main_program.cpp
    void live();
    void pass_reset();
    void catch_up();
    void check_running_time();
    bool pass_time(Cycles until);
    void park(Cycles goes_on);
    void learn();
    void look_ahead();
    void look_at_next_byte(BoardUart& uart);
    void refresh() {
        if (!is_fresh_ || needs_look())
            look_ahead();
    }
    bool needs_look() const;
    bool is_known(Cycles when);
    void take_next();
    void take_byte(BoardUart& uart);
    void take_own_event();
    void take_rare_event(std::size_t slot, Cycles due);
    void take_start(Cycles due);
    void take_edge(unsigned rank, Cycles due);
    void take_watchdog(Cycles due);
    bool interrupts_for_byte(unsigned uart) const;
    Sources waiting() const { return interrupts_.waiting(); }
    bool serves() const { return !is_masked_ && !in_interrupt_; }
    void serve(Sources sources);
    void serve_byte(std::uint8_t uart);
    bool is_served_by_byte() const;
    bool has_byte_next() const;
    bool awaits_plain_byte() const;
    void serve_plain_byte(Cycles waking);
    void sleep_through_message();
    void run_interrupt(Interrupts::Name name, std::uint16_t argument);
    void note_received(std::uint8_t uart);
    void rearm_empty(std::uint8_t uart);

    // main_program_calls.cpp
    void note_call();
    bool starts_waiting() const {
        return (interrupts_.waiting() & Interrupts::of_wake(HAL_WAKE_UART_START)) != 0;
    }
    void enter_call();
    void leave_call();
    void leave_call_with_effect();
    void may_change_at(Cycles when) { changes_at_ = std::min(changes_at_, when); }

    // main_program_waiting.cpp
    bool polls_until_byte();
    void poll_on(bool runs_on);
    void turn_until(Cycles look);
    bool runs_freely_to(Cycles when);
    void begin_turn(bool has_changed);
    void fall_asleep(std::uint8_t mode);
    void wake_up(std::uint8_t mode);

    Board& board_;
    const Cycles longest_;  // without a call, or in an interrupt
    const Cycles call_cycles_;
    const Cycles interrupt_exit_cycles_;
    Cycles stop_ = 0;                    // the program runs freely up to here
    Happening next_{no_cycle, nullptr};  // while `is_fresh_`, and the board asks for no new look
    Cycles known_ = 0;                   // at least up to here, exclusive
    bool is_fresh_ = false;
    Cycles last_call_ = 0;  // when the program last called its board
    bool is_masked_ = true;
    bool in_interrupt_ = false;
    Interrupts interrupts_;
    std::array<ReceiveFifo, HAL_UART_COUNT> received_;
    std::uint8_t converted_channel_ = 0;  // of the newest finished conversion
    std::array<std::uint16_t, Interrupts::count> edge_ticks_{};  // of those that have one

    // What a polling loop goes by: since its last turn.
    PollingLoop loop_{0, 0, 1};
    Cycles looked_at_ = 0;          // when the turn began
    bool has_changed_ = true;       // something, or the program has done something
    bool has_kicked_ = false;       // the watchdog
    Cycles changes_at_ = no_cycle;  // what it has asked for, by itself
};

}  // namespace cellchain::parts
