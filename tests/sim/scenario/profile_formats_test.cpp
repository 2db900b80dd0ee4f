#include <gtest/gtest.h>

#include <string>

#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

// Six hours of a typical year as PVGIS serves it, cut; the irradiance is that of 0.5 h later.
const char* const typical_year_csv =
    "Latitude (decimal degrees): 45.000\r\n"
    "Longitude (decimal degrees): 8.000\r\n"
    "Elevation (m): 250.0\r\n"
    "Irradiance Time Offset (h): 0.5\r\n"
    "month,year\r\n"
    "1,2018\r\n"
    "2,2007\r\n"
    "time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP\r\n"
    "20180131:2200,2.0,70.0,0.0,0.0,0.0,250.0,0.8,10.0,99000.0\r\n"
    "20180131:2300,1.0,70.0,0.0,0.0,0.0,250.0,0.8,10.0,99000.0\r\n"
    "20070201:0000,0.0,70.0,100.0,0.0,100.0,250.0,0.8,10.0,99000.0\r\n"
    "20070201:0100,-1.0,70.0,300.0,0.0,300.0,250.0,0.8,10.0,99000.0\r\n"
    "\r\n"
    "T2m: 2-m air temperature (degree Celsius)\r\n"
    "G(h): Global irradiance on the horizontal plane (W/m2)\r\n"
    "\r\n"
    "PVGIS (c) European Union, 2001-2026\r\n";

const char* const hourly_csv =
    "Latitude (decimal degrees):\t45.000\n"
    "Longitude (decimal degrees):\t8.000\n"
    "Elevation (m):\t250\n"
    "Radiation database:\tPVGIS-SARAH3\n"
    "\n"
    "\n"
    "Slope: 30 deg. (optimum)\n"
    "Azimuth: -20 deg. \n"
    "Nominal power of the PV system (c-Si) (kWp):\t1.0\n"
    "System losses (%):\t14.0\n"
    "time,P,G(i),H_sun,T2m,WS10m,Int\n"
    "20230601:1010,500.0,700.0,50.1,20.0,1.0,0.0\n"
    "20230601:1110,600.0,800.0,60.1,21.0,1.0,0.0\n"
    "\n"
    "P: PV system power (W)\n";

const char* const pvlib_csv =
    "time,ghi,poa_global,temp_air\n"
    "2018-03-25T01:00:00+01:00,0,0,5\n"
    "2018-03-25T03:00:00+02:00,200,250,6\n"
    "2018-03-25T04:00:00+02:00,400,500,7\n";

/// The sun's profile of the valid scenario, stated otherwise; `extra` goes into /plant/solar.
std::string with_sun(const std::string& block, const std::string& extra = "") {
    std::string text = valid_scenario_but(
        "{\"csv\": \"sun.csv\", \"column\": \"ghi_w_per_m2\", \"interpolation\": \"linear\"}",
        "{" + block + ", \"after_end\": \"hold\"}");
    const std::string place = "\"profile\": \"sun\"";
    return text.replace(text.find(place), place.size(), place + extra);
}

class ProfileFormats : public testing::Test {
protected:
    ProfileFormats() {
        folder.write("tmy.csv", typical_year_csv);
        folder.write("hourly.csv", hourly_csv);
        folder.write("pvlib.csv", pvlib_csv);
    }
    physics::TimeSeries sun(const std::string& block, const std::string& extra = "") const {
        folder.write("scenario.json", with_sun(block, extra));
        EXPECT_EQ(folder.error(), "no error");
        return folder.read().plant.solar.front().irradiance;
    }
    std::string error(const std::string& block, const std::string& extra = "") const {
        folder.write("scenario.json", with_sun(block, extra));
        return folder.error();
    }

    const ScenarioFolder folder;
};

const std::string tmy = R"json("csv": "tmy.csv", "format": "pvgis", "column": "G(h)")json";
const std::string hourly = R"json("csv": "hourly.csv", "format": "pvgis", "column": "G(i)")json";
const std::string pvlib = R"("csv": "pvlib.csv", "format": "pvlib", "column": "poa_global")";

// The third row stands for 0:00 and tells of 0:30: 2.5 h after the first one's stamp, at which the
// run begins unless `start` says otherwise. It lies in another year than the first.
TEST_F(ProfileFormats, typical_year_of_pvgis_runs_on_from_month_to_month) {
    const physics::TimeSeries series = sun(tmy + R"(, "start": "2001-01-31T22:00Z")");
    EXPECT_EQ(series.at(Seconds{2.5 * 3600.0 - 1.0}), 0.0);
    EXPECT_EQ(series.at(Seconds{2.5 * 3600.0}), 100.0);
    EXPECT_EQ(series.at(Seconds{3.5 * 3600.0}), 300.0);
    EXPECT_EQ(series.last_time(), Seconds{4.5 * 3600.0});  // the last row has its hour, too
}

// 1 February 1:00 in a zone an hour ahead of UTC is its midnight: half an hour before row three.
TEST_F(ProfileFormats, run_begins_at_any_time_of_the_file_in_any_zone) {
    const physics::TimeSeries series = sun(tmy + R"(, "start": "2024-02-01T01:00+01:00")");
    EXPECT_EQ(series.at(Seconds{0.0}), 0.0);
    EXPECT_EQ(series.at(Seconds{1800.0}), 100.0);
}

// By hand: 100 and 300 Wh/m2 on the last two hours, nothing before.
TEST_F(ProfileFormats, energy_preserving_gives_each_hour_its_energy) {
    const physics::TimeSeries series =
        sun(tmy + R"(, "start": "2001-01-31T22:30Z", "interpolation": "energy_preserving")");
    const double expected[] = {0.0, 0.0, 100.0, 300.0};
    for (int hour = 0; hour < 4; ++hour) {
        double energy_wh = 0.0;
        for (int second = 0; second < 3600; ++second)
            energy_wh += series.at(Seconds{3600.0 * hour + second + 0.5}) / 3600.0;
        EXPECT_NEAR(energy_wh, expected[hour], 1e-4) << hour;
    }
    EXPECT_GT(series.at(Seconds{3.0 * 3600.0 - 60.0}), 150.0);  // dawn rises within its hour
}

TEST_F(ProfileFormats, hourly_series_of_pvgis_carries_its_plane) {
    const std::string plane = R"(, "plane": {"slope_deg": 30, "azimuth_deg": -20,
                                             "azimuth_zero": "south"})";
    const physics::TimeSeries series = sun(hourly + plane, plane);
    EXPECT_EQ(series.at(Seconds{0.0}), 700.0);
    EXPECT_EQ(series.at(Seconds{3600.0}), 800.0);
}

TEST_F(ProfileFormats, time_stamps_of_pvlib_run_through_the_change_to_summer_time) {
    const physics::TimeSeries series = sun(pvlib);
    EXPECT_EQ(series.at(Seconds{3599.0}), 0.0);
    EXPECT_EQ(series.at(Seconds{3600.0}), 250.0);
    EXPECT_EQ(series.at(Seconds{7200.0}), 500.0);
}

TEST_F(ProfileFormats, stamps_without_zone_take_the_one_that_is_stated) {
    folder.write("local.csv", "stamp,sun_kw_per_m2\n2018-03-25 01:00,0.1\n2018-03-25 01:15,0.2\n");
    const physics::TimeSeries series =
        sun(R"("csv": "local.csv", "format": "pvlib", "column": "sun_kw_per_m2",
               "utc_offset_h": -7, "start": "2018-03-25T08:15Z")");
    EXPECT_NEAR(series.at(Seconds{0.0}), 200.0, 1e-9);
    EXPECT_NEAR(series.at(Seconds{-1.0}), 100.0, 1e-9);
}

// A meter's 0.3 kWh of a quarter of an hour are 1200 W all along.
TEST_F(ProfileFormats, energy_of_a_step_becomes_its_power) {
    folder.write("meter.csv", "time_s,kwh\n0,0.3\n900,0.1\n1800,0\n");
    folder.write("scenario.json",
                 valid_scenario_but("\"house\": {\"csv\": \"sun.csv\", \"column\": \"power_w\"}",
                                    "\"house\": {\"csv\": \"meter.csv\", \"column\": \"kwh\", "
                                    "\"unit\": \"kwh\"}"));
    const physics::TimeSeries load = folder.read().plant.inverters.front().load;
    EXPECT_NEAR(load.at(Seconds{10.0}), 1200.0, 1e-9);
    EXPECT_NEAR(load.at(Seconds{900.0}), 400.0, 1e-9);
}

TEST_F(ProfileFormats, what_a_plane_is_counts_not_how_it_is_written) {
    const std::string from_south = R"(, "plane": {"slope_deg": 30, "azimuth_deg": -20,
                                                  "azimuth_zero": "south"})";
    const std::string from_north = R"(, "plane": {"slope_deg": 30, "azimuth_deg": 160,
                                                  "azimuth_zero": "north"})";
    EXPECT_EQ(error(hourly + from_south, from_north), "no error");
    EXPECT_EQ(error(tmy, R"(, "plane": {"slope_deg": 0})"), "no error");
}

struct WrongRow {
    const char* name;
    std::string block;
    std::string solar;
    const char* error;
};

class WrongProfile : public ProfileFormats, public testing::WithParamInterface<WrongRow> {};

TEST_P(WrongProfile, is_refused_in_these_words) {
    folder.write("gap.csv",
                 "time_utc,ghi\n2018-01-01T00:00,0\n2018-01-01T01:00,0\n"
                 "2018-01-01T03:00,0\n");
    folder.write("back.csv", "time_utc,ghi\n2018-01-01T00:00,0\n2018-01-01T00:00,0\n");
    folder.write("years.csv",
                 "time_utc,ghi\n2018-01-31T22:00,0\n2018-01-31T23:00,0\n"
                 "2007-02-01T00:00,0\n");
    folder.write("leap.csv", "time_utc,ghi\n2016-02-28T23:00,0\n2016-02-29T00:00,0\n");
    folder.write("no_zone.csv", "time,ghi\n2018-01-01T00:00,0\n");
    folder.write("bright.csv", "time_s,ghi_w_per_m2\n0,0\n600,3600000\n");
    EXPECT_EQ(error(GetParam().block, GetParam().solar), GetParam().error);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Time, WrongProfile, testing::Values(
    WrongRow{"pvgis_read_as_pvlib", R"json("csv": "tmy.csv", "format": "pvlib", "column": "G(h)")json", "",
        "tmy.csv: line 1: no column \"G(h)\""},
    WrongRow{"pvlib_read_as_pvgis", R"("csv": "pvlib.csv", "format": "pvgis", "column": "ghi")", "",
        "pvlib.csv: line 2: time: must be a time like 20180601:1230, got "
        "\"2018-03-25T01:00:00+01:00\""},
    WrongRow{"no_table_of_pvgis", R"json("csv": "sun.csv", "format": "pvgis", "column": "G(h)")json", "",
        "sun.csv: has no table that begins with \"time\": not downloaded from PVGIS as CSV"},
    WrongRow{"column_of_another_product", R"json("csv": "tmy.csv", "format": "pvgis", "column": "G(i)")json",
        "", "tmy.csv: line 8: no column \"G(i)\"; did you mean \"G(h)\"?"},
    WrongRow{"no_stamp", R"("csv": "sun.csv", "format": "pvlib", "column": "ghi_w_per_m2")", "",
        "sun.csv: line 3: time_s: must be a time like 2018-06-01T12:30+01:00, got \"0\""},
    WrongRow{"zone_not_told", R"("csv": "no_zone.csv", "format": "pvlib", "column": "ghi")", "",
        "no_zone.csv: line 2: time: \"2018-01-01T00:00\" has no zone\n"
        "  hint: \"utc_offset_h\" in the profile: 0 is UTC, 1 Central European winter time, -7 "
        "Mountain Standard Time"},
    WrongRow{"zone_told_otherwise", pvlib + R"(, "utc_offset_h": -7)", "",
        "pvlib.csv: line 2: time: \"2018-03-25T01:00:00+01:00\" is 1 h from UTC, the profile "
        "states utc_offset_h -7"},
    WrongRow{"zone_of_the_column_told_otherwise", tmy + R"(, "utc_offset_h": 1)", "",
        "tmy.csv: line 9: time(UTC): \"20180131:2200\" is 0 h from UTC, the profile states "
        "utc_offset_h 1"},
    WrongRow{"rows_missing", R"("csv": "gap.csv", "format": "pvlib", "column": "ghi")", "",
        "gap.csv: line 4: time_utc: must be 3600 s after the row before it, got 7200 s"},
    WrongRow{"time_stands_still", R"("csv": "back.csv", "format": "pvlib", "column": "ghi")", "",
        "back.csv: line 3: time_utc: must be some time after the row before it, got 0 s"},
    WrongRow{"months_of_different_years", R"("csv": "years.csv", "format": "pvlib", "column": "ghi")",
        "", "years.csv: line 4: time_utc: must be 3600 s after the row before it, got "
            "-347151600 s\n  hint: \"typical_year\": true when months come from different years"},
    WrongRow{"leap_day_of_a_typical_year",
        R"("csv": "leap.csv", "format": "pvlib", "column": "ghi", "typical_year": true)", "",
        "leap.csv: line 3: time_utc: a typical year has no 29 February"},
    WrongRow{"start_without_zone", tmy + R"(, "start": "2018-06-01T00:00")", "",
        "scenario.json: /profiles/sun/start: must be a time with its zone, got "
        "\"2018-06-01T00:00\"\n"
        "  hint: 2018-06-01T00:00+02:00 is midnight where clocks are two hours ahead of UTC"},
    WrongRow{"start_outside", hourly + R"(, "start": "2023-06-01T12:30Z")", "",
        "scenario.json: /profiles/sun/start: must be from 2023-06-01T10:10Z to 2023-06-01T12:10Z, "
        "as hourly.csv has it, got \"2023-06-01T12:30Z\""},
    WrongRow{"start_of_seconds",
        R"("csv": "sun.csv", "column": "ghi_w_per_m2", "start": "2018-06-01T00:00Z")", "",
        "scenario.json: /profiles/sun/start: belongs to a format with time stamps, \"pvlib\" or "
        "\"pvgis\""}),
    [](const auto& row) { return std::string(row.param.name); });

INSTANTIATE_TEST_SUITE_P(UnitAndPlane, WrongProfile, testing::Values(
    WrongRow{"unit_against_the_name",
        R"("csv": "sun.csv", "column": "ghi_w_per_m2", "unit": "kw_per_m2")", "",
        "scenario.json: /profiles/sun/unit: the column's name, \"ghi_w_per_m2\", tells of "
        "\"w_per_m2\""},
    WrongRow{"power_for_irradiance", R"("csv": "sun.csv", "column": "power_w")", "",
        "scenario.json: /plant/solar/profile: must be in W/m2, \"sun\" is in W"},
    WrongRow{"joules_for_watts", R"("csv": "bright.csv", "column": "ghi_w_per_m2")", "",
        "bright.csv: line 3: ghi_w_per_m2: 3600000 W/m2 is more than any sun gives\n"
        "  hint: \"unit\" and \"scale\" in the profile"},
    WrongRow{"azimuth_of_no_convention",
        hourly + R"(, "plane": {"slope_deg": 30, "azimuth_deg": 0})", "",
        "scenario.json: /profiles/sun/plane: missing key \"azimuth_zero\"\n"
        "  hint: azimuth_deg 0 is \"south\" with PVGIS (90 is west) and \"north\" with pvlib (90 "
        "is east)\n"
        "scenario.json: /profiles/sun/plane: hourly.csv tells of slope 30, azimuth 160 clockwise "
        "from north, got slope 30, azimuth 0 clockwise from north"},
    WrongRow{"slope_facing_nowhere", pvlib + R"(, "plane": {"slope_deg": 30})", "",
        "scenario.json: /profiles/sun/plane: missing key \"azimuth_deg\"\n"
        "  hint: a plane that is not flat faces somewhere"},
    WrongRow{"convention_against_the_file",
        hourly + R"(, "plane": {"slope_deg": 30, "azimuth_deg": -20, "azimuth_zero": "north"})", "",
        "scenario.json: /profiles/sun/plane: hourly.csv tells of slope 30, azimuth 160 clockwise "
        "from north, got slope 30, azimuth 340 clockwise from north"},
    WrongRow{"array_in_another_plane", tmy,
        R"(, "plane": {"slope_deg": 30, "azimuth_deg": 180, "azimuth_zero": "north"})",
        "scenario.json: /plant/solar/plane: the profile is of slope 0, got slope 30, azimuth 180 "
        "clockwise from north"},
    WrongRow{"array_in_a_plane_nobody_measured", pvlib,
        R"(, "plane": {"slope_deg": 30, "azimuth_deg": 180, "azimuth_zero": "north"})",
        "scenario.json: /plant/solar/plane: the profile does not tell its own plane\n"
        "  hint: \"plane\" in the profile, as its data were measured or computed for"}),
    [](const auto& row) { return std::string(row.param.name); });
// clang-format on

}  // namespace
}  // namespace cellchain::scenario
