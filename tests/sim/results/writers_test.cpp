#include <gtest/gtest.h>

#include "sim/results/data_out_writer.h"
#include "sim/results/events_writer.h"
#include "sim/results/run_directory.h"
#include "sim/results/samples_writer.h"
#include "sim/scenario/input_error.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

const std::string header =
    "time_s,pack_voltage_v,pack_current_a,soc_true,soc_firmware,cell_voltage_min_v,"
    "cell_voltage_max_v,charge_contact,load_contact";

struct SamplesTest : testing::Test {
    TemporaryFolder folder;
    FakeSystem system;
    signals::SignalTree tree = system.tree();
    scenario::Record record;

    system::Sample sample(double at_s, double lowest_v, double highest_v, double current_a) {
        system::Sample made = sample_at(at_s);
        made.pack_voltage = Volts{13.25};
        made.pack_current = Amperes{current_a};
        made.soc_true = 0.5;
        made.cell_voltage_min = Volts{lowest_v};
        made.cell_voltage_max = Volts{highest_v};
        made.charge_contact = true;
        return made;
    }
    std::string written(const std::vector<system::Sample>& samples) {
        const RunDirectory directory(folder.path());
        SamplesWriter writer(directory.open("samples.csv"), record.period,
                             RecordedSignals("x.json", record, tree));
        for (const system::Sample& one : samples) {
            writer.at_barrier(one);
        }
        writer.finish();
        return folder.text_of("samples.csv");
    }
    static std::string row(const std::string& time, const std::string& current,
                           const std::string& lowest, const std::string& highest) {
        return time + ",13.2500," + current + ",0.50000,0.00000," + lowest + "," + highest +
               ",1,0\n";
    }
};

TEST_F(SamplesTest, writes_first_last_and_a_row_per_period) {
    record.period = Seconds{10.0};
    std::vector<system::Sample> samples;
    for (int i = 0; i <= 25; ++i) {
        samples.push_back(sample(i, 3.3, 3.4, 1.0));
    }
    EXPECT_EQ(written(samples), header + "\n" + row("0", "1.000", "3.3000", "3.4000") +
                                    row("10", "1.000", "3.3000", "3.4000") +
                                    row("20", "1.000", "3.3000", "3.4000") +
                                    row("25", "1.000", "3.3000", "3.4000"));
}

TEST_F(SamplesTest, keeps_extremes_between_rows_and_only_those) {
    record.period = Seconds{10.0};
    EXPECT_EQ(written({sample(0, 3.30, 3.40, 0.0), sample(1.75, 3.28, 3.40, -9.0),
                       sample(2, 3.25, 3.40, -8.5), sample(3, 3.29, 3.4005, 0.1),
                       sample(4, 3.29, 3.47, 0.2), sample(10, 3.30, 3.41, 0.0)}),
              header + "\n" + row("0", "0.000", "3.3000", "3.4000") +
                  row("1.75", "-9.000", "3.2800", "3.4000") +
                  row("2", "-8.500", "3.2500", "3.4000") + row("4", "0.200", "3.2900", "3.4700") +
                  row("10", "0.000", "3.3000", "3.4100"));
}

TEST_F(SamplesTest, leaves_out_a_slope_between_rows) {
    record.period = Seconds{10.0};
    EXPECT_EQ(written({sample(0, 3.30, 3.40, 0.0), sample(5, 3.25, 3.45, -5.0),
                       sample(10, 3.20, 3.50, -10.0)}),
              header + "\n" + row("0", "0.000", "3.3000", "3.4000") +
                  row("10", "-10.000", "3.2000", "3.5000"));
}

TEST_F(SamplesTest, writes_each_move_of_a_contact) {
    record.period = Seconds{10.0};
    std::vector<system::Sample> samples{sample(0, 3.3, 3.4, 0.0), sample(1, 3.3, 3.4, 0.0),
                                        sample(2, 3.3, 3.4, 0.0), sample(10, 3.3, 3.4, 0.0)};
    samples[1].charge_contact = false;
    EXPECT_EQ(written(samples), header + "\n" + row("0", "0.000", "3.3000", "3.4000") +
                                    "1,13.2500,0.000,0.50000,0.00000,3.3000,3.4000,0,0\n" +
                                    row("2", "0.000", "3.3000", "3.4000") +
                                    row("10", "0.000", "3.3000", "3.4000"));
}

TEST_F(SamplesTest, adds_recorded_signals_with_families_in_full) {
    record.signals = {"relay", "cells.voltage_v"};
    EXPECT_EQ(written({sample(0, 3.3, 3.4, 0.0)}),
              header + ",relay,cell[1].voltage_v,cell[2].voltage_v\n" +
                  "0,13.2500,0.000,0.50000,0.00000,3.3000,3.4000,1,0,0.00000,3.3010,3.3020\n");
}

TEST_F(SamplesTest, refuses_an_unknown_recorded_signal) {
    record.signals = {"relay", "cell[1].voltag_v"};
    try {
        const RecordedSignals recorded("x.json", record, tree);
        FAIL() << "no error";
    } catch (const scenario::InputError& error) {
        EXPECT_STREQ(error.what(),
                     "x.json: /record/signals/1: unknown signal \"cell[1].voltag_v\"; did you mean "
                     "\"cell[1].voltage_v\"?\n"
                     "  hint: at character 1; `cellchain signals x.json` lists what can be named");
    }
}

TEST(EventsWriter, writes_one_object_per_line_with_exact_times) {
    const TemporaryFolder folder;
    EventsWriter writer(RunDirectory(folder.path()).open("events.jsonl"));
    writer.at_event({1'234'567'890'123, "out.charge_relay", "opened", ""});
    writer.at_event({200'000'000'000, "app", "reply", "a \"quoted\"\nline \xff"});
    writer.finish();
    EXPECT_EQ(folder.text_of("events.jsonl"),
              "{\"time_s\":12.34567890123,\"path\":\"out.charge_relay\",\"what\":\"opened\","
              "\"detail\":\"\"}\n"
              "{\"time_s\":2.00000000000,\"path\":\"app\",\"what\":\"reply\","
              "\"detail\":\"a \\\"quoted\\\"\\nline \xEF\xBF\xBD\"}\n");
}

TEST(DataOutWriter, writes_frames_one_after_the_other) {
    const TemporaryFolder folder;
    DataOutWriter writer(RunDirectory(folder.path()).open("data_out.bin"));
    writer.at_data_out(1, std::vector<std::uint8_t>(58, 0x2B));
    writer.at_data_out(2, std::vector<std::uint8_t>(58, 0x00));
    writer.finish();
    EXPECT_EQ(folder.text_of("data_out.bin"), std::string(58, '+') + std::string(58, '\0'));
}

TEST(RunDirectory, gives_a_file_its_name_only_when_it_is_whole) {
    const TemporaryFolder folder;
    const RunDirectory directory(folder.path() / "new" / "run");
    const auto file = directory.open("samples.csv");
    file->write("text");
    EXPECT_FALSE(std::filesystem::exists(directory.path() / "samples.csv"));
    EXPECT_TRUE(std::filesystem::exists(directory.path() / "samples.csv.part"));
    file->finish();
    EXPECT_EQ(folder.text_of("new/run/samples.csv"), "text");
    EXPECT_FALSE(std::filesystem::exists(directory.path() / "samples.csv.part"));
}

TEST(RunDirectory, removes_what_an_earlier_run_left_and_nothing_else) {
    const TemporaryFolder folder;
    for (const char* name : {"summary.json", "samples.csv.part", "fault.txt", "frames.csv",
                             "frames.pcapng", "notes.txt"}) {
        std::ofstream(folder.path() / name) << "old";
    }
    const RunDirectory directory(folder.path());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "summary.json"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "samples.csv.part"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "fault.txt"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "frames.csv"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "frames.pcapng"));
    EXPECT_EQ(folder.text_of("notes.txt"), "old");
}

TEST(RunDirectory, tells_why_it_cannot_be_made) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "file") << "text";
    const std::filesystem::path below_a_file = folder.path() / "file" / "run";
    try {
        const RunDirectory directory(below_a_file);
        FAIL() << "no error";
    } catch (const WriteError& error) {
        EXPECT_EQ(error.what(), below_a_file.string() + ": cannot create: Not a directory");
    }
}

// /dev/full takes no byte, as a full disk.
TEST(OutputFile, tells_of_a_full_disk_at_every_call_and_keeps_no_name) {
    const TemporaryFolder folder;
    const std::filesystem::path name = folder.path() / "samples.csv";
    std::filesystem::create_symlink("/dev/full", OutputFile::part_of(name));
    OutputFile file(name);
    const std::string reason = name.string() + ": cannot write: No space left on device";
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            file.write(std::string(100'000, 'x'));
            FAIL() << "no error";
        } catch (const WriteError& error) {
            EXPECT_EQ(error.what(), reason);
        }
    }
    EXPECT_THROW(file.finish(), WriteError);
    EXPECT_FALSE(std::filesystem::exists(name));
}

}  // namespace
}  // namespace cellchain::results
