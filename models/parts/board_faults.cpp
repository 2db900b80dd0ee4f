#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/parts/board.h"
#include "models/parts/main_program.h"

// Firmware that goes wrong, resets, and the watchdog that is armed against both.

namespace cellchain::parts {

namespace {

std::string name_of(std::uint8_t event, std::uint8_t number) {
    switch (event) {
        case 0:
            return "reset";
        case HAL_EV_TIMER:
            return fmt::format("timer {}", number);
        case HAL_EV_UART_BYTE:
            return fmt::format("uart byte {}", number);
        case HAL_EV_UART_EMPTY:
            return fmt::format("uart empty {}", number);
        case HAL_EV_ADC:
            return fmt::format("adc {}", number);
        case HAL_EV_NVM_DONE:
            return "nvm done";
        case HAL_EV_WATCHDOG:
            return "watchdog";
        case HAL_EV_UART_START:
            return fmt::format("uart start {}", number);
        case HAL_EV_UART_COMPLETE:
            return fmt::format("uart complete {}", number);
        case HAL_EV_UART_ERROR:
            return fmt::format("uart error {}", number);
        case HAL_EV_PIN:
            return fmt::format("pin {}", number);
        case HAL_EV_SUPPLY_LOW:
            return "supply low";
        default:
            return "main";
    }
}

}  // namespace

// ---- A handler that does not end ----------------------------------------------------------------

// Called when the handler may have been running for too long: rarely, so that `cost` has one
// comparison to make.
void Board::check_running_time() {
    const Cycles latest = handler_began_ + Cycles{firmware_.cpu_hz()} * longest_handler_s;
    const Cycles watchdog = watchdog_reset_at();
    if (cursor_ >= std::min(latest, watchdog)) {
        cursor_ = std::min(latest, watchdog);
        if (watchdog <= latest)
            leave_for_reset(HAL_RESET_WATCHDOG);
        fail_handler(fmt::format("did not return within {} s", longest_handler_s));
    }
    running_time_check_ = std::min(latest, watchdog);
}

void Board::fail_for_outputs() {
    fail_handler(fmt::format("wrote {} pin changes and traces {}", most_outputs,
                             program_ ? "within a second" : "without returning"));
}

// ---- The watchdog -------------------------------------------------------------------------------

// Its oscillator is not the CPU's: the period is a time, whatever the CPU's clock does.
void Board::watchdog_set(std::uint8_t mode, std::uint16_t ms) {
    watchdog_mode_ = ms == 0 || mode > HAL_WDT_EVENT_THEN_RESET ? HAL_WDT_OFF : mode;
    const double seconds = ms / 1000.0 / (1.0 + config_.watchdog_error);
    const double cpu_hz = firmware_.cpu_hz() * (1.0 + deviation_ppm_ * 1e-6);
    watchdog_period_ = static_cast<Cycles>(cpu_hz * seconds + 0.5);
    watchdog_kick();
}

void Board::watchdog_kick() {
    watchdog_has_warned_ = false;
    set_due(watchdog_slot, watchdog_mode_ == HAL_WDT_OFF ? no_cycle : cursor_ + watchdog_period_);
    running_time_check_ = std::min(running_time_check_, due_[watchdog_slot]);
}

// While a handler runs the watchdog's own event only waits.
Board::Cycles Board::watchdog_reset_at() const {
    if (watchdog_mode_ == HAL_WDT_RESET ||
        (watchdog_mode_ == HAL_WDT_EVENT_THEN_RESET && watchdog_has_warned_))
        return due_[watchdog_slot];
    if (watchdog_mode_ == HAL_WDT_EVENT_THEN_RESET)
        return due_[watchdog_slot] + watchdog_period_;
    return no_cycle;
}

void Board::handle_watchdog(Cycles due) {
    if (watchdog_reset_at() == due) {
        cursor_ = std::max(cursor_, due);
        return begin_reset(HAL_RESET_WATCHDOG);
    }
    watchdog_has_warned_ = true;
    set_due(watchdog_slot, due + watchdog_period_);
    handle(HAL_EV_WATCHDOG, 0, 0, due);
}

// ---- Ways out of a handler ----------------------------------------------------------------------

void Board::fail_handler(std::string what) {
    failure_ = std::move(what);
    firmware_.leave();
}

void Board::leave_for_reset(std::uint8_t cause) {
    wanted_reset_ = cause;
    firmware_.leave();
}

void Board::fail(std::uint16_t code, std::uint16_t line) {
    fail_handler(fmt::format("assertion {} failed at line {}", code, line));
}

void Board::fail_assertion(const char* expression, const char* file, std::uint32_t line) {
    fail_handler(fmt::format("assertion \"{}\" failed at {}:{}", expression, file, line));
}

void Board::halt(std::uint8_t how, std::int32_t status) {
    if (how == CELLFW_HALT_UNBOUND_CALL)
        fail_handler(
            "called its board in a constructor, before there was one; call it in "
            "fw_reset(), main() or setup()");
    fail_handler(how == CELLFW_HALT_ABORT ? "called abort()"
                                          : fmt::format("called exit({})", status));
}

void Board::software_reset() { leave_for_reset(HAL_RESET_SOFTWARE); }

// Back on the kernel's side. Nothing of what the handler's callers had on the stack is left.
void Board::handler_was_left(host::FirmwareStack::Exit exit) {
    firmware_.note_left();
    if (exit == host::FirmwareStack::Exit::faulted) {
        const Cycles watchdog = watchdog_reset_at();
        if (firmware_.stack().never_returned() && watchdog != no_cycle) {
            cursor_ = std::max(cursor_, watchdog);
            wanted_reset_ = HAL_RESET_WATCHDOG;
        } else if (firmware_.stack().called_address_zero()) {
            wanted_reset_ = HAL_RESET_SOFTWARE;  // the reset vector: an idiom of old firmware
        } else {
            failure_ = firmware_.fault().what;
        }
    }
    if (!wanted_reset_) {
        tell_fault();
        if (config_.on_fault == FaultPolicy::reset)
            wanted_reset_ = HAL_RESET_SOFTWARE;
        else
            is_silent_ = true;
    }
    stop_peripherals();
    if (wanted_reset_)
        begin_reset(*std::exchange(wanted_reset_, std::nullopt));
    find_next_own_event();
}

void Board::tell_fault() {
    BoardFault fault;
    fault.chain = chain();
    fault.board = position();
    fault.when = local_time();
    fault.handler = name_of(handler_event_, handler_number_);
    fault.text =
        fmt::format("{}: firmware {} in handler \"{}\", at {:.9f} s", name(),
                    std::exchange(failure_, {}), fault.handler, to_seconds(fault.when).value);
    host::FirmwareFault told = firmware_.fault();
    fault.calls = std::move(told.calls);
    fault.state = std::move(told.state);
    if (!fault_sink_)
        return horizon_->end_run(fault.text);
    fault_sink_(fault);
}

// ---- Reset --------------------------------------------------------------------------------------

void Board::stop_peripherals() {
    due_.clear();
    rests_ = sleeps_ = deep_sleep_.is_on = false;
    adc_.waits_for_sleep = adc_.awaits_limit = false;
    if (program_)
        program_->stop();
    else if (needs_line_ && firmware_.is_paused())
        firmware_.give_up_paused();
    line_pins_.stop_irq();
    watchdog_mode_ = HAL_WDT_OFF;
    for (Uart& uart : uarts_) {
        uart.receiver = {};
        uart.forget_received();
        uart.is_watched = false;
        uart.start_at = uart.start_told = uart.complete_at = no_cycle;
        uart.divider = 0;
        uart.flags = 0;
        uart.allow_sending(false);
        uart.arrival = no_cycle;
        if (uart.in != nullptr)
            uart.in->close();
    }
    undecided_ = no_cycle;
}

// The board's time may be ahead of what the world is settled for, so its pins let go in their turn.
void Board::begin_reset(std::uint8_t cause) {
    stop_peripherals();
    reset_cause_ = cause;
    is_starting_ = false;
    set_due(program_slot, cursor_);
}

void Board::go_on_with_reset(Cycles due) {
    cursor_ = std::max(cursor_, due);
    if (std::exchange(is_starting_, !is_starting_)) {
        set_due(program_slot, no_cycle);
        return start_firmware(reset_cause_);
    }
    let_pins_go();
    line_pins_.let_go(local_time());
    if (reset_sink_)
        reset_sink_(name(), local_time(), reset_cause_);
    set_due(program_slot, cursor_ + static_cast<Cycles>(firmware_.cpu_hz() * start_up_s));
}

void Board::start_firmware(std::uint8_t cause) {
    for (Uart* const uart : inputs_)
        discard_heard(*uart, local_time());
    handler_event_ = 0;
    handler_began_ = cursor_;
    reset_at_ = cursor_;
    untold_reset_cause_ = cause;
    firmware_.reset(cause);
}

// What came while nobody listened.
void Board::discard_heard(Uart& uart, Ticks until) {
    SerialBurst& burst = *uart.heard;
    while (!burst.empty() && burst.front().edge(physics::bits_per_frame) <= until)
        burst.pop();
}

// ---- Silence ------------------------------------------------------------------------------------

SerialReceiverIf* Board::stay_silent() {
    SerialReceiverIf* const next = flush({no_cycle, never});  // what was said before
    for (Uart* const uart : inputs_)
        discard_heard(*uart, is_powered_ ? never : sc_core::sc_time_stamp().value());
    if (chain_out_ != nullptr)
        chain_out_->promise_silence(never, never);
    acts_not_before(never);
    horizon_->has_run(*this);
    return next;
}

}  // namespace cellchain::parts
