#include "models/parts/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "models/parts/main_program.h"

namespace cellchain::parts {

namespace {

// Own events this close behind a message's last byte (ADC conversions, decisions) run with it, in
// the same activation. It must stay below the operate time of any contact (2 ms), which is the
// earliest that a message's outcome can change what the board measures.
constexpr double settle_time_s = 0.001;

// A clock that drifts is tuned in steps of this: 1 s off by it is half a microsecond.
constexpr double retuning_step_ppm = 0.5;

// In the order of edges a byte is complete some delta cycles behind the start of its instant, and
// comes before what else is due then.
constexpr int deltas_until_sampled = 6;

Ticks now() { return sc_core::sc_time_stamp().value(); }

}  // namespace

Board::Board(const sc_core::sc_module_name& name, const BoardConfig& config,
             host::FirmwareImage& image)
    : sc_module(name),
      firmware_(image, *this),
      oscillator_(firmware_.cpu_hz(), config.clock.error_ppm),
      settle_cycles_(static_cast<Cycles>(firmware_.cpu_hz() * settle_time_s)),
      uarts_{Uart{HAL_UART_CHAIN, oscillator_}, Uart{HAL_UART_DATA_OUT, oscillator_},
             Uart{HAL_UART_RADIO, oscillator_}},
      noise_(config.seed, this->name()),
      deviation_ppm_(config.clock.error_ppm),
      nvm_(nvm_size, nvm_erased),
      nvm_chance_(config.seed, std::string(this->name()) + ".nvm"),
      config_(config),
      adc_{static_cast<Cycles>(firmware_.cpu_hz() * adc_sample_s),
           static_cast<Cycles>(firmware_.cpu_hz() * adc_conversion_s)},
      is_silent_(!config.is_powered),
      is_powered_(config.is_powered) {
    voltage_adc_.bias = config.voltage_bias;
    temperature_adc_.offset_counts = config.temperature_offset_counts;
    assert(config.nvm.size() <= nvm_size);
    std::copy(config.nvm.begin(), config.nvm.end(), nvm_.begin());
    if (firmware_.is_main_style()) {
        program_ = std::make_unique<MainProgram>(*this);
        firmware_.route_calls_through(*program_);
    }
    firmware_.introduce(config.chain, config.position);
    SC_METHOD(run);
    sensitive << resume_ << wake_ << chain_in;
}

Board::~Board() = default;

void Board::end_of_elaboration() {
    horizon_ = horizon[0];
    runs_ahead_ = horizon_->transport() == Transport::bursts;
    samples_levels_ = horizon_->transport() == Transport::edges;
    place_ = horizon_->add_board(*this, config_.hops_to_out);
    cell_ = cell[0];
    chain_in_ = chain_in.size() > 0 ? chain_in[0] : nullptr;
    chain_out_ = chain_out.size() > 0 ? chain_out[0] : nullptr;
    connect_uart(HAL_UART_CHAIN, chain_in_, chain_out_);
    needs_line_ = firmware_.needs_line();
    if (needs_line_)
        line_pins_.connect(chain_in_ != nullptr ? chain_in_->watched_line() : nullptr,
                           chain_out_ != nullptr ? chain_out_->driven_line() : nullptr);
    if (chain_in_ == nullptr)
        return;
    chain_in_->call(*this);
    SC_METHOD(see_line_disturbed);
    sensitive << chain_in_->disturbed_event();
    dont_initialize();
    if (!samples_levels_)
        return;
    SC_METHOD(see_frame_begin);
    sensitive << chain_in_->frame_event();
    dont_initialize();
}

void Board::start_of_simulation() { has_other_chains_ = horizon_->has_several_chains(); }

void Board::connect_uart(std::uint8_t number, SerialReceiveIf* in, SerialTransmitIf* out) {
    Uart& uart = uarts_[number];
    uart.out = out;
    if (in == nullptr)
        return;
    uart.in = in;
    uart.heard = &in->burst();
    uart.distortion = &in->distortion();
    inputs_.add(uart);
}

// A message goes down the chain in one activation: whoever hears what this board has said acts
// next, then whoever hears that.
void Board::run() {
    SerialReceiverIf* next = this;
    while (next != nullptr)
        next = next->take_turns();
}

// All boards of one image on the stack for its firmware, without a way back in between.
SerialReceiverIf* Board::take_turns() {
    struct Turns {
        SerialReceiverIf* whose;
        const host::FirmwareStack& stack;
        void take() {
            do
                whose = whose->take_turn();
            while (whose != nullptr && &whose->handlers_stack() == &stack);
        }
    };
    Turns turns{this, handlers_stack()};
    const auto take = [](void* all) { static_cast<Turns*>(all)->take(); };
    if (handlers_stack().carry(take, &turns) > host::FirmwareStack::Exit::paused)
        return turns.whose->give_up_turn();
    return turns.whose;
}

SerialReceiverIf* Board::take_turn() {
    if (!horizon_->may_run(*this))
        return nullptr;
    if (samples_levels_) {
        if (must_wait_for_levels())
            return nullptr;
        look_at_line();
    }
    if (is_silent_)
        return stay_silent();
    present_ = now();
    if (present_ >= wakes_at_)
        wakes_at_ = never;
    if (is_woken_in_vain())
        return nullptr;
    firmware_.activate();
    now_ = oscillator_.first_cycle_at_or_after(present_);
    ahead_ = std::max(ahead_, now_);
    if (firmware_.has_own_stack()) {
        if (run_on_own_stack() > host::FirmwareStack::Exit::paused)
            return give_up_turn();
    } else {
        firmware_.begin();
        act();
        firmware_.end();
    }
    return end_turn();
}

SerialReceiverIf* Board::give_up_turn() {
    handler_was_left(firmware_.stack().exit());
    return is_silent_ ? stay_silent() : end_turn();
}

host::FirmwareStack::Exit Board::run_on_own_stack() {
    if (program_)
        return program_->run();
    if (firmware_.is_paused())
        return firmware_.go_on();
    return firmware_.run([](void* board) { static_cast<Board*>(board)->act(); }, this);
}

// On the firmware's stack: all that is due and may run.
void Board::act() {
    if (!started_) {
        started_ = true;
        start_firmware(HAL_RESET_POWER_ON);
    }
    look_around();
    while (fault_.empty()) {
        if (recheck_) {
            if (limit_may_move_)
                refresh_limit();
            find_next_own_event();
        }
        Uart* heard = next_heard_uart();
        if (heard != nullptr && !byte_comes_first(heard->arrival))
            heard = nullptr;
        const Cycles handled = handled_at(heard != nullptr ? heard->arrival : next_due_);
        if (!may_run(handled, heard))
            break;
        waits_for_limit_ = handled >= limit_;
        if (waits_for_limit_)
            break;
        if (heard != nullptr)
            hear_byte(*heard);
        else
            handle_own_event();
    }
}

void Board::look_around() {
    waits_for_limit_ = false;
    look_at_inputs();
    refresh_limit();
    if (adc_.awaits_limit)
        sample_within_limit();
}

bool Board::must_wait_for_levels() {
    if (deltas_waited_ == deltas_until_sampled) {
        deltas_waited_ = 0;
        return false;
    }
    ++deltas_waited_;
    next_trigger(sc_core::SC_ZERO_TIME);
    return true;
}

void Board::wake_at(Ticks instant) {
    if (wakes_at_ <= instant)
        return;  // and finds out then that it was in vain
    if (horizon_->puts_off_wake(place_, instant))
        return;
    wakes_at_ = instant;
    const Ticks present = now();
    wake_.notify(sc_core::sc_time::from_value(instant > present ? instant - present : 0));
}

// What it was to wake for has been put off since: every message restarts the timer of silence.
inline bool Board::is_woken_in_vain() {
    if (present_ >= goes_on_at_)
        return false;
    for (const Uart* const uart : inputs_)
        if (uart->heard->size() != uart->left)
            return false;
    horizon_->has_run(*this);
    wake_at(goes_on_at_);
    return true;
}

inline void Board::look_at_inputs() {
    undecided_ = upstream_acts_at_ = no_cycle;
    for (Uart* const uart : inputs_) {
        uart->known_until = uart->in->known_until(present_);
        if (uart->is_chain())
            silent_until_ = oscillator_.first_cycle_at_or_after(uart->known_until);
        if (uart->known_until == present_) {
            upstream_acts_at_ = silent_until_;
            undecided_ = std::min(undecided_, upstream_acts_at_);
        }
        if (!uart->hears())
            continue;
        uart->look();
        await_start(*uart);
        if (uart->arrival < latest_due_)
            fail_for_late_byte(*uart);
        see_what_is_undecided(*uart);
    }
}

// The next thing to handle may be preceded by a byte that is not known yet.
inline bool Board::may_run(Cycles handled, const Uart* heard) {
    if (handled >= undecided_)
        return false;
    if (!runs_ahead_)
        return handled <= now_;
    // No byte of the chain can come before one that is in hand.
    if (heard == nullptr)
        return handled <= ahead_ || handled <= settled_behind(std::max(sent_until(), now_)) ||
               (uarts_[HAL_UART_CHAIN].arrival != no_cycle &&
                handled < uarts_[HAL_UART_CHAIN].arrival);
    // A chain byte is always next when it is known.
    return heard->is_chain() || handled <= std::max(ahead_, silent_until_);
}

// All that lay before has been handled; whatever is new must come later.
void Board::fail_for_late_byte(const Uart& uart) {
    fault_ = fmt::format(
        "{}: a byte arrives at {:.9f} s, but the board has already acted at "
        "{:.9f} s",
        name(), to_seconds(oscillator_.instant(uart.arrival)).value,
        to_seconds(oscillator_.instant(latest_due_)).value);
}

void Board::refresh_limit() {
    limit_may_move_ = false;
    const Ticks limit = horizon_->limit_for(place_);
    if (limit_instant_ == limit)
        return;
    limit_instant_ = limit;
    limit_ = oscillator_.first_cycle_at_or_after(limit_instant_);
}

void Board::find_next_own_event() {
    recheck_ = false;
    if (rests_ && !program_) {
        rest();
        recheck_ = false;
        if (sleeps_)
            return;
    }
    const auto first = due_.first();
    next_slot_ = first.slot;
    next_due_ = first.due;
}

// What came while the CPU was busy is handled when it is free again, by rank: timers and start
// edges first, then received bytes, then the rest.
inline bool Board::byte_comes_first(Cycles arrival) const {
    const Cycles byte_handled = handled_at(arrival);
    const Cycles own_handled = handled_at(next_due_);
    return byte_handled < own_handled || (byte_handled == own_handled && next_slot_ >= empty_slot);
}

bool Board::at_barrier(Ticks now) {
    const double deviation =
        config_.clock.deviation_ppm(cell_->board_temperature(now), cell_->board_voltage(now));
    if (std::abs(deviation - deviation_ppm_) < retuning_step_ppm)
        return false;
    deviation_ppm_ = deviation;
    for (Uart* const uart : inputs_)
        if (uart->hears())
            uart->receiver.settle(*uart->heard, *uart->distortion, now);
    oscillator_.retune(oscillator_.first_cycle_at_or_after(now), firmware_.cpu_hz(), deviation);
    for (Uart& uart : uarts_) {
        if (uart.divider == 0)
            continue;
        uart.set_clock(oscillator_);
        if (uart.in != nullptr)
            uart.in->clock_has_changed();
    }
    limit_instant_ = never;  // in cycles it has moved
    goes_on_at_ = 0;
    horizon_->resume_after_barrier(*this);
    return false;
}

}  // namespace cellchain::parts
