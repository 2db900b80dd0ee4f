#pragma once

#include <deque>

#include "firmware_glue/avr/simulator/adc.h"
#include "firmware_glue/avr/simulator/avr_program.h"
#include "firmware_glue/avr/simulator/eeprom.h"
#include "firmware_glue/avr/simulator/microcontroller.h"
#include "firmware_glue/avr/simulator/ports.h"
#include "firmware_glue/avr/simulator/timer1.h"
#include "firmware_glue/avr/simulator/usart.h"
#include "firmware_glue/avr/simulator/watchdog.h"

namespace cellchain::avr {

/// A microcontroller as it is wired on the boards of one role, with its program: what happens on
/// the board becomes an interrupt, what the program does to its registers a call to the board.
class SimulatedBoard {
public:
    /// Throws ProgramError.
    explicit SimulatedBoard(const AvrProgram& program);

    BoardState& state() { return state_; }
    void bind(const cellhal_ops* ops, void* board);
    void reset(std::uint8_t cause);
    void event(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    std::string state_text() const { return mcu_.state_text(); }

private:
    struct Vectors;
    void run(std::uint8_t event, std::uint8_t number, std::uint16_t argument);
    void hear(std::uint8_t uart, std::uint16_t byte_and_errors);
    void fill(std::uint8_t uart);
    void complete(std::uint8_t uart);

    BoardState state_;
    Microcontroller mcu_;
    const Vectors& vectors_;
    Timer1 timer1_{mcu_};
    Adc adc_;
    Eeprom eeprom_{mcu_};
    Watchdog watchdog_{mcu_};
    Ports ports_;
    std::deque<Usart> usarts_;
};

}  // namespace cellchain::avr
