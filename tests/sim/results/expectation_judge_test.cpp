#include "sim/results/expectation_judge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "firmware_glue/hal/cellhal.h"
#include "sim/scenario/input_error.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

using Kind = scenario::Expectation::Kind;

scenario::Expectation expect(Kind kind, const std::string& condition) {
    scenario::Expectation expectation;
    expectation.id = "it";
    expectation.json_path = "/expect/0";
    expectation.kind = kind;
    expectation.condition = condition;
    return expectation;
}

scenario::Expectation expect_whenever(const std::string& trigger, const std::string& response,
                                      std::optional<Seconds> within,
                                      std::optional<Seconds> stays = std::nullopt) {
    scenario::Expectation expectation = expect(Kind::whenever, trigger);
    expectation.response = response;
    expectation.within = within;
    expectation.stays = stays;
    return expectation;
}

scenario::Expectation expect_order(std::vector<std::string> sequence) {
    scenario::Expectation expectation = expect(Kind::order, "");
    expectation.sequence = std::move(sequence);
    return expectation;
}

struct Moment {
    double at_s;
    double voltage_v;
    double alarm;
    double relay;
};

Verdict judge(const scenario::Expectation& expectation, const std::vector<Moment>& moments) {
    FakeSystem system;
    const signals::SignalTree tree = system.tree();
    ExpectationJudge judge("x.json", {expectation}, tree);
    for (const Moment& moment : moments) {
        system.voltage_v = moment.voltage_v;
        system.alarm = moment.alarm;
        system.relay = moment.relay;
        judge.at_barrier(sample_at(moment.at_s));
    }
    return judge.verdicts().at(0);
}

void expect_verdict(const Verdict& verdict, Result result, std::optional<double> margin,
                    const std::string& unit, std::optional<double> at_s) {
    EXPECT_STREQ(name_of(verdict.result), name_of(result));
    ASSERT_EQ(verdict.margin.has_value(), margin.has_value());
    if (margin) {
        EXPECT_NEAR(*verdict.margin, *margin, 1e-9);
    }
    EXPECT_EQ(verdict.unit, unit);
    ASSERT_EQ(verdict.at.has_value(), at_s.has_value());
    if (at_s) {
        EXPECT_NEAR(to_seconds(*verdict.at).value, *at_s, 1e-9);
    }
}

const std::vector<Moment> rising_voltage{{0, 3.3, 0, 0}, {1, 3.5, 0, 0}, {2, 3.4, 0, 0}};

TEST(Always, passes_with_its_smallest_margin) {
    expect_verdict(judge(expect(Kind::always, "pack.voltage_v < 3.65"), rising_voltage),
                   Result::pass, 0.15, "V", 1.0);
}

TEST(Always, fails_with_the_worst_of_its_failures) {
    expect_verdict(judge(expect(Kind::always, "pack.voltage_v < 3.35"), rising_voltage),
                   Result::fail, -0.15, "V", 1.0);
}

TEST(Always, judges_nothing_before_from) {
    scenario::Expectation expectation = expect(Kind::always, "pack.voltage_v < 3.45");
    expectation.from = Seconds{1.5};
    expect_verdict(judge(expectation, rising_voltage), Result::pass, 0.05, "V", 2.0);
    expectation.from = Seconds{5.0};
    expect_verdict(judge(expectation, rising_voltage), Result::untested, {}, "", {});
}

TEST(Always, of_a_bare_signal_has_no_margin) {
    const std::vector<Moment> opened{{0, 3.3, 0, 1}, {1, 3.3, 0, 0}, {2, 3.3, 0, 0}};
    expect_verdict(judge(expect(Kind::always, "relay"), opened), Result::fail, {}, "", 1.0);
    expect_verdict(judge(expect(Kind::never, "alarm"), opened), Result::pass, {}, "", {});
}

TEST(Never, is_always_turned_round) {
    expect_verdict(judge(expect(Kind::never, "pack.voltage_v >= 3.65"), rising_voltage),
                   Result::pass, 0.15, "V", 1.0);
    expect_verdict(judge(expect(Kind::never, "pack.voltage_v >= 3.45"), rising_voltage),
                   Result::fail, -0.05, "V", 1.0);
}

TEST(Whenever, passes_with_what_was_left_of_the_time) {
    const std::vector<Moment> answered{{0, 3.3, 0, 0},  {10, 3.3, 1, 0}, {13, 3.3, 1, 1},
                                       {14, 3.3, 0, 0}, {20, 3.3, 1, 0}, {24, 3.3, 1, 1}};
    expect_verdict(judge(expect_whenever("alarm", "relay", Seconds{5.0}), answered), Result::pass,
                   1.0, "s", 24.0);
}

TEST(Whenever, fails_when_the_response_is_late) {
    const std::vector<Moment> late{{0, 3.3, 1, 0}, {4, 3.3, 1, 0}, {6, 3.3, 1, 0}, {7, 3.3, 0, 1}};
    expect_verdict(judge(expect_whenever("alarm", "relay", Seconds{5.0}), late), Result::fail, -2.0,
                   "s", 7.0);
}

TEST(Whenever, fails_when_the_response_never_comes) {
    const std::vector<Moment> silent{{0, 3.3, 1, 0}, {4, 3.3, 0, 0}, {9, 3.3, 0, 0}};
    expect_verdict(judge(expect_whenever("alarm", "relay", Seconds{5.0}), silent), Result::fail,
                   -4.0, "s", 9.0);
}

TEST(Whenever, is_untested_without_a_trigger_or_a_full_time) {
    const std::vector<Moment> quiet{{0, 3.3, 0, 0}, {9, 3.3, 0, 0}};
    const std::vector<Moment> cut_short{{0, 3.3, 0, 0}, {8, 3.3, 1, 0}, {9, 3.3, 1, 0}};
    const scenario::Expectation expectation = expect_whenever("alarm", "relay", Seconds{5.0});
    expect_verdict(judge(expectation, quiet), Result::untested, {}, "", {});
    expect_verdict(judge(expectation, cut_short), Result::untested, {}, "", {});
}

TEST(Whenever, without_within_wants_the_response_at_once) {
    const std::vector<Moment> at_once{{0, 3.3, 0, 0}, {1, 3.3, 1, 1}};
    const std::vector<Moment> later{{0, 3.3, 0, 0}, {1, 3.3, 1, 0}, {2, 3.3, 1, 1}};
    const scenario::Expectation expectation = expect_whenever("alarm", "relay", std::nullopt);
    EXPECT_EQ(judge(expectation, at_once).result, Result::pass);
    expect_verdict(judge(expectation, later), Result::fail, -1.0, "s", 2.0);
}

TEST(Whenever, stays_passes_with_the_margin_of_the_response) {
    const std::vector<Moment> held{
        {0, 3.3, 0, 0}, {1, 3.5, 1, 0}, {2, 3.45, 0, 0}, {4, 3.6, 0, 0}, {5, 3.0, 0, 0}};
    expect_verdict(
        judge(expect_whenever("alarm", "pack.voltage_v > 3.4", std::nullopt, Seconds{4.0}), held),
        Result::pass, 0.05, "V", 2.0);
}

TEST(Whenever, stays_fails_with_the_seconds_that_lacked) {
    const std::vector<Moment> dropped{
        {0, 3.3, 0, 0}, {1, 3.3, 1, 1}, {3, 3.3, 1, 1}, {4, 3.3, 1, 0}, {9, 3.3, 1, 0}};
    expect_verdict(judge(expect_whenever("alarm", "relay", Seconds{2.0}, Seconds{10.0}), dropped),
                   Result::fail, -7.0, "s", 4.0);
}

TEST(Whenever, stays_is_untested_when_the_run_ends_first) {
    const std::vector<Moment> cut_short{{0, 3.3, 0, 0}, {1, 3.3, 1, 1}, {3, 3.3, 1, 1}};
    expect_verdict(judge(expect_whenever("alarm", "relay", std::nullopt, Seconds{4.0}), cut_short),
                   Result::untested, {}, "", {});
}

TEST(Count, counts_edges_but_not_the_first_look) {
    const std::vector<Moment> twice{{0, 3.3, 1, 0}, {1, 3.3, 0, 0}, {2, 3.3, 1, 0}, {3, 3.3, 1, 0},
                                    {4, 3.3, 0, 0}, {5, 3.3, 1, 0}, {6, 3.3, 0, 0}};
    scenario::Expectation expectation = expect(Kind::count, "alarm");
    expectation.at_least = 1;
    expectation.at_most = 5;
    expect_verdict(judge(expectation, twice), Result::pass, 1.0, "1", 5.0);
    expectation.at_most = 1;
    expect_verdict(judge(expectation, twice), Result::fail, -1.0, "1", 5.0);
    expectation.at_least = 3;
    expectation.at_most.reset();
    expect_verdict(judge(expectation, twice), Result::fail, -1.0, "1", 5.0);
}

/// Counts `condition` over looks at 1, 2 and 3 s, with what `tell` tells the judge before them.
template <class Tell>
Verdict count(const std::string& condition, Tell tell, Seconds from = Seconds{0.0}) {
    scenario::Expectation expectation = expect(Kind::count, condition);
    expectation.at_least = 2;
    expectation.from = from;
    const FakeSystem system;
    const signals::SignalTree tree = system.tree();
    ExpectationJudge judge("x.json", {expectation}, tree);
    tell(judge);
    for (const double time_s : {1.0, 2.0, 3.0})
        judge.at_barrier(sample_at(time_s));
    return judge.verdicts().at(0);
}

void tell_bypass(ExpectationJudge& judge, const char* cell, double on_s, double off_s) {
    const std::string path = std::string("cell[") + cell + "].bypass";
    judge.at_event({at_seconds(on_s), path, "on", ""});
    judge.at_event({at_seconds(off_s), path, "off", ""});
}

void tell_led(ExpectationJudge& judge, int board, double on_s, double off_s) {
    judge.led_observer("")->at_pin(board, HAL_PIN_LED_INFO, true, at_seconds(on_s));
    judge.led_observer("")->at_pin(board, HAL_PIN_LED_INFO, false, at_seconds(off_s));
}

// No look falls into any of these pulses.
TEST(Count, sees_pulses_of_a_bypass_between_looks) {
    const auto tell = [](ExpectationJudge& judge) {
        tell_bypass(judge, "1", 0.125, 0.25);
        tell_bypass(judge, "2", 0.125, 0.25);
        tell_bypass(judge, "1", 1.25, 1.5);
        tell_bypass(judge, "1", 1.75, 1.875);
    };
    expect_verdict(count("cell[1].bypass", tell), Result::pass, 1.0, "1", 1.75);
    expect_verdict(count("cell[2].bypass", tell), Result::fail, -1.0, "1", 0.125);
    expect_verdict(count("cell[1].bypass", tell, Seconds{1.0}), Result::pass, 0.0, "1", 1.75);
    expect_verdict(count("cell[1].bypass and alarm", tell), Result::fail, -2.0, "1", std::nullopt);
}

TEST(Count, sees_flashes_of_a_led_between_looks) {
    const auto tell = [](ExpectationJudge& judge) {
        EXPECT_NE(judge.led_observer(""), nullptr);
        tell_led(judge, 2, 0.125, 0.25);
        tell_led(judge, 1, 0.125, 0.25);
        tell_led(judge, 1, 1.25, 1.5);
        judge.led_observer("")->at_pin(1, HAL_PIN_BYPASS, true, at_seconds(1.75));
    };
    expect_verdict(count("board[1].led", tell), Result::pass, 0.0, "1", 1.25);
    expect_verdict(count(" board[2].led ", tell), Result::fail, -1.0, "1", 0.125);
}

// Boards run ahead: what they do after the end of the run has not happened.
TEST(Count, counts_nothing_behind_the_last_look) {
    const auto tell = [](ExpectationJudge& judge) {
        tell_led(judge, 1, 3.0, 3.125);
        tell_led(judge, 1, 3.5, 3.75);
    };
    expect_verdict(count("board[1].led", tell), Result::fail, -1.0, "1", 3.0);
}

// A level that is written again is no edge, and what was on before is none either.
TEST(Count, takes_a_level_written_twice_for_one_pulse) {
    const auto tell = [](ExpectationJudge& judge) {
        judge.led_observer("")->at_pin(1, HAL_PIN_LED_INFO, true, at_seconds(0.25));
        judge.led_observer("")->at_pin(1, HAL_PIN_LED_INFO, true, at_seconds(0.5));
        judge.led_observer("")->at_pin(1, HAL_PIN_LED_INFO, true, at_seconds(2.5));
    };
    expect_verdict(count("board[1].led", tell), Result::fail, -1.0, "1", 0.25);
    expect_verdict(count("board[1].led", tell, Seconds{1.0}), Result::fail, -2.0, "1",
                   std::nullopt);
}

TEST(Count, of_anything_else_needs_no_pins) {
    const auto tell = [](ExpectationJudge& judge) { EXPECT_EQ(judge.led_observer(""), nullptr); };
    expect_verdict(count("alarm", tell), Result::fail, -2.0, "1", std::nullopt);
    expect_verdict(count("not board[1].led", tell), Result::fail, -2.0, "1", std::nullopt);
}

TEST(Order, passes_with_the_smallest_gap) {
    const std::vector<Moment> moments{
        {0, 3.3, 0, 0}, {1, 3.6, 0, 0}, {4, 3.6, 1, 0}, {6, 3.6, 1, 1}};
    expect_verdict(judge(expect_order({"pack.voltage_v > 3.5", "alarm", "relay"}), moments),
                   Result::pass, 2.0, "s", 6.0);
}

TEST(Order, fails_when_a_step_does_not_follow_the_one_before) {
    const std::vector<Moment> reversed{{0, 3.3, 0, 0}, {1, 3.3, 0, 1}, {4, 3.3, 1, 1}};
    const std::vector<Moment> together{{0, 3.3, 0, 0}, {1, 3.3, 1, 1}};
    const std::vector<Moment> half{{0, 3.3, 0, 0}, {1, 3.3, 1, 0}};
    const scenario::Expectation expectation = expect_order({"alarm", "relay"});
    expect_verdict(judge(expectation, reversed), Result::fail, {}, "", {});
    expect_verdict(judge(expectation, together), Result::fail, {}, "", {});
    expect_verdict(judge(expectation, half), Result::fail, {}, "", {});
    expect_verdict(judge(expectation, {{0, 3.3, 0, 0}}), Result::untested, {}, "", {});
}

TEST(Order, looks_for_a_step_only_after_the_one_before) {
    const std::vector<Moment> moments{{0, 3.3, 0, 1}, {1, 3.3, 0, 0}, {3, 3.3, 0, 1}};
    expect_verdict(judge(expect_order({"relay", "not relay"}), moments), Result::pass, 1.0, "s",
                   1.0);
    expect_verdict(judge(expect_order({"not relay", "relay"}), moments), Result::pass, 2.0, "s",
                   3.0);
}

TEST(Verdict, untested_is_good_only_with_leave) {
    scenario::Expectation expectation = expect_whenever("alarm", "relay", Seconds{5.0});
    EXPECT_FALSE(judge(expectation, rising_voltage).is_good());
    expectation.allow_untested = true;
    EXPECT_TRUE(judge(expectation, rising_voltage).is_good());
}

TEST(ExpectationJudge, looks_at_data_out_frames_too) {
    FakeSystem system;
    const signals::SignalTree tree = system.tree();
    ExpectationJudge judge("x.json", {expect(Kind::never, "alarm")}, tree);
    judge.at_barrier(sample_at(0.0));
    system.alarm = 1.0;
    judge.at_data_out(at_seconds(0.5), {});
    expect_verdict(judge.verdicts().at(0), Result::fail, {}, "", 0.5);
}

TEST(ExpectationJudge, refuses_all_faulty_conditions_at_once) {
    const FakeSystem system;
    const signals::SignalTree tree = system.tree();
    scenario::Expectation second = expect_whenever("alarm", "relay >", std::nullopt);
    second.json_path = "/expect/1";
    try {
        const ExpectationJudge judge(
            "x.json", {expect(Kind::always, "not cell[9].voltage_v < 3"), second}, tree);
        FAIL() << "no error";
    } catch (const scenario::InputError& error) {
        EXPECT_STREQ(error.what(),
                     "x.json: /expect/0: unknown signal \"cell[9].voltage_v\"; did you mean "
                     "\"cell[2].voltage_v\"?\n"
                     "  hint: at character 5; `cellchain signals x.json` lists what can be named\n"
                     "x.json: /expect/1: ends too early\n"
                     "  hint: at character 8; `cellchain signals x.json` lists what can be named");
    }
}

// Of two messages between two barriers none is missed. What does not name the chain is left alone
// then: its signals show the barrier behind.
TEST(ExpectationJudge, looks_at_what_names_the_chain_at_every_message) {
    FakeSystem system;
    const signals::SignalTree tree = system.tree();
    std::vector<scenario::Expectation> expectations{
        expect(Kind::always, "chain.pass_time_s < 0.5"), expect(Kind::never, "alarm == 1"),
        expect_whenever("alarm == 1", "chain.pass_time_s < 0.5", Seconds{0.0}),
        expect_order({"relay == 0", "alarm == 1 and chain.pass_time_s > 0.5"})};
    ExpectationJudge judge("x.json", expectations, tree);
    judge.at_barrier(sample_at(1.0));
    system.alarm = 1.0;
    system.pass_time_s = 0.7;
    judge.at_chain_message(at_seconds(1.25));
    system.pass_time_s = 0.1;
    judge.at_chain_message(at_seconds(1.75));
    system.alarm = 0.0;
    judge.at_barrier(sample_at(2.0));
    const std::vector<Verdict> verdicts = judge.verdicts();
    expect_verdict(verdicts[0], Result::fail, -0.2, "s", 1.25);
    EXPECT_EQ(verdicts[1].result, Result::pass);
    EXPECT_EQ(verdicts[2].result, Result::fail);
    expect_verdict(verdicts[3], Result::pass, 0.25, "s", 1.25);
}

/// The pack's voltage compared with rows of (seconds, volts), within 0.1 V.
scenario::Expectation expect_equals(const std::vector<std::pair<double, double>>& rows) {
    scenario::Expectation expectation = expect(Kind::equals, "pack.voltage_v");
    expectation.golden.tolerance = 0.1;
    for (const auto& [time_s, volts] : rows) {
        expectation.golden.times.emplace_back(time_s);
        expectation.golden.values.push_back(volts);
    }
    return expectation;
}

const std::vector<Moment> rise_by_1_v_in_4_s{{0.0, 3.0, 0, 0}, {4.0, 4.0, 0, 0}};

TEST(Equals, has_the_worst_row_as_its_margin) {
    expect_verdict(judge(expect_equals({{0.0, 3.0}, {1.0, 3.31}, {4.0, 3.98}}), rise_by_1_v_in_4_s),
                   Result::pass, 0.04, "V", 1.0);
}

TEST(Equals, fails_by_what_the_worst_row_is_beyond_the_tolerance) {
    expect_verdict(
        judge(expect_equals({{1.0, 3.25}, {2.0, 3.75}, {3.0, 3.90}}), rise_by_1_v_in_4_s),
        Result::fail, -0.15, "V", 2.0);
}

TEST(Equals, takes_a_signal_that_holds_as_it_was_at_the_look_before) {
    scenario::Expectation expectation = expect_equals({{3.0, 3.05}, {4.0, 4.0}});
    expectation.golden.holds = true;
    expect_verdict(judge(expectation, rise_by_1_v_in_4_s), Result::pass, 0.05, "V", 3.0);
}

TEST(Equals, leaves_rows_behind_the_end_and_before_from_s_alone) {
    scenario::Expectation expectation =
        expect_equals({{0.0, 9.0}, {1.0, 9.0}, {4.0, 4.0}, {5.0, 9.0}});
    expectation.from = Seconds{2.0};
    expect_verdict(judge(expectation, rise_by_1_v_in_4_s), Result::pass, 0.1, "V", 4.0);
}

TEST(Equals, is_untested_without_a_row_in_the_run) {
    expect_verdict(judge(expect_equals({{5.0, 4.0}, {6.0, 4.0}}), rise_by_1_v_in_4_s),
                   Result::untested, std::nullopt, "", std::nullopt);
}

TEST(Equals, fails_where_the_signal_is_no_number) {
    EXPECT_EQ(judge(expect_equals({{0.0, 3.0}}), {{0.0, std::nan(""), 0, 0}}).result, Result::fail);
}

}  // namespace
}  // namespace cellchain::results
