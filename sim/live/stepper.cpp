#include "sim/live/stepper.h"

#include "sim/results/rising_edge.h"
#include "sim/results/wave_catalogue.h"
#include "sim/signals/condition.h"

namespace cellchain::live {

namespace {

constexpr unsigned byte_bits = 8;

std::string text_of(const system::Event& event) {
    return event.path + " " + event.what + (event.detail.empty() ? "" : " " + event.detail);
}

}  // namespace

Stepper::Stepper(system::SystemRun& run, const scenario::Scenario& scenario,
                 const std::atomic<bool>& interrupted)
    : run_(run),
      interrupted_(interrupted),
      duration_(scenario.duration),
      messages_(static_cast<std::size_t>(scenario.packs.front().chain.cells),
                HeardMessage(scenario.packs.front().chain.bits_per_s)) {
    const signals::SignalTree& tree = run.signal_tree();
    const results::WaveCatalogue catalogue(tree, scenario.packs.front().chain.cells);
    for (const results::WaveSource& source : catalogue.all()) {
        if (source.kind == results::WaveSource::Kind::pin) {
            pin_names_[{source.board, source.pin}] = source.name;
        }
    }
    for (const signals::Signal* signal : tree.all()) {
        if (signal->wanted) {
            signal->wanted();
        }
    }
    run.add_observer(*this);
    run.add_wire_observer(*this);
}

void Stepper::begin() { run_on(0); }

void Stepper::run_to(Goal goal, int count, std::optional<int> board) {
    goal_ = goal;
    left_ = count;
    board_ = board;
    run_on(never);
    goal_ = Goal::none;
}

void Stepper::step_bytes(int count, std::optional<int> board) { run_to(Goal::bytes, count, board); }

void Stepper::step_messages(int count, int board) { run_to(Goal::messages, count, board); }

void Stepper::step_for(Seconds duration) {
    // Compared in seconds first: a count of ticks holds 5.8 years and no more.
    const bool is_endless = duration_ < to_seconds(run_.present()) + duration;
    run_on(is_endless ? never : run_.present() + to_ticks(duration));
}

void Stepper::step_until(const std::string& text) {
    signals::SignalValues values(run_.signal_tree());
    const signals::Condition condition(text, values);
    results::RisingEdge becomes_true(false);
    const auto is_reached = [&] {
        values.refresh();
        return becomes_true.take(condition.evaluate().truth);
    };
    is_reached();  // as things stand
    do {
        run_to(Goal::condition, 0, std::nullopt);
    } while (!has_ended_ && !interrupted_ && !is_reached());
}

void Stepper::step_to_end() { run_to(Goal::none, 0, std::nullopt); }

void Stepper::quit() {
    run_.request_stop();
    while (!has_ended_) {
        run_on(never);
    }
}

void Stepper::pause_if(bool is_reached) {
    if (is_reached || interrupted_) {
        run_.request_pause();
    }
}

void Stepper::note_lines(Happening::Kind kind, int board, const physics::ByteOnWire* bytes,
                         std::size_t count) {
    for (const physics::ByteOnWire* byte = bytes; byte != bytes + count; ++byte) {
        Happening sent;
        sent.time = byte->start_edge;
        sent.kind = kind;
        sent.board = board;
        sent.byte = byte->data();
        log_.note(std::move(sent));
    }
}

void Stepper::at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) {
    note_lines(Happening::Kind::chain_sent, board, bytes, count);
}

void Stepper::at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) {
    note_lines(Happening::Kind::data_out_sent, static_cast<int>(messages_.size()), bytes, count);
}

void Stepper::at_chain_heard(int board, Ticks complete, std::uint16_t byte_and_errors) {
    HeardMessage& message = messages_[static_cast<std::size_t>(board) - 1];
    Happening heard;
    heard.time = complete;
    heard.kind = Happening::Kind::chain_heard;
    heard.board = board;
    heard.byte = static_cast<std::uint8_t>(byte_and_errors);
    heard.errors = static_cast<std::uint8_t>(byte_and_errors >> byte_bits);
    message.take(complete, heard.byte, heard.errors);
    heard.place = message.place();
    heard.verdict = message.verdict();
    const bool is_of_goal = !board_ || board == *board_;
    if (is_of_goal && (goal_ == Goal::bytes || (goal_ == Goal::messages && heard.verdict))) {
        --left_;
    }
    const bool counts = goal_ == Goal::bytes || goal_ == Goal::messages;
    pause_if(goal_ == Goal::condition || (counts && left_ <= 0));
    log_.note(std::move(heard));
}

void Stepper::at_pin(int board, std::uint8_t pin, bool level, Ticks when) {
    Happening written;
    written.time = when;
    written.kind = Happening::Kind::pin;
    written.board = board;
    written.byte = level ? 1 : 0;
    const auto known = pin_names_.find({board, pin});
    written.text = known != pin_names_.end()
                       ? known->second
                       : "board[" + std::to_string(board) + "] pin " + std::to_string(pin);
    log_.note(std::move(written));
    pause_if(goal_ == Goal::condition);
}

// A bypass is told of by its pin.
void Stepper::at_event(const system::Event& event) {
    if (event.path.rfind("cell[", 0) == 0) {
        return;
    }
    Happening happening;
    happening.time = event.time;
    happening.text = text_of(event);
    log_.note(std::move(happening));
}

void Stepper::at_barrier(const system::Sample& /*sample*/) { pause_if(goal_ == Goal::condition); }

}  // namespace cellchain::live
