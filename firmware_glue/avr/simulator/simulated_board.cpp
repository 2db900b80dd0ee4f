#include "firmware_glue/avr/simulator/simulated_board.h"

#include <algorithm>
#include <vector>

#include "firmware_glue/avr/board_wiring.h"

namespace cellchain::avr {

/// Numbers of the interrupts.
struct SimulatedBoard::Vectors {
    std::uint8_t watchdog;
    std::uint8_t timer1_match;
    std::uint8_t timer1_overflow;
    std::array<std::uint8_t, 2> usart_received;
    std::array<std::uint8_t, 2> usart_empty;
    std::array<std::uint8_t, 2> usart_complete;
    std::array<std::uint8_t, 4> pin_change;
    std::uint8_t adc;
    std::uint8_t eeprom_ready;
    char first_port;        ///< of the pin change interrupts
    std::uint8_t band_gap;  ///< of the ADC's inputs; "Input Channel Selections"

    /// ATmega328P data sheet, and that of the ATmega324PA, "Interrupt Vectors", less one each.
    static const Vectors& of(const AvrProgram& program) {
        static constexpr Vectors atmega328p{6,  11, 13,  {18, 0}, {19, 0}, {20, 0}, {3, 4, 5, 0},
                                            21, 22, 'B', 0x0E};
        static constexpr Vectors atmega324pa{
            8, 13, 15, {20, 28}, {21, 29}, {22, 30}, {4, 5, 6, 7}, 24, 25, 'A', 0x1E};
        switch (program.identity.part) {
            case PROGRAM_PART_ATMEGA328P:
                return atmega328p;
            case PROGRAM_PART_ATMEGA324PA:
                return atmega324pa;
            default:
                throw ProgramError("is for a microcontroller that is not known");
        }
    }
};

namespace {

// MCUSR
constexpr std::uint8_t power_on_flag = 1 << 0;
constexpr std::uint8_t external_flag = 1 << 1;
constexpr std::uint8_t brown_out_flag = 1 << 2;
constexpr std::uint8_t watchdog_flag = 1 << 3;

#define WIRED_PIN(pin, port, bit) {pin, (#port)[0], bit},

std::vector<WiredPin> pins_of(const AvrProgram& program) {
    switch (program.identity.role) {
        case CELLFW_ROLE_IN:
            return {IN_BOARD_PINS(WIRED_PIN)};
        case CELLFW_ROLE_CELL:
            return {CELL_BOARD_PINS(WIRED_PIN)};
        case CELLFW_ROLE_OUT:
            return {OUT_BOARD_PINS(WIRED_PIN)};
        default:
            throw ProgramError("is for a board that is not known");
    }
}

#define ADDED_USART(number, receiver, transmitter) \
    usarts.emplace_back(mcu, std::uint8_t{number}, receiver, transmitter);

void add_usarts(std::uint8_t role, Microcontroller& mcu, std::deque<Usart>& usarts) {
    if (role == CELLFW_ROLE_IN) {
        IN_BOARD_USARTS(ADDED_USART)
    } else if (role == CELLFW_ROLE_CELL) {
        CELL_BOARD_USARTS(ADDED_USART)
    } else {
        OUT_BOARD_USARTS(ADDED_USART)
    }
}

#define WIRED_LINE(number, receiver, transmitter) {receiver, RECEIVE_BIT(number)},

std::vector<WiredLine> lines_of(const AvrProgram& program) {
    std::vector<WiredLine> lines;
    if (program.identity.role == CELLFW_ROLE_IN)
        lines = {IN_BOARD_USARTS(WIRED_LINE)};
    else if (program.identity.role == CELLFW_ROLE_CELL)
        lines = {CELL_BOARD_USARTS(WIRED_LINE)};
    else
        lines = {OUT_BOARD_USARTS(WIRED_LINE)};
    lines.erase(std::remove_if(lines.begin(), lines.end(),
                               [](const WiredLine& line) { return line.uart == NO_UART; }),
                lines.end());
    return lines;
}

std::uint8_t reset_flag_of(std::uint8_t cause) {
    switch (cause) {
        case HAL_RESET_POWER_ON:
            return power_on_flag;
        case HAL_RESET_BROWN_OUT:
            return brown_out_flag;
        case HAL_RESET_WATCHDOG:
            return watchdog_flag;
        default:  // not the program's doing, which knows the watchdog's alone
            return external_flag;
    }
}

}  // namespace

SimulatedBoard::SimulatedBoard(const AvrProgram& program)
    : mcu_(program, state_),
      vectors_(Vectors::of(program)),
      adc_(mcu_, vectors_.band_gap),
      ports_(mcu_, vectors_.first_port, pins_of(program), lines_of(program)) {
    add_usarts(program.identity.role, mcu_, usarts_);
}

void SimulatedBoard::bind(const cellhal_ops* ops, void* board) {
    state_.ops = ops;
    state_.board = board;
}

void SimulatedBoard::reset(std::uint8_t cause) {
    const bool keeps_memory = cause == HAL_RESET_WATCHDOG || cause == HAL_RESET_SOFTWARE;
    mcu_.reset(keeps_memory, reset_flag_of(cause));
}

void SimulatedBoard::event(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    mcu_.wake();
    run(event, number, argument);
}

void SimulatedBoard::run(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    switch (event) {
        case HAL_EV_TIMER:
            if (number == Timer1::match_timer) {
                timer1_.enter_match();
                return mcu_.interrupt(vectors_.timer1_match);
            }
            timer1_.enter_overflow();
            return mcu_.interrupt(vectors_.timer1_overflow);
        case HAL_EV_UART_BYTE:
            return hear(number, argument);
        case HAL_EV_UART_COMPLETE:
            return complete(number);
        case HAL_EV_PIN:
            return mcu_.interrupt(vectors_.pin_change[ports_.interrupt_of(number)]);
        case HAL_EV_UART_EMPTY:
            return fill(number);
        case HAL_EV_ADC:
            return adc_.finish(argument) ? mcu_.interrupt(vectors_.adc) : mcu_.sleep_on();
        case HAL_EV_NVM_DONE:
            return eeprom_.finish() ? mcu_.interrupt(vectors_.eeprom_ready) : mcu_.sleep_on();
        default:
            return watchdog_.warn() ? mcu_.interrupt(vectors_.watchdog) : mcu_.sleep_on();
    }
}

void SimulatedBoard::hear(std::uint8_t uart, std::uint16_t byte_and_errors) {
    for (std::size_t i = 0; i < usarts_.size(); ++i) {
        if (usarts_[i].receiver() != uart)
            continue;
        usarts_[i].receive(byte_and_errors);
        return mcu_.interrupt(vectors_.usart_received[i]);
    }
    mcu_.sleep_on();
}

void SimulatedBoard::complete(std::uint8_t uart) {
    for (std::size_t i = 0; i < usarts_.size(); ++i) {
        if (usarts_[i].transmitter() != uart)
            continue;
        usarts_[i].complete();
        return mcu_.interrupt(vectors_.usart_complete[i]);
    }
    mcu_.sleep_on();
}

void SimulatedBoard::fill(std::uint8_t uart) {
    for (std::size_t i = 0; i < usarts_.size(); ++i)
        if (usarts_[i].transmitter() == uart)
            return mcu_.interrupt(vectors_.usart_empty[i]);
    mcu_.sleep_on();
}

}  // namespace cellchain::avr
