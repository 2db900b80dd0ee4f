// Runs the program as its user does. Every text is compared whole: scripts and people read them.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/temporary_folder.h"

namespace {

const std::string program = CELLCHAIN_PROGRAM;
const std::string project = CELLCHAIN_PROJECT;
const std::string scenario = "scenarios/offgrid_4s_day.json";

struct Outcome {
    int status;
    std::string output;  ///< stdout
    std::string errors;  ///< stderr
};

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

class Cli : public testing::Test {
protected:
    /// In the project's folder, through the shell.
    Outcome run(const std::string& arguments) const {
        const std::string errors = (folder / "errors").string();
        const std::string command =
            "cd '" + project + "' && '" + program + "' " + arguments + " 2>'" + errors + "'";
        std::FILE* pipe = ::popen(command.c_str(), "r");
        std::string output;
        std::array<char, 4096> block;
        while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe)) {
            output.append(block.data(), size);
        }
        const int status = ::pclose(pipe);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output, text_of(errors)};
    }

    const cellchain::TemporaryFolder own_folder;
    const std::filesystem::path& folder = own_folder.path();
};

const std::string usage_hint = "\n  hint: `cellchain --help` tells what there is\n";

struct UsageRow {
    const char* name;
    const char* arguments;
    const char* error;
};

class CliUsage : public Cli, public testing::WithParamInterface<UsageRow> {};

TEST_P(CliUsage, error_is_told_and_exits_with_2) {
    const Outcome outcome = run(GetParam().arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "cellchain: " + std::string(GetParam().error) + usage_hint);
}

INSTANTIATE_TEST_SUITE_P(
    Cli, CliUsage,
    testing::Values(
        UsageRow{"no_command", "", "no command"},
        UsageRow{"unknown_command", "rnu x.json", "unknown command \"rnu\"; did you mean \"run\"?"},
        UsageRow{"command_like_no_other", "fly", "unknown command \"fly\""},
        UsageRow{"misspelt_test", "tset scenarios",
                 "unknown command \"tset\"; did you mean \"test\"?"},
        UsageRow{"unknown_option", "run x.json --sede 3",
                 "unknown option \"--sede\"; did you mean \"--seed\"?"},
        UsageRow{"shortened_option", "run x.json --firm out=x", "unknown option \"--firm\""},
        UsageRow{"no_scenario", "run", "run: needs one SCENARIO, got 0"},
        UsageRow{"two_scenarios", "run a.json b.json", "run: needs one SCENARIO, got 2"},
        UsageRow{"set_without_pointer", "run x.json --set duration_s=5",
                 "--set: must be /json/pointer=value, got \"duration_s=5\""},
        UsageRow{"set_without_value", "run x.json --set /duration_s",
                 "--set: must be /json/pointer=value, got \"/duration_s\""},
        UsageRow{"seed_no_number", "run x.json --seed 5x",
                 "--seed: must be a whole number from 0 to 18446744073709551615, got \"5x\""},
        UsageRow{"until_zero", "run x.json --until 0",
                 "--until: must be a number of seconds above 0, got \"0\""},
        UsageRow{"until_behind_the_end", "run scenarios/offgrid_4s_day.json --until 86401",
                 "--until: must be at most the scenario's duration_s, 86400, got 86401"},
        UsageRow{"firmware_role", "run x.json --firmware middle=x.so",
                 "--firmware: must be in=PATH, cell=PATH, out=PATH or board[NUMBERS]=PATH, got "
                 "\"middle=x.so\""},
        UsageRow{"firmware_bracket_open", "run x.json --firmware board[2=x.so",
                 "--firmware: must be in=PATH, cell=PATH, out=PATH or board[NUMBERS]=PATH, got "
                 "\"board[2=x.so\""},
        UsageRow{"firmware_without_path", "run x.json --firmware cell=",
                 "--firmware: must be in=PATH, cell=PATH, out=PATH or board[NUMBERS]=PATH, got "
                 "\"cell=\""},
        UsageRow{"certify_without_scenario", "certify", "certify: needs one SCENARIO, got 0"},
        UsageRow{"certify_too_short", "certify scenarios/offgrid_4s_day.json --duration 9.5",
                 "--duration: must be between 10 and the scenario's duration_s, 86400, got 9.5"},
        UsageRow{
            "certify_too_long", "certify scenarios/offgrid_4s_day.json --duration 1e6",
            "--duration: must be between 10 and the scenario's duration_s, 86400, got 1000000"},
        UsageRow{"certify_age", "certify x.json --max-age-s 0",
                 "--max-age-s: must be a number of seconds above 0, got \"0\""},
        UsageRow{"certify_jobs", "certify x.json -j 0",
                 "--jobs: must be a whole number from 1 to 255, got \"0\""},
        UsageRow{"campaign_without_scenario", "campaign", "campaign: needs one SCENARIO, got 0"},
        UsageRow{"campaign_ways", "campaign x.json --ways link_cut,",
                 "--ways: must be ways of breaking with commas between them, got \"link_cut,\""},
        UsageRow{"certify_one_length", "certify x.json --set /chain/cells=8",
                 "--set: /chain/cells is what certify changes"},
        UsageRow{"vcd_options_without_vcd", "run scenarios/offgrid_4s_day.json --vcd-window 1..2",
                 "--vcd-window: needs --vcd SIGNALS"},
        UsageRow{"vcd_window_and_trigger",
                 "run scenarios/offgrid_4s_day.json --vcd data_out --vcd-window 1..2 "
                 "--vcd-trigger out.charge_contact",
                 "--vcd-window and --vcd-trigger: one of them, not both"},
        UsageRow{"vcd_around_nothing",
                 "run scenarios/offgrid_4s_day.json --vcd data_out --vcd-around 1,2",
                 "--vcd-around: needs --vcd-trigger CONDITION"},
        UsageRow{"vcd_window_of_one_number",
                 "run scenarios/offgrid_4s_day.json --vcd data_out --vcd-window 5",
                 "--vcd-window: must be FROM..TO, seconds from the start, got \"5\""},
        UsageRow{"vcd_window_that_ends_first",
                 "run scenarios/offgrid_4s_day.json --vcd data_out --vcd-window 5..4",
                 "--vcd-window: must be FROM..TO, seconds from the start, got \"5..4\""},
        UsageRow{"vcd_window_behind_the_end",
                 "run scenarios/offgrid_4s_day.json --until 60 --vcd data_out --vcd-window 60..70",
                 "--vcd-window: must begin before the run ends at 60 s, got 60..70"},
        UsageRow{"vcd_around_too_far_back",
                 "run scenarios/offgrid_4s_day.json --vcd data_out --vcd-trigger "
                 "out.charge_contact --vcd-around 61,1",
                 "--vcd-around: must be BEFORE,AFTER in seconds, BEFORE at most 60, got \"61,1\""},
        UsageRow{"steps_of_whole_messages", "run x.json --step --transport bursts",
                 "--transport: must be bytes or edges with --step, got \"bursts\""},
        UsageRow{"unknown_transport", "run x.json --transport waves",
                 "--transport: must be bursts, bytes or edges, got \"waves\""},
        UsageRow{"nothing_to_test", "test", "test: needs at least one PATH"},
        UsageRow{"test_jobs", "test scenarios -j none",
                 "--jobs: must be a whole number from 1 to 255, got \"none\""},
        UsageRow{"test_tags", "test scenarios --tags day,,long",
                 "--tags: must be tags with commas between them, got \"day,,long\""},
        UsageRow{"test_rows_and_junit", "test scenarios --rows --junit x.xml",
                 "--rows: runs nothing, so not with --junit"},
        UsageRow{"test_option", "test scenarios --junti x.xml",
                 "unknown option \"--junti\"; did you mean \"--junit\"?"},
        UsageRow{"nothing_to_check", "check", "check: needs at least one FILE"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Cli, a_missing_scenario_exits_with_2) {
    const Outcome outcome = run("run no_such.json");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "no_such.json: cannot be opened: No such file or directory\n");
}

TEST_F(Cli, a_faulty_condition_exits_with_2_and_leaves_no_folder) {
    const std::string out = (folder / "out").string();
    const Outcome outcome =
        run("run " + scenario + " --out " + out +
            R"( --set '/expect=[{"id": "a", "always": "cell[9].voltage_v < 4"}]')");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors,
              scenario +
                  ": /expect/0: unknown signal \"cell[9].voltage_v\"; did you mean "
                  "\"cell[4].voltage_v\"?\n  hint: at character 1; `cellchain signals " +
                  scenario + "` lists what can be named\n");
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(Cli, an_unknown_waveform_exits_with_2_and_leaves_no_folder) {
    const std::string out = (folder / "out").string();
    const Outcome outcome =
        run("run " + scenario + " --out " + out + " --vcd 'link[1],bord[2].led'");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors,
              "--vcd: unknown signal \"bord[2].led\"; did you mean \"board[2].led\"?\n"
              "  hint: `cellchain run --help` names lines and pins, `cellchain signals SCENARIO` "
              "values\n");
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(Cli, a_faulty_trigger_exits_with_2_and_leaves_no_folder) {
    const std::string out = (folder / "out").string();
    const Outcome outcome = run("run " + scenario + " --out " + out +
                                " --vcd data_out --vcd-trigger 'out.charge_contact and'");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors,
              "--vcd-trigger: ends too early\n"
              "  hint: at character 23; `cellchain signals SCENARIO` lists what can be named\n");
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(Cli, waveforms_are_told_of_and_repeated) {
    const std::filesystem::path out = folder / "out";
    const Outcome outcome =
        run("run " + scenario + " --until 60 --out " + out.string() +
            " --vcd 'link[1]' --vcd-trigger 'time_s > 30' --vcd-around 2,0.5 --set /expect=[]");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    // The first barrier behind 30 s is the plant's sample at 30.75 s.
    EXPECT_NE(outcome.output.find("results in " + out.string() +
                                  "/\nwaves.vcd holds 00:00:28.750 to 00:00:31.250 in 0.01 MB\n"),
              std::string::npos)
        << outcome.output;
    EXPECT_TRUE(std::filesystem::exists(out / "waves.vcd"));
    EXPECT_EQ(text_of(out / "repro.txt"),
              "cellchain run " + scenario +
                  " --set '/expect=[]' --seed 21 --until 60 --vcd 'link[1]' --vcd-trigger "
                  "'time_s > 30' --vcd-around 2,0.5\n");
}

TEST_F(Cli, a_folder_that_cannot_be_made_exits_with_2) {
    std::ofstream(folder / "file") << "text";
    const std::string out = (folder / "file" / "out").string();
    const Outcome outcome = run("run " + scenario + " --until 1 --out " + out);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, out + ": cannot create: Not a directory\n");
}

TEST_F(Cli, a_missing_firmware_exits_with_2) {
    const Outcome outcome = run("run " + scenario + " --firmware out=no_such.so --until 1 --out " +
                                (folder / "out").string());
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.errors.find("no_such.so"), std::string::npos) << outcome.errors;
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_F(Cli, help_and_version_go_to_stdout_and_exit_with_0) {
    for (const char* arguments :
         {"--help", "run --help", "test --help", "certify --help", "campaign --help", "cell --help",
          "check --help", "firmware --help", "signals -h"}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.status, 0) << arguments;
        EXPECT_NE(outcome.output.find("usage: cellchain"), std::string::npos) << arguments;
        EXPECT_EQ(outcome.errors, "") << arguments;
    }
    EXPECT_EQ(run("--version").output.rfind("cellchain ", 0), 0U);
}

TEST_F(Cli, check_tells_of_each_file) {
    const Outcome outcome = run("check " + scenario + " no_such.json");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, scenario + ": good\n");
    EXPECT_EQ(outcome.errors, "no_such.json: cannot be opened: No such file or directory\n");
}

TEST_F(Cli, certify_needs_a_scenario_that_is_good_at_any_length) {
    const std::string out = (folder / "out").string();
    const Outcome outcome = run("certify " + scenario + " --out " + out +
                                " --set '/pack/joint_resistance_ohm=[0, 0, 0, 0]'");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(
        outcome.errors,
        "--set: /pack/joint_resistance_ohm: must have one number for each of the 2 cells, "
        "got 4\n"
        "  hint: at 2 boards; certify needs a scenario that is good at 2 to 255: one value or "
        "a distribution for all cells in place of a list\n");
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(Cli, certify_needs_time_for_messages) {
    const Outcome outcome = run("certify " + scenario + " --set /duration_s=9");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors,
              scenario + ": /duration_s: must be at least 10 to be certified, got 9\n");
}

TEST_F(Cli, certify_passes_on_what_is_wrong_at_one_length) {
    const Outcome outcome = run("certify " + scenario + " --out " + (folder / "out").string() +
                                R"( --set '/record/signals=["cell[3].soc"]')");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors,
              scenario +
                  ": /record/signals/0: unknown signal \"cell[3].soc\"; did you mean "
                  "\"cell[2].soc\"?\n  hint: at character 1; `cellchain signals " +
                  scenario + "` lists what can be named\nat 2 boards, exit status 2\n");
    EXPECT_FALSE(std::filesystem::exists(folder / "out" / "certify.json"));
}

TEST_F(Cli, certify_tells_of_a_limit_at_one_length) {
    const Outcome outcome = run("certify --quiet " + scenario + " --out " +
                                (folder / "out").string() + " --set /limits/wall_clock_s=1e-9");
    EXPECT_EQ(outcome.status, 4);
    EXPECT_EQ(outcome.output, "");
    const std::string end = "\nat 2 boards, exit status 4\n";
    ASSERT_GT(outcome.errors.size(), end.size());
    EXPECT_EQ(outcome.errors.rfind("cellchain: limit of wall-clock time reached at ", 0), 0U);
    EXPECT_EQ(outcome.errors.substr(outcome.errors.size() - end.size()), end);
}

TEST_F(Cli, certify_refuses_a_folder_that_cannot_be_made) {
    std::ofstream(folder / "file") << "text";
    const std::string out = (folder / "file" / "out").string();
    const Outcome outcome = run("certify " + scenario + " --out " + out);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.errors, out + ": cannot create: Not a directory\n");
}

TEST_F(Cli, signals_lists_names_units_and_meanings) {
    const Outcome outcome = run("signals " + scenario + " --set /chain/cells=3");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_NE(outcome.output.find("cell[3].voltage_v"), std::string::npos);
    EXPECT_EQ(outcome.output.find("cell[4].voltage_v"), std::string::npos);
    EXPECT_EQ(outcome.errors, "");
}

TEST_F(Cli, a_run_prints_no_banner_and_fills_its_folder) {
    const std::filesystem::path out = folder / "out";
    const Outcome outcome =
        run("run " + scenario + " --seed 7 --until 60 --out " + out.string() +
            R"( --set '/expect=[{"id": "a", "always": "pack.voltage_v > 0"}]')");
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(outcome.output.find("SystemC"), std::string::npos);
    EXPECT_NE(outcome.output.find("1 of 1 expectations met"), std::string::npos);
    for (const char* name : {"summary.json", "samples.csv", "events.jsonl", "data_out.bin",
                             "repro.txt", "timing.json"}) {
        EXPECT_TRUE(std::filesystem::exists(out / name)) << name;
    }
    EXPECT_EQ(text_of(out / "repro.txt"),
              "cellchain run " + scenario +
                  R"( --set '/expect=[{"id": "a", "always": "pack.voltage_v > 0"}]')" +
                  " --seed 7 --until 60\n");
}

TEST_F(Cli, frames_are_written_on_request_and_those_of_an_earlier_run_are_gone) {
    const std::filesystem::path out = folder / "out";
    const std::string command =
        "run --quiet " + scenario + " --until 2 --set /expect=[] --out " + out.string();
    EXPECT_EQ(run(command + " --frames").status, 0);
    EXPECT_TRUE(std::filesystem::exists(out / "frames.csv"));
    EXPECT_TRUE(std::filesystem::exists(out / "frames.pcapng"));
    EXPECT_EQ(text_of(out / "repro.txt"), "cellchain run " + scenario +
                                              " --set '/expect=[]' --seed 21 --until 2 "
                                              "--frames\n");
    EXPECT_EQ(run(command).status, 0);
    EXPECT_FALSE(std::filesystem::exists(out / "frames.csv"));
    EXPECT_FALSE(std::filesystem::exists(out / "frames.pcapng"));
}

TEST_F(Cli, a_failed_expectation_exits_with_1) {
    const Outcome outcome =
        run("run --quiet " + scenario + " --until 60 --out " + (folder / "out").string() +
            R"( --set '/expect=[{"id": "a", "always": "pack.voltage_v > 1000"}]')");
    EXPECT_EQ(outcome.status, 1) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
}

// Years of a pack at rest: longer than any test waits.
const std::string long_run = "--set /duration_s=100000000 --set /plant={} --set /profiles={} ";

TEST_F(Cli, a_limit_of_wall_clock_time_exits_with_4) {
    const Outcome outcome =
        run("run --quiet " + scenario + " " + long_run + "--set /limits/wall_clock_s=0.01 --out " +
            (folder / "out").string());
    EXPECT_EQ(outcome.status, 4) << outcome.errors;
    EXPECT_EQ(outcome.errors.rfind("cellchain: limit of wall-clock time reached at ", 0), 0U)
        << outcome.errors;
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "summary.json"));
}

TEST_F(Cli, an_interrupt_keeps_the_results_and_exits_with_130) {
    const std::filesystem::path out = folder / "out";
    const std::string command = "cd '" + project + "' && exec '" + program + "' run --quiet " +
                                scenario + " " + long_run + "--set /limits={} --out " +
                                out.string() + " 2>'" + (folder / "errors").string() + "'";
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    pid_t ended = 0;
    while (ended == 0 && !std::filesystem::exists(out / "data_out.bin.part")) {
        ended = ::waitpid(child, &status, WNOHANG);
    }
    if (ended == 0) {
        ::kill(child, SIGINT);
        ended = ::waitpid(child, &status, 0);
    }
    ASSERT_EQ(ended, child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 130);
    const std::string errors = text_of(folder / "errors");
    EXPECT_EQ(errors.rfind("cellchain: interrupted at ", 0), 0U) << errors;
    EXPECT_NE(text_of(out / "summary.json").find("\"exit\": 130"), std::string::npos);
    EXPECT_EQ(text_of(out / "samples.csv").rfind("time_s,", 0), 0U);
    EXPECT_FALSE(std::filesystem::exists(out / "samples.csv.part"));
}

TEST_F(Cli, a_stepped_run_says_what_it_asks_for_and_is_repeated_without) {
    const std::filesystem::path out = folder / "out";
    const std::filesystem::path script = folder / "script";
    std::ofstream(script) << "print time_s\n";
    const Outcome outcome = run("run " + scenario + " --step --quiet --until 2 --set /expect=[] " +
                                "--out " + out.string() + " <'" + script.string() + "'");
    EXPECT_EQ(outcome.status, 130);
    EXPECT_EQ(outcome.output, "time_s = 0 s\n");
    EXPECT_EQ(outcome.errors,
              "cellchain: interrupted at 00:00:00.005; results so far are kept\n  to repeat: "
              "cellchain run " +
                  scenario + " --set '/expect=[]' --seed 21 --until 2\n");
}

TEST_F(Cli, a_full_standard_output_is_told_and_exits_with_3) {
    const Outcome outcome = run("--help >/dev/full");
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.errors, "standard output: cannot write: No space left on device\n");
}

}  // namespace
