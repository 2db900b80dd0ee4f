// What is typed at the prompt of `cellchain run --step`; texts are compared whole.
#include "sim/cli/step_command.h"

#include <gtest/gtest.h>

namespace cellchain::cli {
namespace {

using Kind = StepCommand::Kind;

constexpr int boards = 16;

struct StepRow {
    const char* name;
    const char* line;
    Kind kind;
    int count;
    int board;  ///< 0: none
};

class StepCommands : public testing::TestWithParam<StepRow> {};

TEST_P(StepCommands, are_understood) {
    const StepCommand command = parse_step_command(GetParam().line, boards);
    EXPECT_EQ(command.kind, GetParam().kind);
    EXPECT_EQ(command.count, GetParam().count);
    EXPECT_EQ(command.board.value_or(0), GetParam().board);
}

INSTANTIATE_TEST_SUITE_P(
    Prompt, StepCommands,
    testing::Values(
        StepRow{"nothing", "", Kind::again, 1, 0}, StepRow{"blanks", "  \t\r", Kind::again, 1, 0},
        StepRow{"byte", "byte", Kind::byte, 1, 0}, StepRow{"byte_short", "b", Kind::byte, 1, 0},
        StepRow{"bytes", "byte 40", Kind::byte, 40, 0},
        StepRow{"most_bytes", "b 1000000000", Kind::byte, 1000000000, 0},
        StepRow{"byte_of_board", "b board 2", Kind::byte, 1, 2},
        StepRow{"bytes_of_out", "  byte\t3  board 16 ", Kind::byte, 3, 16},
        StepRow{"message", "message", Kind::message, 1, 0},
        StepRow{"messages_of_board", "m 2 board 3", Kind::message, 2, 3},
        StepRow{"go", "go", Kind::go, 1, 0}, StepRow{"go_short", "g", Kind::go, 1, 0},
        StepRow{"unwatch", "unwatch", Kind::unwatch, 1, 0},
        StepRow{"unwatch_short", "un", Kind::unwatch, 1, 0},
        StepRow{"where", "where", Kind::where, 1, 0},
        StepRow{"where_short", "w", Kind::where, 1, 0}, StepRow{"help", "help", Kind::help, 1, 0},
        StepRow{"help_short", "h", Kind::help, 1, 0}, StepRow{"quit", "quit", Kind::quit, 1, 0},
        StepRow{"quit_with_carriage_return", "q\r", Kind::quit, 1, 0}),
    [](const auto& row) { return std::string(row.param.name); });

struct TextRow {
    const char* name;
    const char* line;
    Kind kind;
    const char* text;
};

class CommandsWithText : public testing::TestWithParam<TextRow> {};

TEST_P(CommandsWithText, keep_it_as_it_is) {
    const StepCommand command = parse_step_command(GetParam().line, boards);
    EXPECT_EQ(command.kind, GetParam().kind);
    EXPECT_EQ(command.text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Prompt, CommandsWithText,
                         testing::Values(TextRow{"until", "until  cell[3].bypass and time_s > 5 ",
                                                 Kind::until, "cell[3].bypass and time_s > 5"},
                                         TextRow{"until_short", "u out.charge_contact", Kind::until,
                                                 "out.charge_contact"},
                                         TextRow{"print", "print max(cells.voltage_v), pack.soc",
                                                 Kind::print, "max(cells.voltage_v), pack.soc"},
                                         TextRow{"print_short", "p pack.soc", Kind::print,
                                                 "pack.soc"},
                                         TextRow{"watch", "watch time_s", Kind::watch, "time_s"},
                                         TextRow{"watch_short", "wa time_s", Kind::watch, "time_s"},
                                         TextRow{"list_all", "list", Kind::list, ""},
                                         TextRow{"list_some", "l soc", Kind::list, "soc"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(StepCommand, takes_a_time_in_seconds) {
    EXPECT_EQ(parse_step_command("time 0.25", boards).duration, Seconds{0.25});
    EXPECT_EQ(parse_step_command("t 1e-5", boards).duration, Seconds{0.00001});
    EXPECT_EQ(parse_step_command("t 1e-5", boards).kind, Kind::time);
}

TEST(StepCommand, tells_steps_from_looks) {
    for (const char* step : {"byte", "message", "time 1", "until time_s", "go"})
        EXPECT_TRUE(parse_step_command(step, boards).is_step()) << step;
    for (const char* look :
         {"", "print time_s", "watch time_s", "unwatch", "list", "where", "quit"})
        EXPECT_FALSE(parse_step_command(look, boards).is_step()) << look;
}

struct MistakeRow {
    const char* name;
    const char* line;
    const char* error;
};

class StepMistakes : public testing::TestWithParam<MistakeRow> {};

TEST_P(StepMistakes, are_told) {
    try {
        parse_step_command(GetParam().line, boards);
        FAIL() << "is understood";
    } catch (const StepCommandError& error) {
        EXPECT_STREQ(error.what(), GetParam().error);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Prompt, StepMistakes,
    testing::Values(
        MistakeRow{"misspelt", "mesage 2",
                   "unknown command \"mesage\"; did you mean \"message\"?\n"
                   "  hint: `help` lists them"},
        MistakeRow{"like_no_other", "fly", "unknown command \"fly\"\n  hint: `help` lists them"},
        MistakeRow{"capitals", "Byte",
                   "unknown command \"Byte\"; did you mean \"byte\"?\n  hint: `help` lists them"},
        MistakeRow{"no_byte", "byte 0",
                   "byte: must have a whole number from 1 to 1000000000, got \"0\""},
        MistakeRow{"too_many_messages", "m 1000000001",
                   "message: must have a whole number from 1 to 1000000000, got \"1000000001\""},
        MistakeRow{"half_a_byte", "byte 1.5",
                   "byte: must have a whole number from 1 to 1000000000, got \"1.5\""},
        MistakeRow{"board_without_number", "byte board",
                   "byte: board must be a whole number from 2 to 16, got \"\"\n"
                   "  hint: IN, board 1, hears nothing of the chain"},
        MistakeRow{"bytes_of_in", "byte 3 board 1",
                   "byte: board must be a whole number from 2 to 16, got \"1\"\n"
                   "  hint: IN, board 1, hears nothing of the chain"},
        MistakeRow{"board_behind_out", "message board 17",
                   "message: board must be a whole number from 2 to 16, got \"17\"\n"
                   "  hint: IN, board 1, hears nothing of the chain"},
        MistakeRow{"something_behind", "byte 3 board 4 now", "byte: unexpected \"now\""},
        MistakeRow{"number_behind_number", "byte 3 4", "byte: unexpected \"4\""},
        MistakeRow{"no_time", "time", "time: must be a number of seconds above 0, got \"\""},
        MistakeRow{"time_with_unit", "time 5 s",
                   "time: must be a number of seconds above 0, got \"5 s\""},
        MistakeRow{"time_backwards", "time -1",
                   "time: must be a number of seconds above 0, got \"-1\""},
        MistakeRow{"time_nan", "time nan",
                   "time: must be a number of seconds above 0, got \"nan\""},
        MistakeRow{"no_condition", "until ", "until: needs a condition"},
        MistakeRow{"nothing_to_print", "print", "print: needs an expression"},
        MistakeRow{"nothing_to_watch", "wa", "watch: needs an expression"},
        MistakeRow{"go_somewhere", "go home", "go: takes nothing, got \"home\""},
        MistakeRow{"unwatch_one", "un time_s", "unwatch: takes nothing, got \"time_s\""}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace cellchain::cli
