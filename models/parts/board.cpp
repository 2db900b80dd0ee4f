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

SerialReceiverIf* Board::end_turn() {
    if (!fault_.empty()) {
        horizon_->end_run(fault_);
        return nullptr;
    }
    const NextAct next = next_act();
    SerialReceiverIf* const receiver = flush(next);
    horizon_->acts_not_before(place_, acts_from(next));
    if (has_other_chains_)
        horizon_->acts_for_other_chains(place_, acts_from_with_messages(next));
    horizon_->has_run(*this);  // before it may queue for the next barrier
    schedule(next);
    return receiver;
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
bool Board::is_woken_in_vain() {
    if (present_ >= goes_on_at_)
        return false;
    for (const Uart* const uart : inputs_)
        if (uart->heard->size() != uart->left)
            return false;
    horizon_->has_run(*this);
    wake_at(goes_on_at_);
    return true;
}

void Board::look_at_inputs() {
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
        check_order_of_time(*uart);
        see_what_is_undecided(*uart);
    }
}

// The next thing to handle may be preceded by a byte that is not known yet.
bool Board::may_run(Cycles handled, const Uart* heard) {
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
void Board::check_order_of_time(const Uart& uart) {
    if (uart.arrival < latest_due_)
        fault_ = fmt::format(
            "{}: a byte arrives at {:.9f} s, but the board has already acted at "
            "{:.9f} s",
            name(), to_seconds(oscillator_.instant(uart.arrival)).value,
            to_seconds(oscillator_.instant(latest_due_)).value);
}

Board::NextAct Board::next_act() const {
    Cycles due = next_due_;
    for (const Uart* const uart : inputs_)
        due = std::min(due, uart->arrival);
    if (due == no_cycle)
        return {no_cycle, never};
    const Cycles handled = handled_at(due);
    return {handled, oscillator_.instant(handled)};
}

// Nothing leaves this board before its own next event or the next byte that it hears.
Ticks Board::earliest_reaction(const NextAct& next) const {
    Ticks earliest = next.instant;
    for (const Uart* const uart : inputs_) {
        if (uart->is_chain())
            earliest = std::min(earliest, uart->known_until);
        earliest = std::min(earliest, uart->receiver.undecided_from());
    }
    return earliest;
}

// What waits for the limit to move does not count, but for timers: a message goes on in its turn,
// the oldest first, up to the measurement behind it.
Ticks Board::acts_from(const NextAct& next) const {
    if (!waits_for_limit_ && next.handled <= undecided_)
        return next.instant;
    Cycles first = undecided_;
    for (std::size_t slot = 0; waits_for_limit_ && slot < slot_count; ++slot)
        if (slot != empty_slot + HAL_UART_CHAIN && slot != adc_slot)
            first = std::min(first, due_[slot]);
    for (const Uart* const uart : inputs_)
        if (waits_for_limit_ && !uart->is_chain())
            first = std::min(first, uart->arrival);
    return first == no_cycle ? never : oscillator_.instant(handled_at(first));
}

void Board::acts_not_before(Ticks when) {
    horizon_->acts_not_before(place_, when);
    if (has_other_chains_)
        horizon_->acts_for_other_chains(place_, when);
}

// Nothing orders it after what other chains do, so what waits for the limit counts.
Ticks Board::acts_from_with_messages(const NextAct& next) const {
    return next.handled <= undecided_ ? next.instant : oscillator_.instant(undecided_);
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

void Board::see_what_is_undecided(const Uart& uart) {
    const Ticks from = uart.receiver.undecided_from();
    if (from != never)
        undecided_ = std::min(undecided_, oscillator_.first_cycle_at_or_after(from));
}

// What came while the CPU was busy is handled when it is free again, by rank: timers and start
// edges first, then received bytes, then the rest.
bool Board::byte_comes_first(Cycles arrival) const {
    const Cycles byte_handled = handled_at(arrival);
    const Cycles own_handled = handled_at(next_due_);
    return byte_handled < own_handled || (byte_handled == own_handled && next_slot_ >= empty_slot);
}

void Board::hear_byte(Uart& uart) {
    Cycles latest = uart.arrival;
    if (deep_sleep_.is_on)
        return miss_byte(uart);
    if (sleeps_)
        wake_up(latest);
    if (takes_whole_messages(uart)) {
        Cycles stop = limit_;
        for (const Uart* const other : inputs_)
            if (other != &uart)
                stop = std::min(stop, other->arrival);
        latest = hear_message(stop);
    } else {
        hear_single_byte(uart);
    }
    latest_due_ = std::max(latest_due_, latest);
    has_heard(uart, latest);
}

void Board::hear_single_byte(Uart& uart) {
    const Cycles arrival = uart.arrival;
    std::uint16_t byte_and_errors = take_byte(uart);
    await_start(uart);
    if ((uart.flags & HAL_UART_RX) == 0)
        return;
    if (uart.loses(arrival)) {
        uart.has_overrun = true;
        return;
    }
    if (std::exchange(uart.has_overrun, false))
        byte_and_errors |= HAL_UART_ERR_OVERRUN << 8;
    uart.take_out(handled_at(arrival));
    if (heard_sink_)
        heard_sink_(uart.number, oscillator_.instant(arrival), byte_and_errors);
    handle(uart.event_of(byte_and_errors), uart.number, byte_and_errors, arrival);
}

// Bytes of a message follow one another, and mostly nothing of the board's own lies between them:
// this loop is where a run spends its time. Ends before `stop`, before the board's next own event,
// when a byte has come to a busy CPU, and when the handler has changed what it goes by. Returns
// when the last byte was complete.
Board::Cycles Board::hear_message(Cycles stop) {
    Uart& uart = uarts_[HAL_UART_CHAIN];
    const std::uint64_t plain_bit_period = uart.receiver.plain_bit_period();
    const Cycles divider = uart.divider;
    const ByteOnWire* byte = uart.heard->begin();
    const ByteOnWire* const end = uart.heard->end();
    Cycles arrival = uart.arrival;
    uart.is_reopened = false;
    Cycles own_or_stop = std::min(stop, next_due_);
    Cycles handled = handled_at(arrival);
    name_handler(HAL_EV_UART_BYTE, HAL_UART_CHAIN);
    for (;;) {
        const std::uint8_t data = byte->data;
        ++byte;
        call_handler(HAL_EV_UART_BYTE, HAL_UART_CHAIN, data, handled);
        if (byte == end || byte->bit_period != plain_bit_period)
            break;
        if (recheck_) {
            if (uart.is_reopened || limit_may_move_ || sleeps_ ||
                (uart.flags & (HAL_UART_RX | HAL_UART_START_EVENT)) != HAL_UART_RX)
                break;
            find_next_own_event();
            own_or_stop = std::min(stop, next_due_);
        }
        const Cycles next_arrival = (uart.samples.first_cycle_after(byte->start_edge) +
                                     physics::UartReceiver::samples_to_completion) *
                                    divider;
        if (next_arrival < cursor_ || next_arrival >= own_or_stop)
            break;
        arrival = handled = next_arrival;
    }
    // Only the first byte may have waited, so the one before the last did not.
    uart.taken_before = byte == uart.heard->begin() + 1 ? uart.taken : 0;
    uart.taken = handled;
    bytes_heard_ += static_cast<std::uint64_t>(byte - uart.heard->begin());
    uart.heard->pop_to(byte);
    if (!uart.is_reopened)
        uart.receiver.skip_plain_to(arrival / divider);
    uart.look();
    await_start(uart);
    return arrival;
}

void Board::handle_own_event() {
    const std::size_t slot = next_slot_;
    const Cycles due = next_due_;
    // A timer that the CPU was too busy for also comes before a byte from before it.
    if (slot >= empty_slot || due > cursor_)
        latest_due_ = std::max(latest_due_, due);
    if (sleeps_)
        wake_up(due);
    if (slot == watchdog_slot) {
        handle_watchdog(due);
    } else if (slot < start_slot) {
        const std::size_t number = slot - timer_slot;
        const Cycles period = timer_period_[number];
        set_due(slot, period == 0 ? no_cycle : due + period);
        handle(HAL_EV_TIMER, static_cast<std::uint8_t>(number), 0, due);
    } else if (slot >= empty_slot && slot < complete_slot) {
        fill_register(static_cast<std::uint8_t>(slot - empty_slot), due);
    } else if (slot == adc_slot) {
        set_due(slot, no_cycle);
        adc_.result = adc_.code;
        handle(HAL_EV_ADC, adc_.channel, adc_.code, due);
    } else if (slot == program_slot) {
        go_on_with_reset(due);
    } else {
        handle_rare_event(slot, due);
    }
}

void Board::handle_rare_event(std::size_t slot, Cycles due) {
    switch (slot) {
        case start_slot:
            return handle(HAL_EV_UART_START, take_start(due).number, low_ticks(due), due);
        case complete_slot:
            return handle(HAL_EV_UART_COMPLETE, take_complete(due).number, 0, due);
        case pin_slot:
            return handle(HAL_EV_PIN, take_pin_edge(due), low_ticks(due), due);
        case supply_slot:
            set_due(slot, no_cycle);
            return handle(HAL_EV_SUPPLY_LOW, 0, 0, due);
        default:
            set_due(slot, no_cycle);
            return handle(HAL_EV_NVM_DONE, 0, 0, due);
    }
}

// Level-triggered, as on silicon: it comes again until a byte is put or it is disabled. A message
// leaves in this loop as long as nothing else may come first.
void Board::fill_register(std::uint8_t number, Cycles due) {
    const Uart& uart = uarts_[number];
    due_.set(empty_slot + number, no_cycle);
    find_next_own_event();  // of the others
    Cycles stop = std::min({next_due_, limit_, undecided_});
    for (const Uart* const heard : inputs_)
        stop = std::min(stop, heard->arrival);
    // What `may_run` allows at least, however much is sent meanwhile.
    Cycles latest = runs_ahead_ ? std::max(ahead_, silent_until_) : now_;
    if (runs_ahead_ && uarts_[HAL_UART_CHAIN].arrival != no_cycle)
        latest = no_cycle;
    name_handler(HAL_EV_UART_EMPTY, number);
    do {
        latest_due_ = std::max(latest_due_, due);
        call_handler(HAL_EV_UART_EMPTY, number, 0, handled_at(due));
        if ((uart.flags & HAL_UART_TX_EMPTY_EVENT) == 0)
            return;
        due = std::max(uart.buffer_free(), cursor_);
    } while (!recheck_ && due < stop &&
             due <= std::min(latest, uart.shifter_free + settle_cycles_));
    set_due(empty_slot + number, due);
}

SerialReceiverIf* Board::flush(const NextAct& next) {
    SerialReceiverIf* const receiver = uarts_[HAL_UART_CHAIN].hand_over();
    if (sends_elsewhere_) {
        note_sent_elsewhere();
        sends_elsewhere_ = false;
        for (Uart& uart : uarts_)
            uart.flush();
    }
    if (chain_out_ != nullptr)
        chain_out_->promise_silence(earliest_reaction(next), program_ ? next.instant : never);
    return receiver;
}

void Board::schedule(const NextAct& next) {
    goes_on_at_ = 0;
    if (waits_for_limit_)
        return horizon_->resume_after_barrier(*this, next.instant);
    const Cycles wake = std::min(next.handled, undecided_);
    if (wake == no_cycle)
        return;
    for (Uart* const uart : inputs_)
        uart->left = uart->heard->size();
    goes_on_at_ = wake == next.handled ? next.instant : oscillator_.instant(wake);
    if (goes_on_at_ > present_ || upstream_acts_at_ == no_cycle)
        wake_at(goes_on_at_);
}

// Nothing that was known of the chain's input from here on holds, and so nothing that this board
// has promised on account of it: neither what it would do when nor its silence, down to the last
// board.
void Board::see_line_disturbed() {
    Uart& uart = uarts_[HAL_UART_CHAIN];
    if (uart.hears())
        uart.receiver.settle(*uart.heard, *uart.distortion, now());
    ahead_ = std::min(ahead_, oscillator_.first_cycle_at_or_after(now()));
    goes_on_at_ = 0;
    acts_not_before(now());
    horizon_->resume_after_barrier(*this);
    if (chain_out_ != nullptr)
        chain_out_->withdraw_promise();
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
