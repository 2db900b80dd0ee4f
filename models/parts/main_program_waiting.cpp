#include <algorithm>
#include <utility>

#include "models/parts/board.h"
#include "models/parts/main_program.h"

// How a main program waits: in polling loops, in delays, asleep.

namespace cellchain::parts {

// The short way of `pass_time`, where nothing happens before.
inline bool MainProgram::runs_freely_to(Cycles when) {
    refresh();
    if (when >= stop_)
        return false;
    board_.cursor_ = std::max(board_.cursor_, when);
    return true;
}

void MainProgram::poll() {
    const Cycles now = board_.cursor_;
    const bool runs_on = !has_changed_ && changes_at_ > now;
    if (!runs_on && now + polling_cycles < stop_) {
        board_.cursor_ += polling_cycles;
        return begin_turn(false);
    }
    if (!runs_on || !polls_until_byte())
        poll_on(runs_on);
}

// What a polling loop mostly waits for, in short: nothing else happens but a byte whose interrupt
// is served at once.
bool MainProgram::polls_until_byte() {
    if (next_.at >= changes_at_ || has_kicked_ || !serves() || !awaits_plain_byte())
        return false;
    loop_ =
        PollingLoop(board_.cursor_, polling_cycles, board_.cursor_ - looked_at_ + polling_cycles);
    last_call_ = next_.at;
    serve_plain_byte(0);
    refresh();
    if (next_.at <= board_.cursor_ || waiting() != 0)
        catch_up();
    has_changed_ = false;
    turn_until(loop_.look_at_or_after(board_.cursor_));
    begin_turn(true);
    if (board_.cursor_ >= stop_ || board_.recheck_)
        catch_up();
    return true;
}

void MainProgram::turn_until(Cycles look) {
    while (!runs_freely_to(look) && pass_time(look)) {
        if (!std::exchange(has_changed_, false))
            continue;
        catch_up();
        look = loop_.look_at_or_after(board_.cursor_);
    }
}

// To the end of the turn in which something is seen.
void MainProgram::poll_on(bool runs_on) {
    const Cycles now = board_.cursor_;
    loop_ = PollingLoop(now, polling_cycles, now - looked_at_ + polling_cycles);
    Cycles until = loop_.first_look();
    if (runs_on)
        until = changes_at_ == no_cycle ? no_cycle : loop_.look_at_or_after(changes_at_);
    // A loop that kicks the watchdog goes on doing so.
    const Cycles watchdog = board_.due_[Board::watchdog_slot];
    bool keeps_kicking = runs_on && has_kicked_ && watchdog != no_cycle;
    if (keeps_kicking)
        board_.set_due(Board::watchdog_slot, no_cycle);
    const auto end_kicking = [&] {
        if (std::exchange(keeps_kicking, false))
            board_.set_due(Board::watchdog_slot,
                           loop_.end_at_or_before(board_.cursor_) + (watchdog - now));
    };
    has_changed_ = false;
    while (!runs_freely_to(until) && pass_time(until)) {
        if (!has_changed_)
            continue;
        end_kicking();
        catch_up();
        until = loop_.look_at_or_after(board_.cursor_);
    }
    end_kicking();
    begin_turn(has_changed_ || runs_on);
    if (board_.cursor_ >= stop_ || board_.recheck_)
        catch_up();
}

// Of a polling loop: the program looks.
void MainProgram::begin_turn(bool has_changed) {
    has_changed_ = has_changed;
    has_kicked_ = false;
    changes_at_ = no_cycle;
    looked_at_ = last_call_ = board_.cursor_;
}

void MainProgram::delay_us(std::uint32_t us) {
    enter_call();
    const Cycles until = board_.cursor_ + Cycles{us} * board_.firmware_.cpu_hz() / 1'000'000;
    while (pass_time(until))
        catch_up();
    note_call();
    has_changed_ = true;
    catch_up();
}

void MainProgram::sleep(std::uint8_t mode, std::uint16_t wake) {
    enter_call();
    if (in_interrupt_)
        board_.fail_handler("called hal_sleep() in an interrupt");
    const Sources wanted = Interrupts::of_wake(wake);
    // A CPU that is only idle is woken by every interrupt, and goes back to sleep.
    const Sources served = mode == HAL_SLEEP_IDLE ? Interrupts::all : wanted;
    is_masked_ = true;
    constexpr Sources byte_of_chain = Sources{1} << (Interrupts::uart_byte + HAL_UART_CHAIN);
    bool is_wanted = false;
    while (!is_wanted) {
        if ((waiting() & served) == 0) {
            fall_asleep(mode);
            if ((served & ~wanted & byte_of_chain) != 0) {
                sleep_through_message();
                fall_asleep(mode);
            }
            while ((waiting() & served) == 0)
                pass_time(no_cycle);
            wake_up(mode);
        }
        is_wanted = (wanted >> Interrupts::first_of(waiting() & served) & 1U) != 0;
        serve(waiting() & served);
    }
    is_masked_ = false;
    last_call_ = board_.cursor_;
    catch_up();
}

void MainProgram::fall_asleep(std::uint8_t mode) {
    if (mode == HAL_SLEEP_DEEP)
        board_.begin_deep_sleep();
    if (board_.adc_.waits_for_sleep)
        board_.begin_conversion();
}

void MainProgram::wake_up(std::uint8_t mode) {
    const Cycles woken = board_.cursor_;
    board_.cursor_ += wake_cycles_of(mode);
    if (mode == HAL_SLEEP_DEEP)
        board_.end_deep_sleep(woken, starts_waiting());
}

}  // namespace cellchain::parts
