#include "models/parts/main_program.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "models/parts/board.h"
#include "tests/models/parts/bench_parts.h"

// A main program on a board, asked by bytes what it does while it waits (tests/firmware/loops.c).
// All ways of carrying bytes must give the same answers at the same ticks.

namespace cellchain::parts {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;
constexpr Ticks us = ms / 1000;

struct LoopsBench {
    Horizon horizon;
    host::FirmwareImage image;
    SteadyCell cell{"cell"};
    std::unique_ptr<SerialLink> questions;
    SerialLink answers{"answers"};
    Board board;
    std::vector<std::string> resets;
    std::vector<std::string> faults;

    explicit LoopsBench(Transport transport = Transport::bursts, const char* file = LOOPS_FIRMWARE,
                        FaultPolicy policy = FaultPolicy::isolate)
        : horizon("horizon", 5 * ticks_per_second, transport),
          image(file, host::Role::cell),
          board("board", config_of(policy), image) {
        questions = wire_of(transport, "questions");
        board.horizon(horizon);
        board.cell(cell);
        board.chain_in(*questions);
        board.chain_out(answers);
        board.set_fault_sink([this](const BoardFault& fault) { faults.push_back(fault.text); });
        board.set_reset_sink([this](const char*, Ticks when, std::uint8_t cause) {
            resets.push_back(std::to_string(cause) + " at " + std::to_string(when / us) + " us");
        });
    }
    static BoardConfig config_of(FaultPolicy policy) {
        BoardConfig config;
        config.on_fault = policy;
        return config;
    }
    /// The letters, 2 ms apart, from 1 ms on; then all that is said within half a second.
    std::vector<ByteOnWire> answers_to(const std::string& letters) {
        Ticks at = ms;
        for (const char letter : letters) {
            questions->send({{at, static_cast<std::uint8_t>(letter)}});
            at += 2 * ms;
        }
        run_until(500 * ms);
        std::vector<ByteOnWire> bytes;
        for (SerialBurst& burst = answers.burst(); !burst.empty(); burst.pop())
            bytes.push_back(burst.front());
        return bytes;
    }
};

std::string text_of(const std::vector<ByteOnWire>& bytes) {
    std::string text;
    for (const ByteOnWire& byte : bytes)
        text += static_cast<char>(byte.data());
    return text;
}

/// With the cycles at which the first and the last byte of the answer start.
struct Question {
    const char* name;
    const char* letters;
    std::string answer;
    Ticks first;
    Ticks last;
};

class MainStyle : public testing::TestWithParam<std::tuple<Transport, Question>> {};

// The same cycle, whatever carries the bytes. At 8 MHz the first letter is complete at cycle 15964
// (board_test.cpp works that out), 2 ms or 16000 cycles before the next; then come calls of 4
// cycles and turns of 12, and what the table says.
TEST_P(MainStyle, answers_at_the_same_cycle_whatever_carries_bytes) {
    const auto& [transport, question] = GetParam();
    LoopsBench bench(transport);
    const auto answers = bench.answers_to(question.letters);
    ASSERT_EQ(text_of(answers), question.answer);
    EXPECT_EQ(answers.front().start_edge, question.first * us / 8);
    EXPECT_EQ(answers.back().start_edge, question.last * us / 8);
    EXPECT_TRUE(bench.faults.empty());
    EXPECT_TRUE(bench.resets.empty());
}

const Question questions[] = {
    {"echoes", "XYZ", "XYZ", 15976, 48008},
    // 104 us: 832 cycles; 660 is 0x294
    {"polls_a_conversion", "a", "\x94", 16916, 16916},
    // 24000 cycles, and none for the byte that comes meanwhile; a byte takes 8320 to send
    {"blocks_and_hears_on", "dX", "dX", 39988, 48308},
    // 80000 cycles; of five bytes meanwhile two are kept, and what comes next says so
    {"loses_what_its_fifo_does_not_hold", "Dabcdef", std::string("D\0\0\2", 4), 95988, 120948},
    {"waits_for_the_register", "e", "1234", 15976, 40936},
    // 40 cycles of entry more
    {"fills_the_register_by_interrupts", "E", "1234", 16028, 40988},
    {"takes_a_byte_by_an_interrupt", "hX", "hX", 32072, 40392},
    // the third 24000 cycles behind the timer's start; 40 of entry, 36 of exit
    {"counts_interrupts", "i", "i", 40068, 40068},
    // 1600000 cycles
    {"kicks_the_watchdog", "k", "k", 1616072, 1616072},
    // 36000 cycles; of four periods one event is left
    {"holds_interrupts_back", "m", std::string("\0\1", 2), 51996, 60316},
    // 16000 cycles, then two interrupts
    {"serves_by_rank", "o", "TA", 32160, 40480},
    // 16000 cycles, ten of waking, one interrupt
    {"sleeps", "s", "s", 32074, 32074},
    {"sleeps_through_others", "S", "TA", 32158, 40478},
    // the third millisecond behind 1.9955 ms: 4 ms is cycle 32000
    {"waits_by_milliseconds", "t", "t", 32008, 32008},
    {"waits_by_ticks", "T", "T", 23980, 23980}};

std::string name_of(const testing::TestParamInfo<std::tuple<Transport, Question>>& row) {
    const char* const names[] = {"bursts", "bytes", "edges"};
    return std::string(names[static_cast<int>(std::get<0>(row.param))]) + "_" +
           std::get<1>(row.param).name;
}

INSTANTIATE_TEST_SUITE_P(Of, MainStyle,
                         testing::Combine(testing::Values(Transport::bursts, Transport::bytes,
                                                          Transport::edges),
                                          testing::ValuesIn(questions)),
                         name_of);

class CountedMainStyle : public testing::TestWithParam<Transport> {};

// It calls nothing: each block takes its cycles, and the timer's interrupt comes between two of
// them. From 15964 on: 8000 cycles and two fixed 40, and a few blocks of whatever compiler.
TEST_P(CountedMainStyle, is_interrupted_in_a_loop_that_calls_nothing) {
    LoopsBench bench(GetParam(), LOOPS_COUNTED);
    const auto answers = bench.answers_to("f");
    ASSERT_EQ(text_of(answers), "f");
    EXPECT_GE(answers[0].start_edge, 24'040 * us / 8);
    EXPECT_LE(answers[0].start_edge, 24'500 * us / 8);
}

TEST_P(CountedMainStyle, may_not_go_on_for_two_seconds_without_a_call) {
    LoopsBench bench(GetParam(), LOOPS_COUNTED);
    (void)bench.answers_to("F");
    run_until(3000 * ms);
    ASSERT_EQ(bench.faults.size(), 1u);
    EXPECT_EQ(bench.faults[0].substr(0, 86),
              "board: firmware neither slept nor called its board for 2 s in handler \"main\", at "
              "2.002");
}

INSTANTIATE_TEST_SUITE_P(Of, CountedMainStyle,
                         testing::Values(Transport::bursts, Transport::bytes, Transport::edges),
                         [](const auto& row) {
                             return std::to_string(static_cast<int>(row.param));
                         });

// 8000 cycles are some 600 turns of such a loop. It is not run but for a few at both ends.
TEST(MainStyleBoard, does_not_run_a_polling_loop_turn_by_turn) {
    LoopsBench bench;
    const auto answers = bench.answers_to("v");
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_LE(answers[0].data(), 4);
    EXPECT_EQ(answers[1].data(), 0);
}

// 'K' comes at cycle 15964 and arms it for 400000 cycles; the firmware starts anew 65 ms behind.
TEST(MainStyleBoard, is_reset_by_its_watchdog) {
    LoopsBench bench;
    const auto answers = bench.answers_to("K");
    EXPECT_EQ(bench.resets, std::vector<std::string>{"2 at 51997 us"});
    EXPECT_EQ(text_of(answers), "\xF2");
}

// ---- What goes wrong ----------------------------------------------------------------------------

struct Misdeed {
    const char* name;
    char letter;
    const char* what;
    const char* where;
};

class MainStyleMisdeed : public testing::TestWithParam<std::tuple<FaultPolicy, Misdeed>> {};

// 'X' is echoed, the misdeed follows; what comes 2 ms behind is not heard, and what comes 90 ms
// behind is heard by a board that has been started anew.
TEST_P(MainStyleMisdeed, ends_its_program_alone) {
    const auto& [policy, misdeed] = GetParam();
    LoopsBench bench(Transport::bursts, LOOPS_FIRMWARE, policy);
    bench.questions->send(
        {{1 * ms, 'X'}, {3 * ms, static_cast<std::uint8_t>(misdeed.letter)}, {5 * ms, 'Y'}});
    run_until(90 * ms);
    bench.questions->send({{95 * ms, 'Z'}});
    run_until(3 * ticks_per_second);
    ASSERT_EQ(bench.faults.size(), 1u);
    EXPECT_EQ(
        bench.faults[0].substr(0, bench.faults[0].find(", at 0.0")),
        std::string("board: firmware ") + misdeed.what + " in handler \"" + misdeed.where + "\"");
    std::string said;
    for (SerialBurst& burst = bench.answers.burst(); !burst.empty(); burst.pop())
        said += static_cast<char>(burst.front().data());
    EXPECT_EQ(said, policy == FaultPolicy::reset ? "X\xF1Z" : "X");
    EXPECT_EQ(bench.horizon.fault(), "");
}

std::string name_of_misdeed(const testing::TestParamInfo<std::tuple<FaultPolicy, Misdeed>>& row) {
    const char* const policies[] = {"stop", "isolate", "reset"};
    return std::string(policies[static_cast<int>(std::get<0>(row.param))]) + "_" +
           std::get<1>(row.param).name;
}

INSTANTIATE_TEST_SUITE_P(
    Of, MainStyleMisdeed,
    testing::Combine(
        testing::Values(FaultPolicy::stop, FaultPolicy::isolate, FaultPolicy::reset),
        testing::Values(Misdeed{"write_through_null", '1', "accessed invalid memory at address 0x0",
                                "main"},
                        Misdeed{"endless_recursion", '2', "overran its stack of 64 KiB", "main"},
                        Misdeed{"wild_call", '3', "jumped to an invalid address, 0x1000", "main"},
                        Misdeed{"abort", '4', "called abort()", "main"},
                        Misdeed{"return", '5', "returned from main", "main"},
                        Misdeed{"endless_output", '7',
                                "wrote 100000 pin changes and traces within a second", "main"},
                        Misdeed{"sleep_in_an_interrupt", '8', "called hal_sleep() in an interrupt",
                                "timer 0"})),
    name_of_misdeed);

// The handler begins 1 ms and 40 cycles behind the letter's cycle 15964.
TEST(MainStyleBoard, may_not_stay_in_an_interrupt_for_two_seconds) {
    LoopsBench bench;
    (void)bench.answers_to("6");
    run_until(3 * ticks_per_second);
    ASSERT_EQ(bench.faults.size(), 1u);
    EXPECT_EQ(bench.faults[0].substr(0, bench.faults[0].size() - 8),
              "board: firmware did not return within 2 s in handler \"timer 0\", at 2.003");
}

TEST(MainStyleBoard, may_poll_for_ever) {
    LoopsBench bench;
    EXPECT_TRUE(bench.answers_to("9").empty());
    run_until(4 * ticks_per_second);
    EXPECT_TRUE(bench.faults.empty());
}

TEST(MainStyleBoard, is_reset_by_a_call_of_address_0) {
    LoopsBench bench;
    EXPECT_EQ(text_of(bench.answers_to("0")), "\xF1");
    EXPECT_TRUE(bench.faults.empty());
}

TEST(MainStyleBoard, is_started_anew_when_power_comes_back) {
    LoopsBench bench;
    bench.questions->send({{1 * ms, 's'}});
    run_until(3 * ms);  // in the middle of its sleep
    bench.board.lose_power(3 * ms);
    run_until(10 * ms);
    bench.board.get_power(10 * ms, HAL_RESET_BROWN_OUT);
    run_until(76 * ms);  // 65 ms later
    bench.questions->send({{77 * ms, 'X'}});
    run_until(100 * ms);
    std::string said;
    for (SerialBurst& burst = bench.answers.burst(); !burst.empty(); burst.pop())
        said += static_cast<char>(burst.front().data());
    EXPECT_EQ(said, "\xF3X");
}

TEST(PollingLoop, looks_at_the_end_of_its_turns) {
    PollingLoop loop(100, 8, 20);
    EXPECT_EQ(loop.first_look(), 108u);
    EXPECT_EQ(loop.look_at_or_after(0), 108u);
    EXPECT_EQ(loop.look_at_or_after(108), 108u);
    EXPECT_EQ(loop.look_at_or_after(109), 128u);
    EXPECT_EQ(loop.look_at_or_after(148), 148u);
    EXPECT_EQ(loop.end_at_or_before(100), 100u);
    EXPECT_EQ(loop.end_at_or_before(139), 120u);
    loop.stand_still_for(7);
    EXPECT_EQ(loop.look_at_or_after(109), 115u);
}

TEST(ReceiveFifo, keeps_two_and_tells_of_what_it_lost) {
    ReceiveFifo fifo;
    for (const char byte : {'a', 'b', 'c'})
        fifo.push(static_cast<std::uint8_t>(byte));
    EXPECT_EQ(fifo.pop(), 'a');
    fifo.push(0x100 | 'd');
    fifo.push('e');
    EXPECT_EQ(fifo.pop(), 'b');
    EXPECT_EQ(fifo.front(), 0x300 | 'd');
    EXPECT_EQ(fifo.pop(), 0x300 | 'd');
    EXPECT_TRUE(fifo.is_empty());
    fifo.push('f');
    EXPECT_EQ(fifo.pop(), 0x200 | 'f');  // 'e' was lost
}

TEST(Interrupts, are_kept_once_and_served_by_rank) {
    const auto name = [](unsigned rank) {
        return std::pair<int, int>(Interrupts::name_of(rank).event,
                                   Interrupts::name_of(rank).number);
    };
    const std::vector<std::pair<int, int>> contract = {
        {HAL_EV_WATCHDOG, 0},      {HAL_EV_TIMER, 0},         {HAL_EV_TIMER, 1},
        {HAL_EV_TIMER, 2},         {HAL_EV_TIMER, 3},         {HAL_EV_UART_START, 0},
        {HAL_EV_UART_START, 1},    {HAL_EV_UART_START, 2},    {HAL_EV_UART_BYTE, 0},
        {HAL_EV_UART_BYTE, 1},     {HAL_EV_UART_BYTE, 2},     {HAL_EV_UART_EMPTY, 0},
        {HAL_EV_UART_EMPTY, 1},    {HAL_EV_UART_EMPTY, 2},    {HAL_EV_UART_COMPLETE, 0},
        {HAL_EV_UART_COMPLETE, 1}, {HAL_EV_UART_COMPLETE, 2}, {HAL_EV_ADC, 0},
        {HAL_EV_NVM_DONE, 0},      {HAL_EV_PIN, 9},           {HAL_EV_PIN, 10},
        {HAL_EV_PIN, 11},          {HAL_EV_PIN, 12},          {HAL_EV_PIN, 13},
        {HAL_EV_PIN, 14},          {HAL_EV_PIN, 15},          {HAL_EV_PIN, 16},
        {HAL_EV_PIN, 17},          {HAL_EV_PIN, 18},          {HAL_EV_SUPPLY_LOW, 0}};
    ASSERT_EQ(contract.size(), Interrupts::count);
    Interrupts interrupts;
    for (unsigned rank = Interrupts::count; rank-- > 0;) {
        interrupts.set(rank);
        interrupts.set(rank);
        EXPECT_EQ(name(Interrupts::first_of(interrupts.waiting())), contract[rank]);
    }
    EXPECT_EQ(interrupts.waiting(), Interrupts::all);
    EXPECT_EQ(Interrupts::of_wake(HAL_WAKE_TIMER), 0x1Eu);
    EXPECT_EQ(Interrupts::of_wake(HAL_WAKE_ANY), Interrupts::all);
}

}  // namespace
}  // namespace cellchain::parts
