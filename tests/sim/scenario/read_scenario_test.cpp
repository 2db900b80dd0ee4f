#include "sim/scenario/read_scenario.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

TEST(ReadScenario, brings_head_and_chain_into_the_structs) {
    const ScenarioFolder folder;
    const Scenario scenario = folder.read();
    EXPECT_EQ(scenario.about.id, "four");
    EXPECT_EQ(scenario.about.rows, std::vector<std::string>{"M-CHN-01"});
    EXPECT_EQ(scenario.seed, 7U);
    EXPECT_EQ(scenario.duration, Seconds{600.0});
    EXPECT_EQ(scenario.wall_clock_limit, Seconds{30.0});
    EXPECT_EQ(scenario.packs[0].chain.cells, 4);
    EXPECT_EQ(scenario.packs[0].chain.bits_per_s, 9600);
    ASSERT_EQ(scenario.packs[0].chain.clocks.size(), 4U);
    EXPECT_EQ(scenario.packs[0].chain.clocks[1].error_ppm, 100.0);
    EXPECT_EQ(scenario.packs[0].chain.clocks[2].error_ppm, -100.0);
    EXPECT_TRUE(scenario.packs[0].chain.clocks[2].is_steady());
    EXPECT_EQ(scenario.packs[0].chain.firmware.cell, folder.path() / "firmware/cell.so");
    EXPECT_TRUE(scenario.packs[0].chain.firmware.in.empty());
}

TEST(ReadScenario, takes_the_bit_rates_that_production_knows) {
    for (const int rate : {2400, 9600, 38400}) {
        const ScenarioFolder folder;
        EXPECT_EQ(
            folder.read({{"/chain/bits_per_s", std::to_string(rate)}}).packs[0].chain.bits_per_s,
            rate);
    }
}

TEST(ReadScenario, brings_the_pack_into_the_structs) {
    const Scenario scenario = ScenarioFolder().read();
    ASSERT_EQ(scenario.packs[0].pack.cells.size(), 4U);
    EXPECT_EQ(scenario.packs[0].pack.cell_type.rated_capacity, AmpereHours{200.0});
    for (const PackCell& cell : scenario.packs[0].pack.cells) {
        EXPECT_EQ(cell.cell.capacity_factor, 1.5);
        EXPECT_EQ(cell.ambient, Celsius{15.0});
        EXPECT_DOUBLE_EQ(cell.state_of_charge, 0.9);  // 30 of 300 Ah missing
        EXPECT_LE(std::abs(cell.voltage_bias.value), 0.01);
    }
    EXPECT_NE(scenario.packs[0].pack.cells[0].voltage_bias,
              scenario.packs[0].pack.cells[1].voltage_bias);
    EXPECT_FALSE(scenario.packs[0].pack.cells.front().cell.has_neighbour_below);
    EXPECT_TRUE(scenario.packs[0].pack.cells.front().cell.has_neighbour_above);
    EXPECT_FALSE(scenario.packs[0].pack.cells.back().cell.has_neighbour_above);
}

// 300 Ah when new, of which 80 % are left: 240, less the 30 that are missing.
TEST(ReadScenario, brings_old_cells_into_the_structs) {
    const Pack pack =
        ScenarioFolder()
            .read({{"/pack/ageing", R"({"calendar_loss": [0, 0.1, 0.15, 0.2], "cycle_loss": 0.05,
                                        "resistance_growth": 0.3, "pace": 12})"}})
            .packs[0]
            .pack;
    EXPECT_NEAR(pack.cells[2].age.calendar_loss(), 0.15, 1e-12);
    EXPECT_NEAR(pack.cells[2].age.cycle_loss(), 0.05, 1e-12);
    EXPECT_EQ(pack.cells[2].age.resistance_growth(), 0.3);
    EXPECT_EQ(pack.cells[2].ageing_pace, 12.0);
    EXPECT_EQ(pack.cells[2].cell.capacity_factor, 1.5);
    EXPECT_NEAR(pack.cells[2].state_of_charge, 210.0 / 240.0, 1e-12);
}

TEST(ReadScenario, cells_age_only_where_the_pack_says_so) {
    const ScenarioFolder folder;
    EXPECT_EQ(folder.read().packs[0].pack.cells[1].ageing_pace, 0.0);
    EXPECT_EQ(folder.read().packs[0].pack.cells[1].age.calendar_loss(), 0.0);
    EXPECT_EQ(folder.read({{"/pack/ageing", "{}"}}).packs[0].pack.cells[1].ageing_pace, 1.0);
}

TEST(ReadScenario, keeps_the_data_output_unless_told_otherwise) {
    const ScenarioFolder folder;
    EXPECT_TRUE(folder.read().record.data_out);
    EXPECT_FALSE(folder.read({{"/record/data_out", "false"}}).record.data_out);
}

// M-MEA-05: IN with two sensors 2.9 mA, with one 2.0; cell board 1.3; OUT 2.0, Bluetooth idle.
TEST(ReadScenario, boards_draw_what_the_manual_says_unless_told_otherwise) {
    const ScenarioFolder folder;
    const auto currents = [&folder](const std::vector<Override>& overrides) {
        const Scenario scenario = folder.read(overrides);
        std::vector<double> all;
        for (const PackCell& cell : scenario.packs[0].pack.cells) {
            all.push_back(cell.board_current.value);
        }
        return all;
    };
    EXPECT_EQ(currents({}), (std::vector<double>{0.0029, 0.0013, 0.0013, 0.0020}));
    EXPECT_EQ(currents({{"/sensors", "{}"}}),
              (std::vector<double>{0.0020, 0.0013, 0.0013, 0.0020}));
    EXPECT_EQ(currents({{"/pack/board_current_a", "0"}}), std::vector<double>(4, 0.0));
}

TEST(ReadScenario, brings_sensors_and_plant_into_the_structs) {
    const Scenario scenario = ScenarioFolder().read();
    EXPECT_EQ(scenario.packs[0].sensors.charge.rating, Amperes{250.0});
    EXPECT_EQ(scenario.packs[0].sensors.charge.offset, Amperes{0.5});
    ASSERT_TRUE(scenario.packs[0].sensors.load);
    EXPECT_EQ(scenario.packs[0].sensors.load->noise, Amperes{0.3});
    EXPECT_EQ(scenario.plant.period, Seconds{2.0});
    EXPECT_EQ(scenario.plant.phase, Seconds{1.5});
    ASSERT_EQ(scenario.plant.solar.size(), 1U);
    EXPECT_EQ(scenario.plant.solar.front().peak_power, Watts{900.0});  // 225 W per cell
    EXPECT_EQ(scenario.plant.solar.front().absorption_voltage, Volts{14.0});
    EXPECT_DOUBLE_EQ(scenario.plant.solar.front().irradiance.at(Seconds{150.0}), 400.0);  // linear
    ASSERT_EQ(scenario.plant.inverters.size(), 1U);
    EXPECT_DOUBLE_EQ(scenario.plant.inverters.front().load.at(Seconds{299.0}), 100.0);  // held
    EXPECT_DOUBLE_EQ(scenario.plant.inverters.front().cutoff_voltage.value,
                     11.2);  // 2.8 V per cell
    EXPECT_DOUBLE_EQ(scenario.plant.inverters.front().restart_voltage.value, 12.0);  // 0.2 V above
}

TEST(ReadScenario, brings_settings_into_the_structs) {
    const Settings settings = ScenarioFolder().read().packs[0].settings;
    EXPECT_EQ(settings.switches.v_bypass, Volts{3.5});
    EXPECT_TRUE(settings.switches.blind_spot);
    EXPECT_EQ(settings.factory.cells, 8);
    EXPECT_EQ(settings.factory.sensor_rating, Amperes{250.0});  // as fitted on J1
    EXPECT_EQ(settings.factory.sensors, 2);
    EXPECT_EQ(settings.app.pin, "0042");
    EXPECT_EQ(settings.app.v_min_mv, 2801);
    EXPECT_EQ(settings.app.v_max_mv, 3600);
    EXPECT_EQ(settings.app.capacity_wh, 1920);  // 480 Wh per cell
    EXPECT_FALSE(settings.app.t_min_c);
}

// M-SW-03: default cells = smallest value of the table not below the boards fitted.
TEST(ReadScenario, factory_cells_default_to_the_next_higher_value_of_the_table) {
    const ScenarioFolder folder;
    const auto factory_cells = [&folder](const char* cells) {
        return folder
            .read({{"/settings/factory", "{}"},
                   {"/chain/clock_error_ppm", "0"},
                   {"/chain/cells", cells}})
            .packs[0]
            .settings.factory.cells;
    };
    EXPECT_EQ(factory_cells("2"), 4);
    EXPECT_EQ(factory_cells("4"), 4);
    EXPECT_EQ(factory_cells("5"), 8);
    EXPECT_EQ(factory_cells("129"), 156);
    EXPECT_EQ(factory_cells("255"), 255);
}

// M-CHN-08: a warning of the run, no mistake in the file.
TEST(ReadScenario, factory_cells_below_the_boards_fitted_are_read) {
    const Scenario scenario =
        ScenarioFolder().read({{"/chain/clock_error_ppm", "0"}, {"/chain/cells", "16"}});
    EXPECT_EQ(scenario.packs[0].settings.factory.cells, 8);
}

// M-OUT-03: v1.x closes LOAD 1-2 when discharging is allowed, v2.x 2-3.
TEST(ReadScenario, the_load_is_wired_as_the_version_of_the_out_board_asks) {
    using Board = OutBoardSettings;
    const ScenarioFolder folder;
    const auto out_board = [&folder](const char* json) {
        return folder.read({{"/settings/out_board", json}}).packs[0].settings.out_board;
    };
    EXPECT_EQ(out_board("{}").load_wired_to, Board::Contacts::pins_2_3);
    const Board old = out_board(R"({"version": "1.7", "data_out": "v1.2"})");
    EXPECT_EQ(old.version_major, 1);
    EXPECT_EQ(old.version_minor, 7);
    EXPECT_EQ(old.load_allowed(), Board::Contacts::pins_1_2);
    EXPECT_EQ(old.load_wired_to, Board::Contacts::pins_1_2);
    EXPECT_EQ(old.dialect, Board::Dialect::v1_2);
    EXPECT_EQ(old.records, Board::Records::counted_cells);
    const Board wrong = out_board(R"({"load_wired_to": "1-2", "records_over": "factory_cells"})");
    EXPECT_EQ(wrong.load_allowed(), Board::Contacts::pins_2_3);
    EXPECT_EQ(wrong.load_wired_to, Board::Contacts::pins_1_2);
    EXPECT_EQ(wrong.records, Board::Records::factory_cells);
}

TEST(ReadScenario, a_version_of_the_out_board_has_two_numbers) {
    const ScenarioFolder folder;
    for (const char* version : {"2", "2.", ".8", "1.x", "1.7b", "0.9", "16.0", "1.16", "-1.2"}) {
        const std::string json = std::string(R"({"version": ")") + version + "\"}";
        EXPECT_EQ(folder.error({{"/settings/out_board", json}}),
                  "--set: /settings/out_board/version: must be a version from \"1.0\" to "
                  "\"15.15\", got \"" +
                      std::string(version) + "\"");
    }
}

TEST(ReadScenario, per_cell_values_follow_the_number_of_cells) {
    const Scenario scenario =
        ScenarioFolder().read({{"/chain/clock_error_ppm", "0"}, {"/chain/cells", "16"}});
    EXPECT_EQ(scenario.plant.solar.front().peak_power, Watts{3600.0});
    EXPECT_EQ(scenario.packs[0].settings.app.capacity_wh, 7680);
}

TEST(ReadScenario, lanes_of_the_timeline_come_in_the_order_of_their_names) {
    const std::vector<TimelineLane> timeline =
        ScenarioFolder()
            .read({{"/timeline/b", "[]"}, {"/timeline/z", "[]"}, {"/timeline/a", "[]"}})
            .timeline;
    ASSERT_EQ(timeline.size(), 4U);
    EXPECT_EQ(timeline[0].name, "a");
    EXPECT_EQ(timeline[1].name, "b");
    EXPECT_EQ(timeline[2].name, "person");
    EXPECT_EQ(timeline[3].name, "z");
}

TEST(ReadScenario, steps_wait_for_a_time_for_the_step_before_or_for_a_condition) {
    const std::vector<TimelineLane> timeline = ScenarioFolder()
                                                   .read({{"/timeline/a", R"([
        {"at_s": 100, "switches": {}},
        {"after_s": 0.5, "switches": {}},
        {"when": "pack.current_a > 20", "within_s": 60, "switches": {}},
        {"when": "pack.current_a < 1", "switches": {}}])"}})
                                                   .timeline;
    const std::vector<TimelineStep>& steps = timeline[0].steps;
    ASSERT_EQ(steps.size(), 4U);
    EXPECT_EQ(steps[0].start, TimelineStep::Start::at);
    EXPECT_EQ(steps[0].time, Seconds{100.0});
    EXPECT_EQ(steps[1].start, TimelineStep::Start::after);
    EXPECT_EQ(steps[1].time, Seconds{0.5});
    EXPECT_EQ(steps[2].start, TimelineStep::Start::when);
    EXPECT_EQ(steps[2].condition, "pack.current_a > 20");
    EXPECT_EQ(steps[2].within, Seconds{60.0});
    EXPECT_EQ(steps[2].json_path, "/timeline/a/2");
    EXPECT_FALSE(steps[3].within);
}

// M-CHN-09
TEST(ReadScenario, boards_that_get_power_one_by_one_are_a_step_each) {
    const std::vector<TimelineLane> timeline = ScenarioFolder()
                                                   .read({{"/timeline/a", R"([
        {"at_s": 100, "power": {"boards": "2..4", "on": true, "every_s": 5}},
        {"at_s": 111, "power": {"boards": [1, "last"], "on": false}}])"}})
                                                   .timeline;
    const std::vector<TimelineStep>& steps = timeline[0].steps;
    ASSERT_EQ(steps.size(), 4U);
    EXPECT_EQ(steps[0].start, TimelineStep::Start::at);
    EXPECT_EQ(steps[1].start, TimelineStep::Start::after);
    EXPECT_EQ(steps[2].time, Seconds{5.0});
    EXPECT_EQ(std::get<PowerChange>(steps[2].action).boards, std::vector<int>{4});
    EXPECT_TRUE(std::get<PowerChange>(steps[2].action).on);
    EXPECT_EQ(std::get<PowerChange>(steps[3].action).boards, (std::vector<int>{1, 4}));
    EXPECT_FALSE(std::get<PowerChange>(steps[3].action).on);
}

TEST(ReadScenario, boards_are_mounted_at_the_start_as_told_else_all) {
    EXPECT_EQ(ScenarioFolder().read().packs.front().chain.mounted, (std::vector<int>{1, 2, 3, 4}));
    EXPECT_EQ(
        ScenarioFolder().read({{"/chain/mounted", R"(["first", 3])"}}).packs.front().chain.mounted,
        (std::vector<int>{1, 3}));
}

TEST(ReadScenario, timeline_steps_change_only_the_switches_they_name) {
    const std::vector<TimelineLane> timeline =
        ScenarioFolder()
            .read({{"/timeline/person", R"([{"at_s": 1, "switches": {"v_bypass_v": 3.6}}])"}})
            .timeline;
    const auto& change = std::get<SwitchChange>(timeline.at(0).steps.at(0).action);
    EXPECT_EQ(change.v_bypass, Volts{3.6});
    EXPECT_FALSE(change.fast_message || change.blind_spot || change.auto_zero ||
                 change.critical_mode);
}

TEST(ReadScenario, brings_what_is_done_with_the_app_into_the_struct) {
    const std::vector<TimelineLane> timeline =
        ScenarioFolder()
            .read(
                {{"/timeline/person",
                  R"([{"at_s": 1, "app": {"pin": "0042", "v_max_v": 3.6, "capacity_wh": {"per_cell": 480},
             "new_pin": "0007", "clear_energy": true, "stays_s": 60, "get": ["status", "cell 2"]}}])"}})
            .timeline;
    const auto& app = std::get<AppCommands>(timeline.at(0).steps.at(0).action);
    EXPECT_EQ(app.settings.pin, "0042");
    EXPECT_EQ(app.settings.v_max_mv, 3600);
    EXPECT_EQ(app.settings.capacity_wh, 1920);
    EXPECT_FALSE(app.settings.v_min_mv);
    EXPECT_EQ(app.new_pin, "0007");
    EXPECT_TRUE(app.clear_energy);
    EXPECT_EQ(app.stays, Seconds{60.0});
    EXPECT_EQ(app.asks, (std::vector<std::string>{"status", "cell 2"}));
}

TEST(ReadScenario, brings_expectations_into_the_structs) {
    const std::vector<Expectation> expect =
        ScenarioFolder()
            .read({{"/expect/2", R"({"id": "row", "order": ["a", "b"], "allow_untested": true})"}})
            .expect;
    ASSERT_EQ(expect.size(), 3U);
    EXPECT_EQ(expect[0].kind, Expectation::Kind::always);
    EXPECT_EQ(expect[0].condition, "out.alive");
    EXPECT_EQ(expect[0].from, Seconds{5.0});
    EXPECT_EQ(expect[1].kind, Expectation::Kind::whenever);
    EXPECT_EQ(expect[1].json_path, "/expect/1");
    EXPECT_EQ(expect[1].response, "not charge");
    EXPECT_EQ(expect[1].within, Seconds{5.0});
    EXPECT_FALSE(expect[1].stays);
    EXPECT_EQ(expect[2].kind, Expectation::Kind::order);
    EXPECT_EQ(expect[2].sequence, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(expect[2].allow_untested);
}

std::vector<double> biases(const Scenario& scenario) {
    std::vector<double> all;
    for (const PackCell& cell : scenario.packs[0].pack.cells)
        all.push_back(cell.voltage_bias.value);
    return all;
}

TEST(Distribution, is_the_same_in_every_reading) {
    const ScenarioFolder folder;
    EXPECT_EQ(biases(folder.read()), biases(folder.read()));
}

TEST(Distribution, is_another_with_another_seed) {
    const ScenarioFolder folder;
    EXPECT_NE(biases(folder.read()), biases(folder.read({{"/seed", "8"}})));
    EXPECT_EQ(biases(folder.read({{"/seed", "8"}})),
              biases(read_scenario(folder.path() / "scenario.json", {}, 8)));
}

TEST(Distribution, keeps_its_draws_when_a_field_is_added) {
    const ScenarioFolder folder;
    const std::vector<double> before = biases(folder.read());
    const Scenario scenario =
        folder.read({{"/pack/wire_resistance_ohm", R"({"normal": [0.01, 0.001]})"},
                     {"/pack/cell/resistance_factor", R"({"uniform": [0.9, 1.1]})"}});
    EXPECT_EQ(biases(scenario), before);
}

TEST(Distribution, keeps_the_first_cells_draws_when_cells_are_added) {
    const ScenarioFolder folder;
    const std::vector<double> four = biases(folder.read());
    std::vector<double> six =
        biases(folder.read({{"/chain/clock_error_ppm", "0"}, {"/chain/cells", "6"}}));
    six.resize(4);
    EXPECT_EQ(six, four);
}

TEST(Distribution, has_the_mean_and_deviation_it_names) {
    const Scenario scenario =
        ScenarioFolder().read({{"/chain/clock_error_ppm", "0"},
                               {"/chain/cells", "255"},
                               {"/pack/cell/capacity_factor", R"({"normal": [1.2, 0.05]})"}});
    double sum = 0.0;
    double squares = 0.0;
    for (const PackCell& cell : scenario.packs[0].pack.cells) {
        sum += cell.cell.capacity_factor;
        squares += (cell.cell.capacity_factor - 1.2) * (cell.cell.capacity_factor - 1.2);
    }
    EXPECT_NEAR(sum / 255.0, 1.2, 0.01);                   // 3 deviations of the mean
    EXPECT_NEAR(std::sqrt(squares / 255.0), 0.05, 0.007);  // 3 deviations of the deviation
}

TEST(Distribution, never_leaves_the_allowed_range) {
    const Scenario scenario =
        ScenarioFolder().read({{"/chain/clock_error_ppm", "0"},
                               {"/chain/cells", "255"},
                               {"/pack/wire_resistance_ohm", R"({"normal": [0.001, 0.01]})"}});
    for (const PackCell& cell : scenario.packs[0].pack.cells)
        EXPECT_GE(cell.wire_resistance.value, 0.0);
}

TEST(Distribution, may_stand_for_single_elements_of_a_list) {
    const Scenario scenario = ScenarioFolder().read(
        {{"/chain/clock_error_ppm", R"([5, {"uniform": [10, 20]}, 5, {"uniform": [10, 20]}])"}});
    const std::vector<physics::ClockLaw>& clocks = scenario.packs[0].chain.clocks;
    EXPECT_EQ(clocks[0].error_ppm, 5.0);
    EXPECT_GE(clocks[1].error_ppm, 10.0);
    EXPECT_LE(clocks[1].error_ppm, 20.0);
    EXPECT_NE(clocks[1].error_ppm, clocks[3].error_ppm);
}

TEST(Gradient, goes_in_equal_steps_from_the_first_cell_to_the_last) {
    const Scenario scenario = ScenarioFolder().read(
        {{"/chain/clock_temperature_ppm_per_k", R"({"gradient": [100, 400]})"}});
    EXPECT_EQ(scenario.packs[0].chain.clocks[0].per_kelvin_ppm, 100.0);
    EXPECT_EQ(scenario.packs[0].chain.clocks[1].per_kelvin_ppm, 200.0);
    EXPECT_EQ(scenario.packs[0].chain.clocks[2].per_kelvin_ppm, 300.0);
    EXPECT_EQ(scenario.packs[0].chain.clocks[3].per_kelvin_ppm, 400.0);
}

TEST(ReadScenario, lets_one_end_of_the_pack_be_colder_than_the_other) {
    const Scenario scenario =
        ScenarioFolder().read({{"/pack/ambient_c", R"({"gradient": [-20, 40]})"}});
    EXPECT_EQ(scenario.packs[0].pack.cells[0].ambient, Celsius{-20.0});
    EXPECT_EQ(scenario.packs[0].pack.cells[1].ambient, Celsius{0.0});
    EXPECT_EQ(scenario.packs[0].pack.cells[3].ambient, Celsius{40.0});
}

TEST(Firmware, of_single_boards_is_chosen_like_links_and_later_blocks_win) {
    const ScenarioFolder folder;
    const Scenario scenario = folder.read({{"/chain/firmware/boards", R"([
        {"boards": "2..3", "path": "/old.so"}, {"boards": ["last", 3], "path": "/new.so"}])"}});
    const FirmwareFiles& firmware = scenario.packs[0].chain.firmware;
    EXPECT_EQ(firmware.of_board(1, 4), "");  // the reference's
    EXPECT_EQ(firmware.of_board(2, 4), "/old.so");
    EXPECT_EQ(firmware.of_board(3, 4), "/new.so");
    EXPECT_EQ(firmware.of_board(4, 4), "/new.so");
}

TEST(Firmware, of_a_board_without_its_own_is_that_of_its_role) {
    const FirmwareFiles files{"in.so", "cell.so", "out.so"};
    EXPECT_EQ(files.of_board(1, 2), "in.so");
    EXPECT_EQ(files.of_board(2, 2), "out.so");
    EXPECT_EQ(files.of_board(2, 3), "cell.so");
}

// M-CHN-05: delay and distortion are parameters of that link, the rest of the chain is unchanged.
TEST(Links, are_chosen_by_number_range_or_word_and_later_blocks_add_to_earlier_ones) {
    const Scenario scenario = ScenarioFolder().read({{"/chain/links", R"([
        {"links": "all", "noise_pulses_per_s": 5, "noise_longest_us": 30},
        {"links": "2..3", "fall_delay_us": 1, "rise_delay_us": 4},
        {"links": "last", "noise_pulses_per_s": 0}])"}});
    ASSERT_EQ(scenario.packs[0].chain.links.size(), 3U);  // link k leaves board k of four
    EXPECT_EQ(scenario.packs[0].chain.links[0].noise.pulses_per_second, 5.0);
    EXPECT_DOUBLE_EQ(scenario.packs[0].chain.links[0].noise.longest_pulse.value, 30e-6);
    EXPECT_EQ(scenario.packs[0].chain.links[0].fall_delay.value, 0.0);
    EXPECT_DOUBLE_EQ(scenario.packs[0].chain.links[1].fall_delay.value, 1e-6);
    EXPECT_DOUBLE_EQ(scenario.packs[0].chain.links[2].rise_delay.value, 4e-6);
    EXPECT_EQ(scenario.packs[0].chain.links[1].noise.pulses_per_second, 5.0);
    EXPECT_EQ(scenario.packs[0].chain.links[2].noise.pulses_per_second, 0.0);
}

}  // namespace
}  // namespace cellchain::scenario
