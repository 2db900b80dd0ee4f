#include "models/parts/horizon.h"

#include <gtest/gtest.h>

#include "tests/models/parts/bench_parts.h"

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

using Log = std::vector<std::string>;

std::string at_ms(const std::string& what) {
    return what + " at " + std::to_string(sc_core::sc_time_stamp().value() / ms) + " ms";
}

/// Writes down when it is called.
class LoggingStage : public sc_core::sc_module, public BarrierIf {
public:
    LoggingStage(const sc_core::sc_module_name& name, Log& log) : sc_module(name), log_(log) {}
    bool at_barrier(Ticks) override {
        log_.push_back(at_ms(name()));
        return false;
    }

private:
    Log& log_;
};

/// Raises a signal at the first barrier, as the hand on the switches does.
class WritingStage : public sc_core::sc_module, public BarrierIf {
public:
    explicit WritingStage(const sc_core::sc_module_name& name) : sc_module(name) {}
    sc_core::sc_out<bool> output{"output"};
    bool at_barrier(Ticks) override {
        output.write(true);
        return true;
    }
};

/// Writes down what it reads, and whether the barrier is still due, at the barrier and when woken.
class ReadingStage : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_in<bool> input{"input"};
    SC_HAS_PROCESS(ReadingStage);
    ReadingStage(const sc_core::sc_module_name& name, const Horizon& horizon)
        : sc_module(name), horizon_(horizon) {
        SC_METHOD(on_change);
        sensitive << input;
        dont_initialize();
    }
    bool at_barrier(Ticks) override {
        seen_at_barrier.push_back(input.read());
        return false;
    }
    std::vector<bool> seen_at_barrier;
    std::vector<bool> due_when_woken;

private:
    void on_change() { due_when_woken.push_back(horizon_.barrier_due_now()); }
    const Horizon& horizon_;
};

/// A board that waits behind a barrier and writes down when it goes on.
class WaitingBoard : public sc_core::sc_module, public ResumableIf {
public:
    SC_HAS_PROCESS(WaitingBoard);
    WaitingBoard(const sc_core::sc_module_name& name, int position, Horizon& horizon, Log& log)
        : sc_module(name), position_(position), horizon_(horizon), log_(log) {
        SC_METHOD(run);
        sensitive << resume_;
        dont_initialize();
    }
    int position() const override { return position_; }
    int chain() const override { return of_chain; }
    sc_core::sc_event& resume_event() override { return resume_; }
    void plan_wake() override { log_.push_back(at_ms(std::string(name()) + " plans")); }
    int of_chain = 0;

private:
    void run() {
        log_.push_back(at_ms(name()));
        horizon_.has_run(*this);
    }
    const int position_;
    Horizon& horizon_;
    Log& log_;
    sc_core::sc_event resume_;
};

TEST(Horizon, runs_its_stages_in_the_order_of_binding) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    LoggingStage timeline{"timeline", log}, contacts{"contacts", log}, plant{"plant", log};
    horizon.stages(timeline);
    horizon.stages(contacts);
    horizon.stages(plant);
    horizon.add_barrier(10 * ms);
    run_until(50 * ms);
    EXPECT_EQ(log, (Log{"timeline at 10 ms", "contacts at 10 ms", "plant at 10 ms"}));
}

TEST(Horizon, lets_the_next_stage_see_what_a_stage_has_written) {
    Horizon horizon{"horizon", 100 * ms};
    sc_core::sc_signal<bool> line{"line"};
    ReadingStage before{"before", horizon};
    WritingStage writer{"writer"};
    ReadingStage after{"after", horizon};
    before.input(line);
    writer.output(line);
    after.input(line);
    horizon.stages(before);
    horizon.stages(writer);
    horizon.stages(after);
    horizon.add_barrier(10 * ms);
    run_until(50 * ms);
    EXPECT_EQ(before.seen_at_barrier, std::vector<bool>{false});
    EXPECT_EQ(after.seen_at_barrier, std::vector<bool>{true});
    // A board woken by the signal finds the barrier not yet passed, and waits.
    EXPECT_EQ(after.due_when_woken, std::vector<bool>{true});
    EXPECT_FALSE(horizon.barrier_due_now());
}

TEST(Horizon, passes_barriers_in_order_of_time_however_they_were_added) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    Script script{"script"};
    LoggingStage stage{"stage", log};
    script.horizon(horizon);
    script.at(20 * ms, [&horizon] {
        horizon.add_barrier(35 * ms);
        horizon.add_barrier(25 * ms);  // before all that are known
    });
    horizon.stages(script);
    horizon.stages(stage);
    horizon.add_barrier(30 * ms);
    horizon.add_barrier(10 * ms);
    horizon.add_barrier(40 * ms);
    run_until(90 * ms);
    EXPECT_EQ(log, (Log{"stage at 10 ms", "stage at 20 ms", "stage at 25 ms", "stage at 30 ms",
                        "stage at 35 ms", "stage at 40 ms"}));
}

TEST(Horizon, holds_boards_at_the_earliest_barrier) {
    Horizon horizon{"horizon", 100 * ms};
    Script script{"script"};
    script.horizon(horizon);
    horizon.stages(script);
    EXPECT_EQ(horizon.next_barrier(), 100 * ms);
    horizon.add_barrier(30 * ms);
    horizon.add_barrier(10 * ms);
    EXPECT_EQ(horizon.next_barrier(), 10 * ms);
    run_until(20 * ms);
    EXPECT_EQ(horizon.next_barrier(), 30 * ms);
    run_until(40 * ms);
    EXPECT_EQ(horizon.next_barrier(), 100 * ms);
}

TEST(Horizon, passes_a_barrier_once_however_often_it_was_added) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    Script script{"script"};
    LoggingStage stage{"stage", log};
    script.horizon(horizon);
    script.at(10 * ms, [&horizon] {
        horizon.add_barrier(10 * ms);  // the one being passed
        horizon.add_barrier(30 * ms);
        horizon.add_barrier(30 * ms);
    });
    horizon.stages(script);
    horizon.stages(stage);
    horizon.add_barrier(10 * ms);
    run_until(90 * ms);
    EXPECT_EQ(log, (Log{"stage at 10 ms", "stage at 30 ms"}));
}

TEST(Horizon, passes_the_end_of_the_run_and_nothing_after_it) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    LoggingStage stage{"stage", log};
    horizon.stages(stage);
    horizon.add_barrier(120 * ms);
    run_until(200 * ms);
    EXPECT_EQ(log, Log{"stage at 100 ms"});
}

TEST(Horizon, ends_the_run_when_the_plant_changes_before_what_a_board_has_measured) {
    Log log;
    Horizon horizon{"horizon", 5000 * ms};
    Script script{"script"};
    LoggingStage stage{"stage", log};
    script.horizon(horizon);
    script.at(100 * ms, [&horizon] {
        horizon.note_look(2000 * ms);
        horizon.note_look(1500 * ms);
        horizon.add_barrier(2000 * ms);  // at the same instant: the plant acts first
        EXPECT_EQ(horizon.fault(), "");
        horizon.add_barrier(1250 * ms);
    });
    horizon.stages(script);
    horizon.stages(stage);
    sc_core::sc_start(sc_core::sc_time::from_value(4000 * ms));
    EXPECT_EQ(horizon.fault(),
              "horizon: the plant changes at 1.250000000 s, but a board has already measured it at "
              "2.000000000 s");
    EXPECT_EQ(log, Log{"stage at 100 ms"});
}

// A conversion under way as a barrier comes lies some microseconds behind it.
TEST(Horizon, takes_a_barrier_that_it_knows_whatever_was_measured_behind_it) {
    Horizon horizon{"horizon", 5000 * ms};
    Script script{"script"};
    script.horizon(horizon);
    script.at(100 * ms, [&horizon] {
        horizon.note_look(101 * ms);
        horizon.add_barrier(100 * ms);
    });
    horizon.stages(script);
    run_until(200 * ms);
    EXPECT_EQ(horizon.fault(), "");
}

TEST(Horizon, ends_the_run_when_a_barrier_is_asked_for_too_late) {
    Horizon horizon{"horizon", 100 * ms};
    Script script{"script"};
    script.horizon(horizon);
    script.at(10 * ms, [&horizon] { horizon.add_barrier(9 * ms); });
    horizon.stages(script);
    sc_core::sc_start(sc_core::sc_time::from_value(50 * ms));
    EXPECT_EQ(horizon.fault(),
              "horizon: a barrier at 0.009000000 s is asked for only at 0.010000000 s");
}

TEST(Horizon, keeps_the_first_reason_for_ending_the_run) {
    Horizon horizon{"horizon", 100 * ms};
    Script script{"script"};
    script.horizon(horizon);
    script.at(10 * ms, [&horizon] {
        horizon.end_run("board_3: first");
        horizon.end_run("board_7: second");
    });
    horizon.stages(script);
    sc_core::sc_start(sc_core::sc_time::from_value(50 * ms));
    EXPECT_EQ(horizon.fault(), "board_3: first");
}

TEST(Horizon, lets_waiting_boards_go_on_upstream_first_behind_the_stages) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    LoggingStage stage{"stage", log};
    WaitingBoard third{"third", 3, horizon, log}, first{"first", 1, horizon, log},
        second{"second", 2, horizon, log};
    horizon.stages(stage);
    horizon.add_barrier(10 * ms);
    horizon.resume_after_barrier(third);
    horizon.resume_after_barrier(first);
    horizon.resume_after_barrier(second);
    horizon.resume_after_barrier(first);  // waits once, however often it says so
    run_until(50 * ms);
    EXPECT_EQ(log, (Log{"stage at 10 ms", "first at 10 ms", "second at 10 ms", "third at 10 ms"}));
}

// Two messages are on the chain: the older one on boards 7 and 8, the younger one on 2 and 3.
TEST(Horizon, lets_the_oldest_message_go_on_first_and_along_it_upstream_boards) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard second{"second", 2, horizon, log}, third{"third", 3, horizon, log},
        seventh{"seventh", 7, horizon, log}, eighth{"eighth", 8, horizon, log};
    for (ResumableIf* board : std::vector<ResumableIf*>{&third, &eighth, &second, &seventh})
        horizon.resume_after_barrier(*board);
    horizon.add_barrier(10 * ms);
    run_until(50 * ms);
    EXPECT_EQ(log,
              (Log{"seventh at 10 ms", "eighth at 10 ms", "second at 10 ms", "third at 10 ms"}));
}

// Contacts move 2 ms behind a coil at the soonest, so 1 ms behind an act is safe.
TEST(Horizon, lets_nobody_measure_far_behind_what_another_board_may_do) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard out_board{"out", 2, horizon, log}, other_board{"other", 1, horizon, log};
    const std::size_t out = horizon.add_board(out_board, 0);
    const std::size_t other = horizon.add_board(other_board, 1);
    horizon.add_barrier(50 * ms);
    EXPECT_EQ(horizon.limit_for(other), 50 * ms);
    horizon.acts_not_before(out, 20 * ms);
    EXPECT_EQ(horizon.limit_for(other), 21 * ms);
    EXPECT_EQ(horizon.limit_for(out), 50 * ms);  // but for its own
    horizon.acts_not_before(out, 60 * ms);
    EXPECT_EQ(horizon.limit_for(other), 50 * ms);
}

// Three links of 5 ms lie between the first board's act at 20 ms and OUT, which feels it at 35 ms.
TEST(Horizon, counts_the_way_to_out_with_what_a_board_does) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard first_board{"first", 1, horizon, log}, other_board{"other", 2, horizon, log};
    const std::size_t first = horizon.add_board(first_board, 3);
    const std::size_t other = horizon.add_board(other_board, 2);
    horizon.note_hop(8 * ms);
    horizon.note_hop(5 * ms);
    horizon.note_hop(9 * ms);
    horizon.add_barrier(50 * ms);
    horizon.acts_not_before(first, 20 * ms);
    EXPECT_EQ(horizon.limit_for(other), 36 * ms);
    horizon.acts_not_before(first, never);
    EXPECT_EQ(horizon.limit_for(other), 50 * ms);
}

// OUT's data output acts every byte: with a message waiting on OUT, that alone does not stop it.
TEST(Horizon, lets_the_board_that_acts_first_go_on_up_to_what_others_do) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard board{"board", 2, horizon, log}, other_board{"other", 1, horizon, log};
    const std::size_t out = horizon.add_board(board, 0);
    const std::size_t other = horizon.add_board(other_board, 1);
    horizon.acts_not_before(out, 20 * ms);
    horizon.acts_not_before(other, 30 * ms);
    horizon.resume_after_barrier(board);
    EXPECT_EQ(horizon.limit_for(out), 31 * ms);
    EXPECT_EQ(horizon.limit_for(other), 21 * ms);
}

TEST(Horizon, starts_a_round_when_the_limit_moves_while_a_message_waits) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard board{"board", 2, horizon, log};
    const std::size_t out = horizon.add_board(board, 0);
    horizon.acts_not_before(out, 20 * ms);
    horizon.resume_after_barrier(board);
    run_until(5 * ms);
    EXPECT_TRUE(log.empty());
    horizon.acts_not_before(out, 40 * ms);
    run_until(6 * ms);
    EXPECT_EQ(log, Log{"board at 5 ms"});
}

// Others that wait for later would only find out that they must wait on.
TEST(Horizon, lets_only_boards_go_on_that_want_to_act_before_the_limit) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard near{"near", 1, horizon, log}, far{"far", 2, horizon, log},
        out_board{"out", 3, horizon, log};
    horizon.add_board(near, 0);
    horizon.add_board(far, 0);
    const std::size_t out = horizon.add_board(out_board, 0);
    horizon.acts_not_before(out, 20 * ms);
    horizon.resume_after_barrier(near, 30 * ms);
    horizon.resume_after_barrier(far, 50 * ms);
    run_until(5 * ms);
    horizon.acts_not_before(out, 40 * ms);  // so the limit is 41 ms
    run_until(6 * ms);
    EXPECT_EQ(log, Log{"near at 5 ms"});
    horizon.acts_not_before(out, 60 * ms);
    run_until(7 * ms);
    EXPECT_EQ(log, (Log{"near at 5 ms", "far at 6 ms"}));
}

// A far timer, like that of silence, is put off by every message: it is looked at when the barrier
// before it has passed, and by then it may be farther still.
TEST(Horizon, asks_for_a_wake_behind_the_next_barrier_when_that_has_passed) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard board{"board", 2, horizon, log};
    const std::size_t place = horizon.add_board(board, 0);
    for (const Ticks barrier : {10 * ms, 20 * ms, 30 * ms})
        horizon.add_barrier(barrier);
    EXPECT_FALSE(horizon.puts_off_wake(place, 10 * ms));
    EXPECT_TRUE(horizon.puts_off_wake(place, 15 * ms));
    EXPECT_TRUE(horizon.puts_off_wake(place, 25 * ms));
    run_until(50 * ms);
    EXPECT_EQ(log, Log{"board plans at 20 ms"});
}

// Two chains (M-CHN-06). Within one a message that waits for the limit counts by its turn; for the
// other it counts as soon as it may go on.
TEST(Horizon, lets_no_chain_measure_far_behind_what_waits_on_another) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard east_board{"east", 1, horizon, log};
    WaitingBoard west_in_board{"west_in", 1, horizon, log};
    WaitingBoard west_out_board{"west_out", 2, horizon, log};
    west_in_board.of_chain = west_out_board.of_chain = 1;
    const std::size_t east = horizon.add_board(east_board, 0);
    const std::size_t west_in = horizon.add_board(west_in_board, 1);
    const std::size_t west_out = horizon.add_board(west_out_board, 0);
    horizon.note_hop(4 * ms);
    horizon.add_barrier(50 * ms);
    EXPECT_EQ(horizon.limit_for(east), 50 * ms);
    horizon.acts_for_other_chains(west_in, 20 * ms);
    EXPECT_EQ(horizon.limit_for(east), 25 * ms);  // felt at OUT one hop later, and 1 ms
    EXPECT_EQ(horizon.limit_for(west_in), 50 * ms);
    EXPECT_EQ(horizon.limit_for(west_out), 50 * ms);
}

TEST(Horizon, gives_one_chain_after_the_other_its_turn) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard east{"east", 1, horizon, log}, west{"west", 1, horizon, log};
    west.of_chain = 1;
    horizon.add_board(east, 0);
    horizon.add_board(west, 0);
    run_until(5 * ms);
    EXPECT_TRUE(horizon.may_run(east));
    EXPECT_TRUE(horizon.may_run(east));
    EXPECT_FALSE(horizon.may_run(west));
    EXPECT_TRUE(log.empty());
    run_until(6 * ms);
    EXPECT_EQ(log, Log{"west at 5 ms"});  // once all is settled
    EXPECT_TRUE(horizon.may_run(west));
    EXPECT_FALSE(horizon.may_run(east));
}

// Boards 2 and 3 of one chain are neighbours, board 3 of one and board 4 of the other are not.
TEST(Horizon, knows_neighbours_by_their_chain) {
    Log log;
    Horizon horizon{"horizon", 100 * ms};
    WaitingBoard east_2{"east_2", 2, horizon, log}, east_3{"east_3", 3, horizon, log};
    WaitingBoard west_4{"west_4", 4, horizon, log}, west_5{"west_5", 5, horizon, log};
    west_4.of_chain = west_5.of_chain = 1;
    for (WaitingBoard* board : {&east_2, &east_3, &west_4, &west_5})
        horizon.add_board(*board, 0);
    for (ResumableIf* board : std::vector<ResumableIf*>{&west_5, &east_3, &west_4, &east_2})
        horizon.resume_after_barrier(*board);
    horizon.add_barrier(10 * ms);
    run_until(50 * ms);
    EXPECT_EQ(log,
              (Log{"west_4 at 10 ms", "west_5 at 10 ms", "east_2 at 10 ms", "east_3 at 10 ms"}));
}

}  // namespace
}  // namespace cellchain::parts
