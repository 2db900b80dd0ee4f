"""A short run of five boards with --frames, and its table."""
import csv
import os
from decimal import Decimal

import simulator

CELLS = 5
HOPS = ["1", "2", "3", "4", "data_out"]
# IN sends once a second by its own clock, which is within 1 %: seven messages, the last one at
# 7 s. The data output is through with it 0.11 s later, and silent from then on.
UNTIL_S = 7.5
MESSAGES = 7
COLUMNS = ["message", "hop", "from_board", "to_board", "first_start_edge_s", "arrival_s", "gap_s",
           "age_s", "byte_count", "bytes_hex", "verdict"]


def run(test, name, *options):
    outcome = simulator.run(os.path.join(simulator.folder_for(test), name),
                            f"--set=/chain/cells={CELLS}", f"--until={UNTIL_S}", *options)
    test.assertIn(outcome.status, (0, 1), outcome.told())  # a part of a day: much untested
    return outcome


def rows_of(outcome):
    """Times as exact decimals; None where the field is empty."""
    rows = list(csv.DictReader(outcome.bytes_of("frames.csv").decode().splitlines()))
    for row in rows:
        for name in COLUMNS:
            if name.endswith("_s"):
                row[name] = Decimal(row[name]) if row[name] else None
    return rows
