#include "sim/system/board_settings.h"

#include <gtest/gtest.h>

namespace cellchain::system {
namespace {

using Lines = std::vector<std::string>;
using Bytes = std::vector<std::uint8_t>;

// The lines are those of the app link in firmware_glue/reference/PROTOCOL.md.
TEST(AppLines, are_none_when_nothing_is_set) {
    scenario::AppSettings settings;
    settings.pin = "4711";
    EXPECT_EQ(app_lines(settings), Lines{});
}

TEST(AppLines, set_only_what_is_given_between_pin_and_bye) {
    scenario::AppSettings settings;
    settings.pin = "0042";
    settings.t_min_c = -5;
    settings.capacity_wh = 3584;
    EXPECT_EQ(app_lines(settings),
              (Lines{"pin 0042", "set t_min_c -5", "set capacity_wh 3584", "bye"}));
}

TEST(AppLines, know_every_setting_of_the_app_by_its_name_on_the_link) {
    scenario::AppSettings settings;
    settings.v_min_mv = 2800;
    settings.v_max_mv = 3650;
    settings.t_min_c = 0;
    settings.t_max_c = 55;
    settings.charge_restart_percent = 90;
    settings.discharge_restart_percent = 20;
    settings.capacity_wh = 16000;
    settings.solar_peak_w = 1200;
    settings.inverter_peak_w = 5000;
    EXPECT_EQ(app_lines(settings),
              (Lines{"pin 1234", "set v_min_mv 2800", "set v_max_mv 3650", "set t_min_c 0",
                     "set t_max_c 55", "set charge_restart_percent 90",
                     "set discharge_restart_percent 20", "set capacity_wh 16000",
                     "set solar_peak_w 1200", "set inverter_peak_w 5000", "bye"}));
}

// The firmware begins with 2.80 to 3.65 V and 0 to 55 degC and refuses a minimum that is not below
// its maximum, at every step.
TEST(AppLines, raise_the_maximum_first_where_the_minimum_is_above_what_it_was) {
    scenario::AppSettings settings;
    settings.v_min_mv = 3650;
    settings.v_max_mv = 4150;
    settings.t_min_c = 55;
    settings.t_max_c = 80;
    EXPECT_EQ(app_lines(settings), (Lines{"pin 1234", "set v_max_mv 4150", "set v_min_mv 3650",
                                          "set t_max_c 80", "set t_min_c 55", "bye"}));
    settings.v_min_mv = 2000;
    settings.v_max_mv = 2700;
    settings.t_min_c = -40;
    settings.t_max_c = -5;
    EXPECT_EQ(app_lines(settings), (Lines{"pin 1234", "set v_min_mv 2000", "set v_max_mv 2700",
                                          "set t_min_c -40", "set t_max_c -5", "bye"}));
}

// Layout of firmware_glue/reference/settings.h: magic 0xB5, what is stored, complement of the low 8
// bits of the sum. At 0, on IN: sensor code, cell count code (M-SW-03), number of sensors. At 96,
// on every board: code of the chain's bit rate. Sums by hand.
Bytes part(const Bytes& memory, std::size_t address, std::size_t length) {
    const auto first = memory.begin() + static_cast<std::ptrdiff_t>(address);
    return {first, first + static_cast<std::ptrdiff_t>(length)};
}

struct FactoryRow {
    const char* name;
    scenario::FactorySettings settings;
    Bytes record;
};
class FactoryRecord : public testing::TestWithParam<FactoryRow> {};

TEST_P(FactoryRecord, is_written_as_the_firmware_of_in_reads_it) {
    scenario::Scenario scenario;
    scenario.packs[0].settings.factory = GetParam().settings;
    EXPECT_EQ(part(production_memory(scenario.packs[0], 1), 0, 5), GetParam().record);
}
INSTANTIATE_TEST_SUITE_P(
    ByHand, FactoryRecord,
    testing::Values(
        FactoryRow{"sensor_100_a_cells_4", {Amperes{100.0}, 4, 2}, {0xB5, 0x02, 0x00, 0x02, 0x46}},
        FactoryRow{"sensor_25_a_cells_8", {Amperes{25.0}, 8, 1}, {0xB5, 0x00, 0x01, 0x01, 0x48}},
        FactoryRow{
            "sensor_400_a_cells_16", {Amperes{400.0}, 16, 2}, {0xB5, 0x04, 0x03, 0x02, 0x41}},
        FactoryRow{
            "sensor_500_a_cells_48", {Amperes{500.0}, 48, 1}, {0xB5, 0x05, 0x08, 0x01, 0x3C}},
        FactoryRow{
            "sensor_2000_a_cells_255", {Amperes{2000.0}, 255, 1}, {0xB5, 0x07, 0x0F, 0x01, 0x33}}),
    [](const auto& row) { return row.param.name; });

// At 104, on OUT: version with its major part in the high bits, options of data-out.
Bytes out_record(const scenario::OutBoardSettings& board) {
    scenario::Scenario scenario;
    scenario.packs[0].settings.out_board = board;
    const Bytes memory = production_memory(scenario.packs[0], scenario.packs[0].chain.cells);
    return part(memory, 104, memory.size() - 104);
}

TEST(OutBoardRecord, is_written_as_the_firmware_of_out_reads_it) {
    using Board = scenario::OutBoardSettings;
    Board board;
    EXPECT_EQ(out_record(board), (Bytes{0xB5, 0x20, 0x00, 0x2A}));
    board.version_major = 1;
    board.version_minor = 7;
    board.dialect = Board::Dialect::v1_2;
    EXPECT_EQ(out_record(board), (Bytes{0xB5, 0x17, 0x01, 0x32}));
    board.records = Board::Records::factory_cells;
    EXPECT_EQ(out_record(board), (Bytes{0xB5, 0x17, 0x03, 0x30}));
}

struct RateRow {
    const char* name;
    int bits_per_s;
    Bytes record;
};
class ChainRateRecord : public testing::TestWithParam<RateRow> {};

TEST_P(ChainRateRecord, is_the_same_on_every_board_and_all_else_is_erased) {
    scenario::Scenario scenario;
    scenario.packs[0].chain.bits_per_s = GetParam().bits_per_s;
    const Bytes in = production_memory(scenario.packs[0], 1);
    EXPECT_EQ(part(in, 96, in.size() - 96), GetParam().record);
    EXPECT_EQ(part(in, 5, 91), Bytes(91, 0xFF));
    for (const int position : {2, 3}) {
        const Bytes board = production_memory(scenario.packs[0], position);
        EXPECT_EQ(part(board, 96, board.size() - 96), GetParam().record);
        EXPECT_EQ(part(board, 0, 96), Bytes(96, 0xFF));
    }
}
INSTANTIATE_TEST_SUITE_P(ByHand, ChainRateRecord,
                         testing::Values(RateRow{"slow", 2400, {0xB5, 0x00, 0x4A}},
                                         RateRow{"usual", 9600, {0xB5, 0x01, 0x49}},
                                         RateRow{"fast", 38400, {0xB5, 0x02, 0x48}}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cellchain::system
