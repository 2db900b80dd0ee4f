#include "sim/scenario/calendar.h"

#include <gtest/gtest.h>

namespace cellchain::scenario {
namespace {

// Seconds since 1970 as `date -u -d ... +%s` gives them.
TEST(Calendar, counts_days_through_leap_years) {
    EXPECT_EQ(iso_time_stamp("1970-01-01T00:00Z")->local(), Seconds{0.0});
    EXPECT_EQ(iso_time_stamp("2000-02-29T12:00:30Z")->local(), Seconds{951825630.0});
    EXPECT_EQ(iso_time_stamp("2018-06-01 00:00")->local(), Seconds{1527811200.0});
    EXPECT_EQ(pvgis_time_stamp("20180601:1230")->local(), Seconds{1527856200.0});
    EXPECT_EQ(iso_time_stamp("2100-03-01T00:00")->local(), Seconds{4107542400.0});
}

TEST(Calendar, reads_a_zone_where_there_is_one) {
    EXPECT_EQ(iso_time_stamp("2018-06-01T00:00:00Z")->zone, Seconds{0.0});
    EXPECT_EQ(iso_time_stamp("2018-06-01T00:00:00+02:00")->zone, Seconds{7200.0});
    EXPECT_EQ(iso_time_stamp("2018-06-01T00:00:00-0330")->zone, Seconds{-12600.0});
    EXPECT_EQ(iso_time_stamp("2018-06-01T00:00-07")->zone, Seconds{-25200.0});
    EXPECT_FALSE(iso_time_stamp("2018-06-01T00:00:00")->zone);
    EXPECT_EQ(pvgis_time_stamp("20180601:0000")->zone, Seconds{0.0});
}

TEST(Calendar, refuses_what_is_no_time) {
    for (const char* text : {"", "2018-06-01", "2018-02-29T00:00", "2018-13-01T00:00",
                             "2018-00-01T00:00", "2018-06-31T00:00", "2018-06-00T00:00",
                             "2018-06-01T24:00", "2018-06-01T12:60", "2018-06-01T00:00+15:00",
                             "2018-06-01T00:00 UTC", "2018-06-01T00:00Zx", "06/01/2018 00:00"})
        EXPECT_FALSE(iso_time_stamp(text)) << text;
    for (const char* text : {"20180601", "20180601:00", "20180601:2400", "20180229:0000"})
        EXPECT_FALSE(pvgis_time_stamp(text)) << text;
}

TEST(Calendar, writes_what_it_read) {
    EXPECT_EQ(utc_text(Seconds{1527856200.0}), "2018-06-01T12:30Z");
    EXPECT_EQ(utc_text(Seconds{951782400.0}), "2000-02-29T00:00Z");
    EXPECT_EQ(utc_text(Seconds{1546300740.0}), "2018-12-31T23:59Z");
    EXPECT_EQ(utc_text(Seconds{-60.0}), "1969-12-31T23:59Z");
}

}  // namespace
}  // namespace cellchain::scenario
