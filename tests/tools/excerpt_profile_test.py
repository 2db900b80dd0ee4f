"""The cutter on a made-up series, and the shipped profiles against their README."""
import csv
import datetime
import os
import sys
import unittest

sys.dont_write_bytecode = True
from script import load  # noqa: E402

excerpt_profile = load("excerpt_profile.py")
PROFILES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../scenarios/profiles")


def minutes(count, value):
    start = datetime.datetime(2020, 2, 29)
    return [(str(start + datetime.timedelta(minutes=i)), str(value(i))) for i in range(count)]


class ExcerptProfile(unittest.TestCase):
    def test_the_last_row_is_the_next_day_s_first_minute(self):
        values = excerpt_profile.cut(minutes(1500, lambda i: i), "2020-02-29")
        self.assertEqual([0, 1439, 1440, 1441], [values[0], values[1439], values[1440], len(values)])

    def test_without_a_next_day_the_last_minute_is_repeated(self):
        values = excerpt_profile.cut(minutes(1440, lambda i: i), "2020-02-29")
        self.assertEqual([1439, 1439, 1441], [values[1439], values[1440], len(values)])

    def test_negative_night_values_are_clipped(self):
        values = excerpt_profile.cut(minutes(1440, lambda i: -2.5), "2020-02-29", clip_below=0)
        self.assertEqual(0, min(values))

    def test_a_missing_minute_is_refused(self):
        rows = minutes(1440, lambda i: i)
        del rows[61]
        with self.assertRaisesRegex(ValueError, "no row for 2020-02-29 01:01:00"):
            excerpt_profile.cut(rows, "2020-02-29")

    def test_the_shipped_profiles_have_the_stated_energy(self):
        for name, energy, highest in [("solar_tucson_broken_clouds_1min.csv", 5.454, 1266.43),
                                      ("load_house_1min.csv", 7.174, 3243.9)]:
            with open(os.path.join(PROFILES, name), newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))[1:]
            values = [float(row[1]) for row in rows]
            self.assertEqual([60 * i for i in range(1441)], [int(row[0]) for row in rows])
            self.assertEqual(energy, round(excerpt_profile.energy_kwh(values), 3))
            self.assertEqual([0, highest], [min(min(values), 0), max(values)])

    def test_the_shipped_year_has_the_stated_energy(self):
        name = "solar_pvgis_45n_8e_hourly_year.csv"
        with open(os.path.join(PROFILES, name), newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.assertEqual(["time_s", "ghi_w_per_m2", "air_temperature_c"], rows.pop(0))
        self.assertEqual([3600 * i for i in range(8761)], [int(row[0]) for row in rows])
        self.assertEqual(rows[0][1:], rows[-1][1:])
        hourly = [float(row[1]) for row in rows[:-1]]
        self.assertEqual(1435.9, round(sum(hourly) / 1000, 1))
        self.assertEqual(0, min(hourly))
        months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        sums = [round(sum(hourly[24 * sum(months[:m]):24 * sum(months[:m + 1])]) / 1000)
                for m in range(12)]
        self.assertEqual([46, 216], [sums[11], sums[5]])
        self.assertEqual([46, 216], [min(sums), max(sums)])


if __name__ == "__main__":
    unittest.main()
