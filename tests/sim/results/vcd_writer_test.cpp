#include "sim/results/vcd_writer.h"

#include <gtest/gtest.h>

#include "sim/results/run_directory.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

std::string header(const std::string& variables) {
    return "$version cellchain 1.2.3 $end\n$timescale 100 ns $end\n" + variables +
           "$enddefinitions $end\n";
}

TEST(VcdWriter, writes_a_whole_file) {
    const TemporaryFolder folder;
    VcdWriter writer(RunDirectory(folder.path()).open("waves.vcd"), "1.2.3",
                     {{"chain", "link_1"}, {"pack", "pack_voltage_v", true}, {"chain", "link_2"}});
    writer.begin(0, {1.0, 13.25, 1.0});
    writer.change(1'000'000, 0, 0.0);
    writer.change(1'000'000, 2, 0.0);
    writer.change(2'000'000, 1, 13.3125);
    writer.end(3'000'000);
    writer.finish();
    const std::string text = header(
                                 "$scope module chain $end\n"
                                 "$var wire 1 ! link_1 $end\n"
                                 "$var wire 1 # link_2 $end\n"
                                 "$upscope $end\n"
                                 "$scope module pack $end\n"
                                 "$var real 64 \" pack_voltage_v $end\n"
                                 "$upscope $end\n") +
                             "#0\n$dumpvars\n1!\nr13.25 \"\n1#\n$end\n"
                             "#100\n0!\n0#\n"
                             "#200\nr13.3125 \"\n"
                             "#300\n";
    EXPECT_EQ(folder.text_of("waves.vcd"), text);
    EXPECT_EQ(writer.size(), text.size());
}

TEST(VcdWriter, rounds_times_to_100_ns) {
    const TemporaryFolder folder;
    VcdWriter writer(RunDirectory(folder.path()).open("waves.vcd"), "1.2.3", {{"", "data_out"}});
    writer.begin(4'999, {1.0});    // 49.99 ns
    writer.change(5'000, 0, 0.0);  // 50 ns
    writer.change(14'999, 0, 1.0);
    writer.change(15'000, 0, 0.0);
    writer.finish();
    EXPECT_EQ(folder.text_of("waves.vcd"), header("$var wire 1 ! data_out $end\n") +
                                               "#0\n$dumpvars\n1!\n$end\n#1\n0!\n1!\n#2\n0!\n");
}

// There are 94 printable characters from ! to ~.
TEST(VcdWriter, has_an_identifier_for_every_variable) {
    const TemporaryFolder folder;
    VcdWriter writer(RunDirectory(folder.path()).open("waves.vcd"), "1.2.3",
                     std::vector<VcdVariable>(96, {"", "x"}));
    writer.begin(0, std::vector<double>(96, 0.0));
    writer.change(10'000, 93, 1.0);
    writer.change(10'000, 94, 1.0);
    writer.change(10'000, 95, 1.0);
    writer.finish();
    const std::string text = folder.text_of("waves.vcd");
    EXPECT_EQ(text.substr(text.find("#1\n")), "#1\n1~\n1!\"\n1\"\"\n");
}

}  // namespace
}  // namespace cellchain::results
