#pragma once

#include <simavr/sim_avr.h>

#include <cstdint>
#include <string>

#include "firmware_glue/avr/simulator/avr_program.h"
#include "firmware_glue/avr/simulator/board_state.h"
#include "firmware_glue/hal/cellhal.h"

namespace cellchain::avr {

/// The CPU of an ATmega with its program, for one board after the other.
///
/// Models  every instruction's cycles; four more into an interrupt, and another four out of sleep;
///         sleep modes idle and power-down. Ten bytes written to GPIOR1, which the part leaves to
///         programs, are a record in the log.
/// Source  simavr's core, of which nothing else is used; ATmega328P data sheet, "Interrupt Response
///         Time", "Sleep Modes".
/// Limits  of event style: interrupts do not nest, and an interrupt that waits is entered when the
///         CPU has come back to its sleep, a few cycles later than one instruction behind the last
///         one's end.
///
/// A board's time is its own: whatever is asked of the board is charged up to that cycle before.
/// Meanwhile the core may run programs of other boards.
class Microcontroller {
    /// What the core has of a board, kept while the board is asked.
    class Asked {
    public:
        explicit Asked(Microcontroller& mcu) : mcu_(mcu), cpu_(mcu.core_->state) { mcu.save(); }
        ~Asked() {
            mcu_.restore();
            mcu_.core_->state = cpu_;
        }
        Asked(const Asked&) = delete;
        Asked& operator=(const Asked&) = delete;
        const cellhal_ops* operator->() const { return mcu_.state_.ops; }

    private:
        Microcontroller& mcu_;
        const int cpu_;
    };

public:
    Microcontroller(const AvrProgram& program, BoardState& state);
    ~Microcontroller();
    Microcontroller(const Microcontroller&) = delete;
    Microcontroller& operator=(const Microcontroller&) = delete;

    /// Runs from the reset vector until the program sleeps. `reset_flags` are those of MCUSR.
    void reset(bool keeps_memory, std::uint8_t reset_flags);
    /// The board goes on behind its last sleep, or handler, with what follows.
    void wake();
    /// Enters the interrupt and runs until the program sleeps again.
    void interrupt(std::uint8_t vector);
    /// After wake, when there is no interrupt.
    void sleep_on();
    /// Of event style, asleep: in power-down only what `wakes` says (HAL_WAKE_...) comes.
    void lie_down(std::uint16_t wakes);

    /// Main style: a program that never ends, and takes its interrupts when they come.
    bool is_main_style() const { return program_.identity.style == CELLFW_STYLE_MAIN; }
    /// One instruction; false: it was that for sleep.
    bool step();
    /// Behind it: interrupts may come, and may have before.
    bool takes_interrupts() const { return could_be_interrupted_ && core_->sreg[S_I] != 0; }
    void enter(std::uint8_t vector);
    /// Until something happens on the board.
    void sleep(std::uint16_t wakes);
    /// Something happens while the board is asked.
    void be_told();

    Cycle now() const { return core_->cycle; }
    std::uint32_t cpu_hz() const { return program_.identity.cpu_hz; }
    /// The CPU waits.
    void stall(Cycle cycles) { core_->cycle += cycles; }
    BoardState& state() { return state_; }
    std::uint8_t& data(std::uint16_t address) { return state_.data[address]; }
    /// The board, at the present cycle.
    Asked ops();
    void* board() { return state_.board; }
    /// The program does what is not modelled; does not return.
    void refuse(const char* what);
    std::string state_text() const;

    /// `part` handles what the program writes to, or reads from, a register.
    template <auto Member, class Part>
    void on_write(std::uint16_t address, Part& part) {
        auto& hook = core_->io[address - registers::first_io].w;
        hook.param = &part;
        hook.c = [](avr_t*, avr_io_addr_t written, std::uint8_t value, void* context) {
            (static_cast<Part*>(context)->*Member)(written, value);
        };
    }
    template <auto Member, class Part>
    void on_read(std::uint16_t address, Part& part) {
        auto& hook = core_->io[address - registers::first_io].r;
        hook.param = &part;
        hook.c = [](avr_t*, avr_io_addr_t read, void* context) -> std::uint8_t {
            return (static_cast<Part*>(context)->*Member)(read);
        };
    }
    /// Likewise for the instruction that restarts the watchdog.
    void on_watchdog_reset(void (*handler)(void*), void* context) {
        watchdog_reset_ = handler;
        watchdog_ = context;
    }

private:
    struct InstructionHook : avr_io_t {
        Microcontroller* owner;
    };

    void refuse_unmodelled_registers();
    void write_unmodelled(std::uint16_t address, std::uint8_t value);
    void trace(std::uint16_t address, std::uint8_t value);
    void write_sleep_mode(std::uint16_t address, std::uint8_t value);
    bool is_power_down() const;
    void charge();
    void run_until_asleep();
    void fail_if_asleep_for_good();
    void follow_board();
    void save();
    void restore();

    const AvrProgram program_;
    BoardState& state_;
    avr_t* const core_;
    std::uint8_t* core_memory_;  // its own, which is not used
    InstructionHook instructions_{};
    Cycle charged_ = 0;
    bool has_slept_ = false;
    bool could_be_interrupted_ = false;
    void (*watchdog_reset_)(void*) = nullptr;
    void* watchdog_ = nullptr;
};

}  // namespace cellchain::avr
