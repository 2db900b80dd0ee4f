#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/scenario/scenario_folder.h"
#include "tests/sim/scenario/schema_check.h"

namespace cellchain::scenario {
namespace {

// The whole text that a person sees for each mistake: the valid scenario with one place changed.
struct BadRow {
    const char* name;
    const char* place;
    const char* replacement;
    const char* error;
};

std::string row_name(const testing::TestParamInfo<BadRow>& row) { return row.param.name; }

class BadScenario : public testing::TestWithParam<BadRow> {};

TEST_P(BadScenario, is_refused_in_these_words) {
    const ScenarioFolder folder;
    folder.write("scenario.json", valid_scenario_but(GetParam().place, GetParam().replacement));
    EXPECT_EQ(folder.error(), GetParam().error);
}

// What the schema cannot say: it depends on another value, on other files, or on the syntax.
const std::set<std::string>& only_the_reader_refuses() {
    static const std::set<std::string> names{"duplicate_key",
                                             "duplicate_key_inside",
                                             "list_of_another_length",
                                             "link_behind_the_last_board",
                                             "firmware_behind_the_last_board",
                                             "pulse_distortion_of_half_a_bit",
                                             "noise_pulse_shorter_than_the_shortest",
                                             "noise_all_the_time",
                                             "uniform_upside_down",
                                             "more_missing_than_fits",
                                             "more_missing_than_fits_into_old_cells",
                                             "limits_crossed",
                                             "phase_beyond_period",
                                             "profile_that_is_not_there",
                                             "restart_below_cutoff",
                                             "profile_file_missing",
                                             "column_misspelt",
                                             "steps_out_of_order",
                                             "fault_of_a_cell_that_is_not_there",
                                             "fault_of_a_link_that_is_not_there",
                                             "bad_contact_open_for_less_than_its_shortest",
                                             "power_of_a_board_that_is_not_there",
                                             "step_before_the_last_board_is_mounted",
                                             "change_of_a_profile_misspelt",
                                             "time_before_what_the_steps_before_take",
                                             "count_upside_down",
                                             "id_given_twice",
                                             "golden_trace_without_a_file",
                                             "golden_trace_without_its_column"};
    return names;
}

TEST_P(BadScenario, is_refused_by_the_schema_as_well_unless_it_takes_other_values_to_know) {
    const std::string text = valid_scenario_but(GetParam().place, GetParam().replacement);
    if (!nlohmann::json::accept(text))
        return;
    EXPECT_EQ(schema_admits(nlohmann::json::parse(text)),
              only_the_reader_refuses().count(GetParam().name) == 1);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Syntax, BadScenario, testing::Values(
    BadRow{"missing_comma", "\"seed\": 7,", "\"seed\": 7",
        "scenario.json: line 4, column 16: syntax error while parsing object - unexpected string "
        "literal; expected '}'"},
    BadRow{"not_a_number", "\"seed\": 7", "\"seed\": NaN",
        "scenario.json: line 3, column 13: syntax error while parsing value - invalid literal; "
        "last read: '\"seed\": N'"},
    BadRow{"infinite_number", "\"ambient_c\": 15", "\"ambient_c\": 1e999",
        "scenario.json: /pack/ambient_c: a number here is too large"},
    BadRow{"duplicate_key", "\"seed\": 7,", "\"seed\": 7, \"duration_s\": 5,",
        "scenario.json: /: key \"duration_s\" is given twice"},
    BadRow{"duplicate_key_inside", "\"id\": \"once\",", "\"id\": \"once\", \"id\": \"twice\",",
        "scenario.json: /expect/2: key \"id\" is given twice"}), row_name);

INSTANTIATE_TEST_SUITE_P(Keys, BadScenario, testing::Values(
    BadRow{"unknown_key", "\"seed\": 7", "\"sede\": 7",
        "scenario.json: /: unknown key \"sede\"; did you mean \"seed\"?"},
    BadRow{"unknown_key_far_from_all", "\"seed\": 7", "\"weather\": 7",
        "scenario.json: /: unknown key \"weather\""},
    BadRow{"misspelt_required_key", "\"rated_capacity_ah\"", "\"rated_capcity_ah\"",
        "scenario.json: /pack/cell: missing key \"rated_capacity_ah\"\n"
        "scenario.json: /pack/cell: unknown key \"rated_capcity_ah\"; did you mean "
        "\"rated_capacity_ah\"?"},
    BadRow{"missing_block", "\"chain\": {", "\"chains\": {",
        "scenario.json: /: missing key \"chain\""},
    BadRow{"missing_id", "\"id\": \"four\", ", "",
        "scenario.json: /about: missing key \"id\""},
    BadRow{"id_that_leads_elsewhere", "\"id\": \"four\"", "\"id\": \"../four\"",
        "scenario.json: /about/id: must be letters, digits, \"_\", \"-\" or \".\" and not begin "
        "with \".\", got \"../four\""},
    BadRow{"a_part_and_no_scenario", "\"seed\": 7", "\"kind\": \"pack\"",
        "scenario.json: /kind: this file is a part, kind \"pack\", not a scenario\n"
        "  hint: a scenario has \"about\" with an \"id\", and includes parts with "
        "{\"file\": ...}"},
    BadRow{"source_that_is_no_text", "\"made up for this test\"", "42",
        "scenario.json: /pack/source: must be a text, got 42"},
    BadRow{"list_in_place_of_a_block", "{\"period_s\": 10, \"signals\": [\"cells.voltage_v\"]}",
        "[10]",
        "scenario.json: /record: must be an object, got [10]"},
    BadRow{"text_in_place_of_a_list", "[\"cells.voltage_v\"]", "\"cells.voltage_v\"",
        "scenario.json: /record/signals: must be a list of texts, got \"cells.voltage_v\""},
    BadRow{"text_in_place_of_a_switch", "{\"auto_zero\": true}", "{\"auto_zero\": \"on\"}",
        "scenario.json: /timeline/person/0/switches/auto_zero: must be true or false, got "
        "\"on\""}), row_name);

INSTANTIATE_TEST_SUITE_P(Numbers, BadScenario, testing::Values(
    BadRow{"one_cell", "\"cells\": 4", "\"cells\": 1",
        "scenario.json: /chain/cells: must be between 2 and 255, got 1\n"
        "  hint: one IN board, one OUT board and up to 253 cell boards between them (M-CHN-01)"},
    BadRow{"too_many_cells", "\"cells\": 4,\n        \"clock_error_ppm\": [0, 100, -100, 0]",
        "\"cells\": 256",
        "scenario.json: /chain/cells: must be between 2 and 255, got 256\n"
        "  hint: one IN board, one OUT board and up to 253 cell boards between them (M-CHN-01)"},
    BadRow{"half_a_cell", "\"cells\": 4", "\"cells\": 4.5",
        "scenario.json: /chain/cells: must be a whole number, got 4.5\n"
        "  hint: one IN board, one OUT board and up to 253 cell boards between them (M-CHN-01)"},
    BadRow{"rate_that_no_divider_makes", "\"cells\": 4", "\"cells\": 4, \"bits_per_s\": 19200",
        "scenario.json: /chain/bits_per_s: must be one of 2400, 9600, 38400, got 19200; nearest is "
        "9600\n"
        "  hint: as production writes it to all boards of a chain"},
    BadRow{"negative_seed", "\"seed\": 7", "\"seed\": -7",
        "scenario.json: /seed: must be a whole number from 0 to 18446744073709551615, got -7"},
    BadRow{"longer_than_time_lasts", "\"duration_s\": 600", "\"duration_s\": 2e8",
        "scenario.json: /duration_s: must be above 0 and at most 183000000, got 200000000\n"
        "  hint: 5.8 years, what a 64-bit count of 10 ps can hold"},
    BadRow{"negative_capacity", "\"rated_capacity_ah\": 200", "\"rated_capacity_ah\": -180",
        "scenario.json: /pack/cell/rated_capacity_ah: must be above 0, got -180\n"
        "  hint: the rated capacity from the cell's datasheet, in ampere-hours"},
    BadRow{"text_in_place_of_a_number", "\"ambient_c\": 15", "\"ambient_c\": \"15\"",
        "scenario.json: /pack/ambient_c: must be a number, {\"normal\": [mean, deviation]} or "
        "{\"uniform\": [low, high]}, got \"15\""},
    BadRow{"per_cell_where_it_has_no_meaning", "\"ambient_c\": 15",
        "\"ambient_c\": {\"per_cell\": 15}",
        "scenario.json: /pack/ambient_c: must be a number, {\"normal\": [mean, deviation]} or "
        "{\"uniform\": [low, high]}, got {\"per_cell\":15}"},
    BadRow{"per_cell_out_of_range", "{\"per_cell\": 225}", "{\"per_cell\": -1}",
        "scenario.json: /plant/solar/peak_power_w: must be above 0, got -1 per cell, which makes "
        "-4"},
    BadRow{"list_of_another_length", "[0, 100, -100, 0]", "[0, 100, -100]",
        "scenario.json: /chain/clock_error_ppm: must have one number for each of the 4 cells, "
        "got 3"},
    BadRow{"clock_beyond_the_receiver", "[0, 100, -100, 0]", "[0, 100, -60000, 0]",
        "scenario.json: /chain/clock_error_ppm/2: must be between -50000 and 50000, got -60000\n"
        "  hint: receivers follow a sender that is up to about 4 % off"},
    BadRow{"gradient_of_one_number", "[0, 100, -100, 0]", "{\"gradient\": [5]}",
        "scenario.json: /chain/clock_error_ppm/gradient: must be [number at the first, number at "
        "the last], got [5]"},
    BadRow{"gradient_out_of_range", "[0, 100, -100, 0]", "{\"gradient\": [0, 70000]}",
        "scenario.json: /chain/clock_error_ppm/gradient: must be between -50000 and 50000, got "
        "70000\n"
        "  hint: receivers follow a sender that is up to about 4 % off"},
    BadRow{"link_behind_the_last_board", "\"cells\": 4,",
        "\"cells\": 4, \"links\": [{\"links\": [1, \"3..4\"]}],",
        "scenario.json: /chain/links/0/links: must be a number from 1 to 3, \"first\", \"last\", "
        "\"all\", a range \"1..3\" or a list of these, got [1,\"3..4\"]"},
    BadRow{"links_not_chosen", "\"cells\": 4,",
        "\"cells\": 4, \"links\": [{\"fall_delay_us\": 1}],",
        "scenario.json: /chain/links/0: missing key \"links\""},
    BadRow{"pulse_distortion_of_half_a_bit", "\"cells\": 4,",
        "\"cells\": 4, \"links\": [{\"links\": \"all\", \"rise_delay_us\": 50}],",
        "scenario.json: /chain/links/0: rise_delay_us and fall_delay_us must be within 12 of each "
        "other, got 50 and 0\n"
        "  hint: the difference shortens or lengthens every bit; at 38400 baud one is 26 us"},
    BadRow{"noise_pulse_shorter_than_the_shortest", "\"cells\": 4,",
        "\"cells\": 4, \"links\": [{\"links\": 2, \"noise_shortest_us\": 30}],",
        "scenario.json: /chain/links/0: noise_longest_us must be at least noise_shortest_us, 30, "
        "got 20"},
    BadRow{"noise_all_the_time", "\"cells\": 4,",
        "\"cells\": 4, \"links\": [{\"links\": 2, \"noise_pulses_per_s\": 1000, "
        "\"noise_longest_us\": 60}],",
        "scenario.json: /chain/links/0: noise may cover 5 % of the time at most, got 1000 pulses "
        "of up to 60 us a second"},
    BadRow{"distribution_of_one_number", "[-0.01, 0.01]", "[0.01]",
        "scenario.json: /pack/voltage_bias_v/uniform: must be [low, high], got [0.01]"},
    BadRow{"uniform_upside_down", "[-0.01, 0.01]", "[0.02, 0.01]",
        "scenario.json: /pack/voltage_bias_v/uniform/1: must be at least the low end 0.02, got "
        "0.01"},
    BadRow{"negative_deviation", "\"missing_charge_ah\": 30",
        "\"missing_charge_ah\": {\"normal\": [30, -1]}",
        "scenario.json: /pack/missing_charge_ah/normal/1: must be at least 0, got -1"},
    BadRow{"mean_out_of_range", "\"missing_charge_ah\": 30",
        "\"missing_charge_ah\": {\"normal\": [-30, 1]}",
        "scenario.json: /pack/missing_charge_ah/normal/0: must be at least 0, got -30\n"
        "  hint: ampere-hours that each cell lacks to full"}), row_name);

INSTANTIATE_TEST_SUITE_P(Pack, BadScenario, testing::Values(
    BadRow{"charge_told_twice", "\"missing_charge_ah\": 30",
        "\"missing_charge_ah\": 30, \"state_of_charge\": 0.5",
        "scenario.json: /pack: must have exactly one of \"state_of_charge\", "
        "\"missing_charge_ah\", got 2"},
    BadRow{"charge_not_told", "\"missing_charge_ah\": 30,", "",
        "scenario.json: /pack: must have exactly one of \"state_of_charge\", "
        "\"missing_charge_ah\", got 0"},
    BadRow{"more_missing_than_fits", "\"missing_charge_ah\": 30", "\"missing_charge_ah\": 301",
        "scenario.json: /pack/missing_charge_ah: must be at most the capacity, 300.0 Ah for cell "
        "1, got 301.0"},
    BadRow{"more_missing_than_fits_into_old_cells", "\"missing_charge_ah\": 30",
        "\"missing_charge_ah\": 241, \"ageing\": {\"calendar_loss\": 0.2}",
        "scenario.json: /pack/missing_charge_ah: must be at most the capacity, 240.0 Ah for cell "
        "1, got 241.0"},
    BadRow{"loss_in_percent", "\"ambient_c\": 15",
        "\"ambient_c\": 15, \"ageing\": {\"calendar_loss\": 20}",
        "scenario.json: /pack/ageing/calendar_loss: must be between 0 and 0.4, got 20\n"
        "  hint: a fraction of the capacity when new"},
    BadRow{"ageing_that_turns_back", "\"ambient_c\": 15",
        "\"ambient_c\": 15, \"ageing\": {\"pace\": -1}",
        "scenario.json: /pack/ageing/pace: must be at least 0, got -1\n"
        "  hint: 1 is as time passes, 0 not at all"}), row_name);

INSTANTIATE_TEST_SUITE_P(Settings, BadScenario, testing::Values(
    BadRow{"v_bypass_not_on_the_switches", "\"v_bypass_v\": 3.5", "\"v_bypass_v\": 3.8",
        "scenario.json: /settings/switches/v_bypass_v: must be one of 3.4, 3.5, 3.6, 3.7, 4, "
        "4.1, 4.2, 4.3, got 3.8; nearest is 3.7"},
    BadRow{"sensor_that_is_not_sold", "\"rating_a\": 250", "\"rating_a\": 300",
        "scenario.json: /sensors/charge/rating_a: must be one of 25, 50, 100, 250, 400, 500, "
        "1000, 2000, got 300; nearest is 250"},
    BadRow{"factory_cells_not_in_the_table", "\"factory\": {\"cells\": 8}",
        "\"factory\": {\"cells\": 10}",
        "scenario.json: /settings/factory/cells: must be one of 4, 8, 12, 16, 20, 24, 28, 32, "
        "48, 64, 80, 96, 128, 156, 204, 255, got 10; nearest is 8"},
    BadRow{"pin_of_three_digits", "\"pin\": \"0042\"", "\"pin\": \"042\"",
        "scenario.json: /settings/app/pin: must be four digits, got \"042\""},
    BadRow{"limits_crossed", "\"v_min_v\": 2.801", "\"v_min_v\": 3.7",
        "scenario.json: /settings/app/v_min_v: must be below v_max_v"},
    BadRow{"millivolts_for_volts", "\"v_max_v\": 3.6", "\"v_max_v\": 3600",
        "scenario.json: /settings/app/v_max_v: must be between 2 and 5, got 3600\n"
        "  hint: volts of one cell"}), row_name);

INSTANTIATE_TEST_SUITE_P(Firmware, BadScenario, testing::Values(
    BadRow{"nobody_mounted", "\"firmware\": {", "\"mounted\": [], \"firmware\": {",
        "scenario.json: /chain/mounted: must be a number from 1 to 4, \"first\", \"last\", \"all\", "
        "a range \"1..4\" or a list of these, got []"},
    BadRow{"fault_policy_misspelt", "\"firmware/cell.so\"", "\"firmware/cell.so\", \"on_fault\": \"isolat\"",
        "scenario.json: /chain/firmware/on_fault: must be one of \"stop\", \"isolate\", "
        "\"reset\", got \"isolat\"; did you mean \"isolate\"?"},
    BadRow{"firmware_behind_the_last_board", "\"firmware/cell.so\"",
        "\"firmware/cell.so\", \"boards\": [{\"boards\": 5, \"path\": \"old.so\"}]",
        "scenario.json: /chain/firmware/boards/0/boards: must be a number from 1 to 4, \"first\", "
        "\"last\", \"all\", a range \"1..4\" or a list of these, got 5"},
    BadRow{"firmware_of_boards_without_a_file", "\"firmware/cell.so\"",
        "\"firmware/cell.so\", \"boards\": [{\"boards\": 2}]",
        "scenario.json: /chain/firmware/boards/0: missing key \"path\""}), row_name);

INSTANTIATE_TEST_SUITE_P(Plant, BadScenario, testing::Values(
    BadRow{"phase_beyond_period", "\"phase_s\": 1.5", "\"phase_s\": 2",
        "scenario.json: /plant/phase_s: must be below period_s, 2, got 2"},
    BadRow{"profile_that_is_not_there", "\"profile\": \"sun\"", "\"profile\": \"son\"",
        "scenario.json: /plant/solar/profile: no profile \"son\"; did you mean \"sun\"?\n"
        "  hint: a name of the scenario's block \"profiles\""},
    BadRow{"restart_below_cutoff", "\"cutoff_v\": {\"per_cell\": 2.8}",
        "\"cutoff_v\": 12, \"restart_v\": 11",
        "scenario.json: /plant/inverter/restart_v: must be at least 12, got 11\n"
        "  hint: not below cutoff_v, where the inverter switches off"},
    BadRow{"interpolation_misspelt", "\"linear\"", "\"liner\"",
        "scenario.json: /profiles/sun/interpolation: must be one of \"hold\", \"linear\", "
        "\"energy_preserving\", got \"liner\"; did you mean \"linear\"?"},
    BadRow{"profile_file_missing", "\"sun.csv\", \"column\": \"power_w\"",
        "\"moon.csv\", \"column\": \"power_w\"",
        "scenario.json: /profiles/house/csv: no file moon.csv\n"
        "  hint: the name is relative to the file which gives it"},
    BadRow{"column_misspelt", "\"column\": \"power_w\"", "\"column\": \"power_kw\"",
        "sun.csv: line 2: no column \"power_kw\"; did you mean \"power_w\"?"}), row_name);

INSTANTIATE_TEST_SUITE_P(TimelineAndExpectations, BadScenario, testing::Values(
    BadRow{"steps_out_of_order", "\"at_s\": 200", "\"at_s\": 100",
        "scenario.json: /timeline/person/1/at_s: must be above 100, the step before it, got 100"},
    BadRow{"step_without_action", ", \"switches\": {\"auto_zero\": true}", "",
        "scenario.json: /timeline/person/0: must have exactly one of \"switches\", \"app\", "
        "\"button\", \"power\", \"profile\", \"fault\", \"repair\", got 0"},
    BadRow{"step_with_two_actions", "\"switches\": {\"auto_zero\": true}",
        "\"switches\": {\"auto_zero\": true}, \"app\": {}",
        "scenario.json: /timeline/person/0: must have exactly one of \"switches\", \"app\", "
        "\"button\", \"power\", \"profile\", \"fault\", \"repair\", got 2"},
    BadRow{"fault_of_no_known_kind", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"sensor_stick\"}",
        "scenario.json: /timeline/person/0/fault/kind: must be one of \"sensor_stuck\", "
        "\"sensor_disconnected\", \"sensor_offset_step\", \"relay_welded\", \"relay_stuck\", "
        "\"relay_coil_open\", \"joint_loose\", \"cell_leak\", \"bypass_open\", "
        "\"bypass_stuck_on\", \"link_cut\", \"link_stuck\", \"link_noisy\", \"link_intermittent\", "
        "got \"sensor_stick\"; did you mean \"sensor_stuck\"?"},
    BadRow{"fault_of_a_link_that_is_not_there", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"link_cut\", \"links\": 4}",
        "scenario.json: /timeline/person/0/fault/links: must be a number from 1 to 3, \"first\", "
        "\"last\", \"all\", a range \"1..3\" or a list of these, got 4"},
    BadRow{"link_stuck_at_no_level", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"link_stuck\", \"links\": 1}",
        "scenario.json: /timeline/person/0/fault: missing key \"level\""},
    BadRow{"link_noisy_without_noise", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"link_noisy\", \"links\": 1}",
        "scenario.json: /timeline/person/0/fault: missing key \"noise_pulses_per_s\""},
    BadRow{"bad_contact_open_for_less_than_its_shortest",
        "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"link_intermittent\", \"links\": 1, \"open_shortest_s\": 2}",
        "scenario.json: /timeline/person/0/fault: open_longest_s must be at least "
        "open_shortest_s, 2, got 1.5"},
    BadRow{"step_of_a_zero_without_its_size", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"sensor_offset_step\", \"sensor\": \"load\"}",
        "scenario.json: /timeline/person/0/fault: missing key \"step_a\""},
    BadRow{"repair_with_a_size", "\"switches\": {\"auto_zero\": true}",
        "\"repair\": {\"kind\": \"sensor_offset_step\", \"sensor\": \"load\", \"step_a\": 1}",
        "scenario.json: /timeline/person/0/repair: unknown key \"step_a\""},
    BadRow{"fault_of_a_cell_that_is_not_there", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"bypass_open\", \"cells\": 5}",
        "scenario.json: /timeline/person/0/fault/cells: must be a number from 1 to 4, \"first\", "
        "\"last\", \"all\", a range \"1..4\" or a list of these, got 5"},
    BadRow{"power_of_nobody", "\"switches\": {\"auto_zero\": true}", "\"power\": {\"on\": true}",
        "scenario.json: /timeline/person/0/power: missing key \"boards\""},
    BadRow{"power_neither_on_nor_off", "\"switches\": {\"auto_zero\": true}",
        "\"power\": {\"boards\": \"all\"}",
        "scenario.json: /timeline/person/0/power: missing key \"on\""},
    BadRow{"power_of_a_board_that_is_not_there", "\"switches\": {\"auto_zero\": true}",
        "\"power\": {\"boards\": [1, 9], \"on\": true}",
        "scenario.json: /timeline/person/0/power/boards: must be a number from 1 to 4, \"first\", "
        "\"last\", \"all\", a range \"1..4\" or a list of these, got [1,9]"},
    BadRow{"boards_mounted_too_fast", "\"switches\": {\"auto_zero\": true}",
        "\"power\": {\"boards\": \"all\", \"on\": true, \"every_s\": 0}",
        "scenario.json: /timeline/person/0/power/every_s: must be at least 0.001, got 0"},
    BadRow{"step_before_the_last_board_is_mounted", "\"switches\": {\"auto_zero\": true}",
        "\"power\": {\"boards\": \"all\", \"on\": true, \"every_s\": 40}",
        "scenario.json: /timeline/person/1/at_s: must be above 220, the step before it, got 200"},
    BadRow{"app_that_leaves_before_it_comes", "\"switches\": {\"auto_zero\": true}",
        "\"app\": {\"stays_s\": -1}",
        "scenario.json: /timeline/person/0/app/stays_s: must be at least 0, got -1"},
    BadRow{"button_held_for_no_time", "\"switches\": {\"auto_zero\": true}", "\"button\": {}",
        "scenario.json: /timeline/person/0/button: missing key \"held_s\""},
    BadRow{"change_of_a_profile_misspelt", "\"switches\": {\"auto_zero\": true}",
        "\"profile\": {\"name\": \"son\", \"scale\": 0.5}",
        "scenario.json: /timeline/person/0/profile/name: no profile \"son\"; did you mean \"sun\"?\n"
        "  hint: a name of the scenario's block \"profiles\""},
    BadRow{"weld_without_its_contact", "\"switches\": {\"auto_zero\": true}",
        "\"fault\": {\"kind\": \"relay_welded\", \"relay\": \"charge\"}",
        "scenario.json: /timeline/person/0/fault: missing key \"contact\""},
    BadRow{"relay_faster_than_boards_run_ahead", "\"record\": {",
        "\"relays\": {\"load\": {\"operate_time_ms\": 1}}, \"record\": {",
        "scenario.json: /relays/load/operate_time_ms: must be between 2 and 20, got 1"},
    BadRow{"sensor_mounted_sideways", "\"rating_a\": 100, \"noise_a\"",
        "\"mounted\": \"sideways\", \"noise_a\"",
        "scenario.json: /sensors/load/mounted: must be one of \"forwards\", \"backwards\", got "
        "\"sideways\""},
    BadRow{"step_without_time", "\"at_s\": 100, ", "",
        "scenario.json: /timeline/person/0: must have exactly one of \"at_s\", \"after_s\", "
        "\"when\", got 0"},
    BadRow{"step_of_two_times", "\"at_s\": 100", "\"at_s\": 100, \"after_s\": 5",
        "scenario.json: /timeline/person/0: must have exactly one of \"at_s\", \"after_s\", "
        "\"when\", got 2"},
    BadRow{"time_before_what_the_steps_before_take", "\"at_s\": 100", "\"after_s\": 250",
        "scenario.json: /timeline/person/1/at_s: must be above 250, the step before it, got 200"},
    BadRow{"wait_too_short", "\"at_s\": 100", "\"after_s\": 0.0005",
        "scenario.json: /timeline/person/0/after_s: must be 0 or at least 0.001, got 0.0005"},
    BadRow{"time_with_a_deadline", "\"at_s\": 100", "\"at_s\": 100, \"within_s\": 5",
        "scenario.json: /timeline/person/0/within_s: belongs to \"when\""},
    BadRow{"app_action_misspelt", "\"switches\": {\"auto_zero\": true}",
        "\"app\": {\"clear_enrgy\": true}",
        "scenario.json: /timeline/person/0/app: unknown key \"clear_enrgy\"; did you mean "
        "\"clear_energy\"?"},
    BadRow{"new_pin_of_five_digits", "\"switches\": {\"auto_zero\": true}",
        "\"app\": {\"new_pin\": \"12345\"}",
        "scenario.json: /timeline/person/0/app/new_pin: must be four digits, got \"12345\""},
    BadRow{"question_of_two_lines", "\"switches\": {\"auto_zero\": true}",
        "\"app\": {\"get\": [\"status\\nclear energy\"]}",
        "scenario.json: /timeline/person/0/app/get/0: must be at most 35 plain characters, got "
        "\"status\\nclear energy\""},
    BadRow{"expectation_of_two_kinds", "\"always\": \"out.alive\"",
        "\"always\": \"out.alive\", \"never\": \"out.dead\"",
        "scenario.json: /expect/0: must have exactly one of \"always\", \"never\", \"whenever\", "
        "\"count\", \"order\", \"equals\", got 2"},
    BadRow{"key_of_another_kind", "\"from_s\": 5", "\"within_s\": 5",
        "scenario.json: /expect/0/within_s: belongs to \"whenever\", this is \"always\""},
    BadRow{"whenever_without_then", "\"then\": \"not charge\", ", "",
        "scenario.json: /expect/1: missing key \"then\""},
    BadRow{"count_of_anything", ", \"at_most\": 1", "",
        "scenario.json: /expect/2: \"count\" needs \"at_least\", \"at_most\" or both"},
    BadRow{"count_upside_down", "\"at_most\": 1", "\"at_least\": 3, \"at_most\": 1",
        "scenario.json: /expect/2/at_most: must be at least at_least, 3, got 1"},
    BadRow{"order_of_one", "\"count\": \"out.full\", \"at_most\": 1", "\"order\": [\"out.full\"]",
        "scenario.json: /expect/2/order: must have at least two conditions, got 1"},
    BadRow{"golden_trace_without_a_file", "\"always\": \"out.alive\"",
        "\"equals\": {\"signal\": \"pack.voltage_v\", \"csv\": \"gold.csv\", "
        "\"column\": \"v\", \"tolerance\": 0.1}",
        "scenario.json: /expect/0/equals/csv: no file gold.csv\n"
        "  hint: the name is relative to the file which gives it"},
    BadRow{"golden_trace_without_its_column", "\"always\": \"out.alive\"",
        "\"equals\": {\"signal\": \"pack.voltage_v\", \"csv\": \"sun.csv\", "
        "\"column\": \"power\", \"tolerance\": 0.1}",
        "sun.csv: line 2: no column \"power\"; did you mean \"power_w\"?"},
    BadRow{"golden_trace_without_tolerance", "\"always\": \"out.alive\"",
        "\"equals\": {\"signal\": \"pack.voltage_v\", \"csv\": \"sun.csv\", "
        "\"column\": \"power_w\"}",
        "scenario.json: /expect/0/equals: missing key \"tolerance\""},
    BadRow{"golden_trace_that_has_to_be_met", "\"always\": \"out.alive\"",
        "\"equals\": {\"signal\": \"pack.voltage_v\", \"csv\": \"sun.csv\", "
        "\"column\": \"power_w\", \"tolerance\": 0}",
        "scenario.json: /expect/0/equals/tolerance: must be above 0, got 0"},
    BadRow{"empty_condition", "\"always\": \"out.alive\"", "\"always\": \"\"",
        "scenario.json: /expect/0/always: must be a text that is not empty, got \"\""},
    BadRow{"id_given_twice", "\"id\": \"once\"", "\"id\": \"alive\"",
        "scenario.json: /expect/2/id: \"alive\" is the id of an earlier expectation"}), row_name);
// clang-format on

TEST(BadScenario, tells_all_mistakes_at_once) {
    const ScenarioFolder folder;
    EXPECT_EQ(folder.error({{"/pack/ambient_c", "500"}, {"/settings/app/pin", "\"12\""}}),
              "--set: /pack/ambient_c: must be between -60 and 100, got 500\n"
              "--set: /settings/app/pin: must be four digits, got \"12\"");
}

TEST(BadScenario, tells_the_first_twenty_mistakes_and_counts_the_rest) {
    const ScenarioFolder folder;
    std::string keys;
    for (int i = 0; i < 25; ++i)
        keys += "\"weather" + std::to_string(i) + "\": 0, ";
    folder.write("scenario.json", valid_scenario_but("\"seed\": 7", keys + "\"seed\": 7"));
    const std::string error = folder.error();
    EXPECT_EQ(error.substr(error.rfind('\n') + 1), "and 5 more");
}

TEST(BadScenario, that_does_not_exist_is_named) {
    const ScenarioFolder folder;
    std::filesystem::remove(folder.path() / "scenario.json");
    EXPECT_EQ(folder.error(), "scenario.json: cannot be opened: No such file or directory");
}

TEST(BadScenario, that_is_a_folder_is_named) {
    const ScenarioFolder folder;
    std::filesystem::remove(folder.path() / "scenario.json");
    std::filesystem::create_directory(folder.path() / "scenario.json");
    EXPECT_EQ(folder.error(), "scenario.json: cannot be opened: is a directory");
}

TEST(BadScenario, that_is_a_list_is_no_scenario) {
    const ScenarioFolder folder;
    folder.write("scenario.json", "[]");
    EXPECT_EQ(folder.error(), "scenario.json: /: must be an object, got []");
}

TEST(BadScenario, nested_without_end_is_refused) {
    const ScenarioFolder folder;
    folder.write("scenario.json", std::string(100000, '['));
    EXPECT_EQ(folder.error(), "scenario.json: nested deeper than 64 levels");
}

}  // namespace
}  // namespace cellchain::scenario
