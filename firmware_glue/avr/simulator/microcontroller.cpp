#include "firmware_glue/avr/simulator/microcontroller.h"

#include <fmt/format.h>
#include <simavr/avr_watchdog.h>
#include <simavr/sim_core.h>

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <new>

namespace cellchain::avr {

namespace {

// Between two looks at whether the handler has been running for too long.
constexpr Cycle slice_cycles = 4000;

// ATmega328P data sheet, "Interrupt Response Time".
constexpr Cycle entry_cycles = 4;
constexpr Cycle wake_up_cycles = 4;

constexpr std::uint8_t vector_bytes = 4;

// SMCR
constexpr std::uint8_t sleep_modes = 0x0E;
constexpr std::uint8_t power_down = 0x04;

// How often a main program that can be interrupted shows that it lives: far below the board's
// longest time without a sign of that.
constexpr Cycle sign_of_life_cycles = 1'000'000;

void say_nothing(avr_t*, int, const char*, std::va_list) {}

avr_t* make_core(const AvrProgram& program) {
    avr_global_logger_set(say_nothing);
    avr_t part{};
    part.mmcu = "cellchain";
    part.ramend = registers::last_memory;
    part.flashend = static_cast<std::uint32_t>(program.flash.size()) - 1;
    part.vector_size = vector_bytes;
    part.address_size = 2;
    part.frequency = program.identity.cpu_hz;
    avr_t* const core = avr_core_allocate(&part, sizeof(part));
    if (core == nullptr || avr_init(core) != 0)
        throw std::bad_alloc();
    std::copy(program.flash.begin(), program.flash.end(), core->flash);
    return core;
}

}  // namespace

Microcontroller::Microcontroller(const AvrProgram& program, BoardState& state)
    : program_(program), state_(state), core_(make_core(program)), core_memory_(core_->data) {
    core_->data = state_.data.data();
    refuse_unmodelled_registers();
    instructions_.kind = "cellchain";
    instructions_.owner = this;
    instructions_.ioctl = [](avr_io_t* hook, std::uint32_t request, void*) {
        Microcontroller& owner = *static_cast<InstructionHook*>(hook)->owner;
        if (request != AVR_IOCTL_WATCHDOG_RESET)
            return -1;
        owner.watchdog_reset_(owner.watchdog_);
        return 0;
    };
    avr_register_io(core_, &instructions_);
}

Microcontroller::~Microcontroller() {
    core_->data = core_memory_;
    avr_terminate(core_);
    ::free(core_);
}

void Microcontroller::refuse_unmodelled_registers() {
    for (std::uint16_t address = registers::first_io; address < registers::first_memory; ++address)
        on_write<&Microcontroller::write_unmodelled>(address, *this);
    for (const std::uint16_t address : {registers::gpior0, registers::gpior2, registers::mcusr,
                                        registers::spl, registers::sph, registers::sreg})
        core_->io[address - registers::first_io].w = {};
    on_write<&Microcontroller::write_sleep_mode>(registers::smcr, *this);
    on_write<&Microcontroller::trace>(registers::gpior1, *this);
}

void Microcontroller::trace(std::uint16_t address, std::uint8_t value) {
    data(address) = value;
    TraceState& trace = state_.trace;
    trace.bytes[trace.count++] = value;
    if (trace.count < trace.bytes.size())
        return;
    trace.count = 0;
    const auto word = [&trace](std::size_t first, std::size_t size) {
        std::uint32_t found = 0;
        for (std::size_t i = 0; i < size; ++i)
            found |= std::uint32_t{trace.bytes[first + i]} << 8 * i;
        return found;
    };
    ops()->trace(state_.board, static_cast<std::uint16_t>(word(0, 2)), word(2, 4), word(6, 4));
}

void Microcontroller::write_unmodelled(std::uint16_t address, std::uint8_t value) {
    if (value != 0)
        refuse(fmt::format("register {:#04x} is not modelled", address).c_str());
}

void Microcontroller::write_sleep_mode(std::uint16_t address, std::uint8_t value) {
    const std::uint8_t mode = value & sleep_modes;
    if (mode != 0 && mode != power_down)
        refuse("of the sleep modes only idle and power-down are modelled");
    data(address) = value;
}

bool Microcontroller::is_power_down() const {
    return (state_.data[registers::smcr] & sleep_modes) == power_down;
}

void Microcontroller::save() {
    state_.cycle = core_->cycle;
    state_.program_counter = core_->pc;
    std::memcpy(state_.status_flags.data(), core_->sreg, state_.status_flags.size());
}

void Microcontroller::restore() {
    core_->cycle = charged_ = state_.cycle;
    core_->pc = state_.program_counter;
    std::memcpy(core_->sreg, state_.status_flags.data(), state_.status_flags.size());
}

void Microcontroller::charge() {
    const auto passed = static_cast<std::uint32_t>(core_->cycle - charged_);
    Asked(*this)->cost(state_.board, passed);
}

Microcontroller::Asked Microcontroller::ops() {
    charge();
    return Asked(*this);
}

void Microcontroller::refuse(const char* what) {
    ops()->failed_assertion(state_.board, what, program_.name_of(core_->pc).c_str(), 0);
}

void Microcontroller::reset(bool keeps_memory, std::uint8_t reset_flags) {
    const std::size_t cleared = keeps_memory ? registers::first_memory : state_.data.size();
    std::fill_n(state_.data.begin(), cleared, std::uint8_t{0});
    state_.timer1 = {};
    state_.usarts = {};
    state_.eeprom = {};
    state_.watchdog = {};
    state_.trace = {};
    state_.status_flags = {};
    state_.program_counter = 0;
    state_.is_in_power_down = false;
    wake();
    data(registers::mcusr) = reset_flags;
    _avr_sp_set(core_, registers::last_memory);
    save();
    state_.shown_alive = core_->cycle;
    if (!is_main_style())
        run_until_asleep();
}

// What has passed on the board, asleep or while it was asked.
void Microcontroller::follow_board() {
    const std::uint32_t present = state_.ops->ticks(state_.board);
    const std::uint32_t passed = present - static_cast<std::uint32_t>(state_.cycle);
    state_.cycle += passed;
    has_slept_ = passed != 0;
}

// Out of power-down the board has waited for the CPU already.
void Microcontroller::wake() {
    follow_board();
    restore();
    if (state_.is_in_power_down)
        has_slept_ = state_.is_in_power_down = false;
}

void Microcontroller::sleep_on() {
    charge();
    save();
}

void Microcontroller::lie_down(std::uint16_t wakes) {
    if (!is_power_down())
        return;
    ops()->sleep(state_.board, HAL_SLEEP_DEEP, wakes);
    state_.is_in_power_down = true;
}

void Microcontroller::enter(std::uint8_t vector) {
    core_->cycle += entry_cycles;
    _avr_push_addr(core_, core_->pc);
    avr_sreg_set(core_, S_I, 0);
    core_->pc = std::uint32_t{vector} * vector_bytes;
}

void Microcontroller::interrupt(std::uint8_t vector) {
    if (has_slept_)
        core_->cycle += wake_up_cycles;
    has_slept_ = false;
    enter(vector);
    run_until_asleep();
}

void Microcontroller::run_until_asleep() {
    core_->state = cpu_Running;
    while (core_->state == cpu_Running) {
        core_->run_cycle_count = slice_cycles;
        core_->pc = avr_run_one(core_);
        core_->interrupt_state = 0;  // interrupts come from the board, one at a time
        charge();
    }
    fail_if_asleep_for_good();
    save();
}

void Microcontroller::fail_if_asleep_for_good() {
    if (core_->state != cpu_Sleeping)
        refuse("executed what is no instruction");
    if (core_->sreg[S_I] == 0)  // where a failed assertion ends
        ops()->fail(
            state_.board, data(registers::gpior0),
            static_cast<std::uint16_t>(data(registers::gpior1) | data(registers::gpior2) << 8));
}

// ---- Main style ---------------------------------------------------------------------------------

bool Microcontroller::step() {
    const bool could_be_interrupted = core_->sreg[S_I] != 0;
    core_->state = cpu_Running;
    core_->run_cycle_count = 1;
    core_->pc = avr_run_one(core_);
    core_->interrupt_state = 0;  // interrupts are found by whom this is called by
    charge();
    if (core_->state != cpu_Running) {
        fail_if_asleep_for_good();
        return false;
    }
    if (could_be_interrupted && core_->cycle - state_.shown_alive >= sign_of_life_cycles) {
        state_.shown_alive = core_->cycle;
        (void)ops()->ticks(state_.board);
    }
    could_be_interrupted_ = could_be_interrupted;
    return true;
}

void Microcontroller::sleep(std::uint16_t wakes) {
    const bool is_deep = is_power_down();
    {
        const Asked board(*this);
        board->sleep(state_.board, is_deep ? HAL_SLEEP_DEEP : HAL_SLEEP_IDLE,
                     is_deep ? wakes : HAL_WAKE_ANY);
        follow_board();
    }
    state_.shown_alive = core_->cycle;
    could_be_interrupted_ = true;
}

void Microcontroller::be_told() {
    follow_board();
    restore();
}

std::string Microcontroller::state_text() const {
    std::string text = fmt::format("pc         {:#06x} {}\nsp         {:#06x}\n", core_->pc,
                                   program_.name_of(core_->pc), _avr_sp_get(core_));
    for (unsigned i = 0; i < 32; i += 8) {
        text += fmt::format("r{:<9}", i);
        for (unsigned j = i; j < i + 8; ++j)
            text += fmt::format(" {:02x}", state_.data[j]);
        text += '\n';
    }
    return text;
}

}  // namespace cellchain::avr
