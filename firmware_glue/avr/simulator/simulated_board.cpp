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
    const bool needs_line = (program.identity.needs & CELLFW_NEEDS_LINE) != 0;
    switch (program.identity.role) {
        case CELLFW_ROLE_IN:
            if (needs_line)
                return {IN_BOARD_PINS(WIRED_PIN) IN_BOARD_LINE_PINS(WIRED_PIN)};
            return {IN_BOARD_PINS(WIRED_PIN)};
        case CELLFW_ROLE_CELL:
            if (needs_line)
                return {CELL_BOARD_PINS(WIRED_PIN) CELL_BOARD_LINE_PINS(WIRED_PIN)};
            return {CELL_BOARD_PINS(WIRED_PIN)};
        case CELLFW_ROLE_OUT:
            if (needs_line)
                return {OUT_BOARD_PINS(WIRED_PIN) OUT_BOARD_LINE_PINS(WIRED_PIN)};
            return {OUT_BOARD_PINS(WIRED_PIN)};
        default:
            throw ProgramError("is for a board that is not known");
    }
}

#define ADDED_USART(number, receiver, transmitter) \
    usarts.emplace_back(mcu, std::uint8_t{number}, receiver, transmitter);

std::deque<Usart> usarts_of(const AvrProgram& program, Microcontroller& mcu) {
    std::deque<Usart> usarts;
    if (program.identity.role == CELLFW_ROLE_IN) {
        IN_BOARD_USARTS(ADDED_USART)
    } else if (program.identity.role == CELLFW_ROLE_CELL) {
        CELL_BOARD_USARTS(ADDED_USART)
    } else {
        OUT_BOARD_USARTS(ADDED_USART)
    }
    return usarts;
}

std::vector<WiredLine> lines_of(std::deque<Usart>& usarts) {
    std::vector<WiredLine> lines;
    for (std::size_t i = 0; i < usarts.size(); ++i)
        if (usarts[i].receiver() != NO_UART)
            lines.push_back({&usarts[i], static_cast<std::uint8_t>(RECEIVE_BIT(i))});
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
      pwm_timer0_(mcu_, registers::tccr0a, HAL_PWM_BYPASS, {3, 6, 8, 10}),
      pwm_timer2_(mcu_, registers::tccr2a, HAL_PWM_LED_INFO, {3, 5, 6, 7, 8, 10}),
      adc_(mcu_, vectors_.band_gap),
      usarts_(usarts_of(program, mcu_)),
      ports_(mcu_, vectors_.first_port, pins_of(program), lines_of(usarts_),
             {&pwm_timer0_, &pwm_timer2_}) {
    list_sources();
}

void SimulatedBoard::list_sources() {
    using Board = SimulatedBoard;
    const auto never = [](Board&, std::size_t) { return false; };
    const auto add = [this](std::uint8_t vector, auto waits, auto enter, auto waits_late,
                            std::size_t index = 0) {
        sources_.push_back({vector, waits, enter, index, waits_late});
    };
    const auto watchdog_waits = [](Board& b, std::size_t) { return b.watchdog_.waits(); };
    add(
        vectors_.watchdog, watchdog_waits, [](Board& b, std::size_t) { b.watchdog_.enter(); },
        watchdog_waits);
    add(
        vectors_.timer1_match, [](Board& b, std::size_t) { return b.timer1_.match_waits(); },
        [](Board& b, std::size_t) { b.timer1_.enter_match(); }, never);
    add(
        vectors_.timer1_overflow, [](Board& b, std::size_t) { return b.timer1_.overflow_waits(); },
        [](Board& b, std::size_t) { b.timer1_.enter_overflow(); }, never);
    for (std::size_t i = 0; i < usarts_.size(); ++i) {
        add(
            vectors_.usart_received[i],
            [](Board& b, std::size_t n) { return b.usarts_[n].receive_waits(); },
            [](Board&, std::size_t) {}, never, i);
        add(
            vectors_.usart_empty[i],
            [](Board& b, std::size_t n) { return b.usarts_[n].empty_waits(); },
            [](Board&, std::size_t) {}, never, i);
        add(
            vectors_.usart_complete[i],
            [](Board& b, std::size_t n) { return b.usarts_[n].complete_waits(); },
            [](Board& b, std::size_t n) { b.usarts_[n].complete(); },
            [](Board& b, std::size_t n) { return b.usarts_[n].late_complete_waits(); }, i);
    }
    const auto adc_waits = [](Board& b, std::size_t) { return b.adc_.waits(); };
    add(
        vectors_.adc, adc_waits, [](Board& b, std::size_t) { b.adc_.enter(); }, adc_waits);
    add(
        vectors_.eeprom_ready, [](Board& b, std::size_t) { return b.eeprom_.waits(); },
        [](Board&, std::size_t) {},
        [](Board& b, std::size_t) { return b.eeprom_.late_one_waits(); });
    const auto change_waits = [](Board& b, std::size_t n) { return b.ports_.change_waits(n); };
    for (std::size_t i = 0; i < vectors_.pin_change.size(); ++i)
        if (vectors_.pin_change[i] != 0)
            add(
                vectors_.pin_change[i], change_waits,
                [](Board& b, std::size_t n) { b.ports_.enter_change(n); }, change_waits, i);
    std::sort(sources_.begin(), sources_.end(),
              [](const Source& a, const Source& b) { return a.vector < b.vector; });
}

void SimulatedBoard::bind(const cellhal_ops* ops, void* board) {
    state_.ops = ops;
    state_.board = board;
}

void SimulatedBoard::reset(std::uint8_t cause) {
    const bool keeps_memory = cause == HAL_RESET_WATCHDOG || cause == HAL_RESET_SOFTWARE;
    mcu_.reset(keeps_memory, reset_flag_of(cause));
}

const SimulatedBoard::Source& SimulatedBoard::source_of(std::uint8_t vector) const {
    return *std::find_if(sources_.begin(), sources_.end(),
                         [vector](const Source& source) { return source.vector == vector; });
}

// What happens on the board raises a flag; returns whose, if there is one.
const SimulatedBoard::Source* SimulatedBoard::raise(std::uint8_t event, std::uint8_t number,
                                                    std::uint16_t argument) {
    switch (event) {
        case HAL_EV_TIMER:
            return &source_of(number == Timer1::match_timer ? vectors_.timer1_match
                                                            : vectors_.timer1_overflow);
        case HAL_EV_PIN:
            return &source_of(vectors_.pin_change[ports_.pin_changes(number)]);
        case HAL_EV_UART_START:
            return &source_of(vectors_.pin_change[ports_.line_changes()]);
        case HAL_EV_ADC:
            adc_.finish(argument);
            return &source_of(vectors_.adc);
        case HAL_EV_NVM_DONE:
            return &source_of(vectors_.eeprom_ready);
        case HAL_EV_WATCHDOG:
            watchdog_.warn();
            return &source_of(vectors_.watchdog);
        case HAL_EV_SUPPLY_LOW:
            return nullptr;  // nothing on the part looks at it
        default:
            return raise_by_uart(event, number, argument);
    }
}

const SimulatedBoard::Source* SimulatedBoard::raise_by_uart(std::uint8_t event, std::uint8_t uart,
                                                            std::uint16_t argument) {
    const bool is_received = event == HAL_EV_UART_BYTE;
    for (std::size_t i = 0; i < usarts_.size(); ++i) {
        if ((is_received ? usarts_[i].receiver() : usarts_[i].transmitter()) != uart)
            continue;
        if (event == HAL_EV_UART_EMPTY) {
            if (mcu_.is_main_style())
                usarts_[i].empty_is_told();
            return &source_of(vectors_.usart_empty[i]);
        }
        if (!is_received)
            return &source_of(vectors_.usart_complete[i]);
        if (mcu_.is_main_style())
            usarts_[i].fetch_received();
        else
            usarts_[i].receive(argument);
        return &source_of(vectors_.usart_received[i]);
    }
    return nullptr;
}

// HAL_WAKE_... of what the part's power-down ends by.
std::uint16_t SimulatedBoard::wake_sources() {
    std::uint16_t wakes = 0;
    if (watchdog_.warns())
        wakes |= HAL_WAKE_WATCHDOG;
    if (ports_.inputs_wake())
        wakes |= HAL_WAKE_PIN;
    if (ports_.lines_wake())
        wakes |= HAL_WAKE_UART_START;
    return wakes;
}

// ---- Event style --------------------------------------------------------------------------------

// What the board tells without a flag of the part being up, it tells at the instant for that.
void SimulatedBoard::event(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    mcu_.wake();
    const Source* source = raise(event, number, argument);
    const bool is_entered = source != nullptr && (source->waits_late(*this, source->index) ||
                                                  source->waits(*this, source->index));
    if (is_entered)
        enter(*source);
    else
        mcu_.sleep_on();
    while (const Source* const late = first_late())
        enter(*late);
    sleep();
}

const SimulatedBoard::Source* SimulatedBoard::first_late() {
    for (const Source& source : sources_)
        if (source.waits_late(*this, source.index))
            return &source;
    return nullptr;
}

void SimulatedBoard::enter(const Source& source) {
    source.enter(*this, source.index);
    mcu_.interrupt(source.vector);
}

void SimulatedBoard::sleep() {
    adc_.cpu_stops();
    mcu_.lie_down(wake_sources());
}

// ---- Main style ---------------------------------------------------------------------------------

void SimulatedBoard::run_program() {
    mcu_.be_told();
    for (;;) {
        const bool goes_on = mcu_.step();
        if (goes_on && !mcu_.takes_interrupts())
            continue;
        const Source* source = first_waiting();
        while (!goes_on && source == nullptr) {
            adc_.cpu_stops();
            mcu_.sleep(wake_sources());
            source = first_waiting();
        }
        if (source == nullptr)
            continue;
        source->enter(*this, source->index);
        mcu_.enter(source->vector);
    }
}

void SimulatedBoard::be_told(std::uint8_t event, std::uint8_t number, std::uint16_t argument) {
    mcu_.be_told();
    (void)raise(event, number, argument);
}

const SimulatedBoard::Source* SimulatedBoard::first_waiting() {
    for (const Source& source : sources_)
        if (source.waits(*this, source.index))
            return &source;
    return nullptr;
}

}  // namespace cellchain::avr
