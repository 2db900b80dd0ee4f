#!/usr/bin/env python3
"""Cuts one day out of a measured one-minute series and writes it as a profile.

    tools/excerpt_profile.py SOURCE.csv --time time_mst --value ghi_Wm2 --day 2019-04-16 \\
        --as ghi_w_per_m2 --clip-below 0 > PROFILE.csv

SOURCE has a header line and a time column `YYYY-MM-DD HH:MM:SS`. The profile has the columns
`time_s` and the name given with --as, and 1441 rows from 0 to 86400 s. The last row is the
first minute of the next day; if SOURCE does not have it, the day's last minute again.
"""
import argparse
import csv
import datetime
import sys

MINUTES_A_DAY = 1440


def cut(rows, day, clip_below=None):
    """1441 values of a day out of (time, value) texts; raises ValueError on a gap."""
    by_time = dict(rows)
    start = datetime.datetime.strptime(day, "%Y-%m-%d")
    values = []
    for minute in range(MINUTES_A_DAY + 1):
        time = (start + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%d %H:%M:%S")
        if time in by_time:
            values.append(float(by_time[time]))
        elif minute == MINUTES_A_DAY:
            values.append(values[-1])
        else:
            raise ValueError(f"no row for {time}")
    if clip_below is not None:
        values = [max(value, clip_below) for value in values]
    return values


def energy_kwh(values):
    """Each value held for its minute; the closing row holds for none."""
    return sum(values[:MINUTES_A_DAY]) / 60.0 / 1000.0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--time", required=True, help="the source's time column")
    parser.add_argument("--value", required=True, help="the source's value column")
    parser.add_argument("--day", required=True, help="YYYY-MM-DD")
    parser.add_argument("--as", dest="name", required=True, help="the profile's value column")
    parser.add_argument("--clip-below", type=float, help="raise lower values to this")
    options = parser.parse_args()

    with open(options.source, newline="", encoding="utf-8") as file:
        rows = [(row[options.time], row[options.value]) for row in csv.DictReader(file)]
    try:
        values = cut(rows, options.day, options.clip_below)
    except ValueError as error:
        sys.exit(f"{options.source}: {error}")

    print(f"time_s,{options.name}")
    for minute, value in enumerate(values):
        print(f"{minute * 60},{value:.10g}")
    print(f"{energy_kwh(values):.3f} kWh (or kWh/m2), highest {max(values):g}", file=sys.stderr)


if __name__ == "__main__":
    main()
