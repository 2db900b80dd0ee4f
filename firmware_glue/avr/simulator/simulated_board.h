#pragma once

#include <deque>
#include <string>
#include <vector>

#include "firmware_glue/avr/simulator/adc.h"
#include "firmware_glue/avr/simulator/avr_program.h"
#include "firmware_glue/avr/simulator/eeprom.h"
#include "firmware_glue/avr/simulator/microcontroller.h"
#include "firmware_glue/avr/simulator/ports.h"
#include "firmware_glue/avr/simulator/pwm_timer.h"
#include "firmware_glue/avr/simulator/timer1.h"
#include "firmware_glue/avr/simulator/usart.h"
#include "firmware_glue/avr/simulator/watchdog.h"

namespace cellchain::avr {

/// A microcontroller as it is wired on the boards of one role, with its program: what happens on
/// the board becomes an interrupt, what the program does to its registers a call to the board.
///
/// In event style the CPU is asleep when something happens, and that is entered. In main style it
/// only raises flags, and the program, which never ends, takes interrupts by itself, as they wait
/// in the order of their vectors, one inside the other if it lets them.
class SimulatedBoard {
public:
    /// Throws ProgramError.
    explicit SimulatedBoard(const AvrProgram& program);

    BoardState& state() { return state_; }
    void bind(const cellhal_ops* ops, void* board);
    void reset(std::uint8_t cause);
    /// Event style.
    void event(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    /// Main style: the program, and what happens while it asks its board.
    void run_program();
    void be_told(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    std::string state_text() const { return mcu_.state_text(); }

private:
    struct Vectors;
    /// A source of interrupts.
    struct Source {
        std::uint8_t vector;
        bool (*waits)(SimulatedBoard& board, std::size_t index);
        void (*enter)(SimulatedBoard& board, std::size_t index);
        std::size_t index;  ///< of several
        /// Event style: the board does not tell it again when its interrupt is switched on later.
        bool (*waits_late)(SimulatedBoard& board, std::size_t index);
    };
    void list_sources();
    const Source* raise(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    const Source* raise_by_uart(std::uint8_t event, std::uint8_t uart, std::uint16_t argument);
    const Source& source_of(std::uint8_t vector) const;
    const Source* first_waiting();
    const Source* first_late();
    void enter(const Source& source);
    void sleep();
    std::uint16_t wake_sources();

    BoardState state_;
    Microcontroller mcu_;
    const Vectors& vectors_;
    Timer1 timer1_{mcu_};
    PwmTimer pwm_timer0_;
    PwmTimer pwm_timer2_;
    Adc adc_;
    Eeprom eeprom_{mcu_};
    Watchdog watchdog_{mcu_};
    std::deque<Usart> usarts_;
    Ports ports_;
    std::vector<Source> sources_;  // the first comes first
};

}  // namespace cellchain::avr
