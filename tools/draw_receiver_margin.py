#!/usr/bin/env python3
"""Draws which pairs of clocks our UART receiver follows, with the data sheet's limits, as SVG.

    tools/draw_receiver_margin.py PROGRAM > models/physics/receiver_margin.svg

PROGRAM is build/release/tools/receiver_margin/receiver_margin, which is built with the tests.
--step and --limit (ppm) choose the grid. The same grid gives the same bytes.
"""
import argparse
import csv
import subprocess
import sys

# ATmega328P data sheet, "Asynchronous operational range": S samples a bit, D data bits, the first
# and the middle sample of the majority.
S, D, S_F, S_M = 16, 8, 8, 9
R_SLOW = (D + 1) * S / (S - 1 + D * S + S_F)
R_FAST = (D + 2) * S / ((D + 1) * S + S_M)
RECOMMENDED_PPM = 20_000  # the same table, "recommended max. receiver error" of 8 data bits

# Of the receiver as modelled: see models/physics/README.md.
STOP_BIT_MUST_HAVE_BEGUN = 144 / 152
NEXT_START_MUST_NOT_HAVE_COME = 160 / 154
LAST_DATA_BIT_MUST_LAST = 144 / 137

PANELS = [
    # spacing in the grid, title, limits of sender / receiver
    ("back_to_back", "40 bytes back to back", STOP_BIT_MUST_HAVE_BEGUN,
     NEXT_START_MUST_NOT_HAVE_COME),
    ("with_pauses", "bytes with pauses", STOP_BIT_MUST_HAVE_BEGUN,
     LAST_DATA_BIT_MUST_LAST),
]

# (share of wrong bytes up to this, colour, what the legend says)
SHARES = [
    (0.0, "#a8d8a0", "all bytes right"),
    (0.03, "#fff0a0", "up to 3 % wrong"),
    (0.10, "#ffd24d", "up to 10 % wrong"),
    (0.30, "#f79646", "up to 30 % wrong"),
    (1.0, "#d03a2b", "more wrong"),
]

SIDE = 420  # of a panel's square
LEFT, TOP, BETWEEN, BOTTOM = 72, 96, 76, 132
WIDTH = LEFT + 2 * SIDE + BETWEEN + 28
HEIGHT = TOP + SIDE + BOTTOM


def read_grid(text):
    """{spacing: {(sender_ppm, receiver_ppm): share of bytes that were not received right}}"""
    grid = {}
    for row in csv.DictReader(text.splitlines()):
        place = int(row["sender_ppm"]), int(row["receiver_ppm"])
        grid.setdefault(row["spacing"], {})[place] = int(row["wrong"]) / int(row["bytes"])
    return grid


def class_of(share):
    return next(number for number, (most, _, _) in enumerate(SHARES) if share <= most)


class Panel:
    """One square of the chart: maps ppm to places and makes its elements."""

    def __init__(self, left, shares):
        self.shares = shares
        self.left = left
        self.values = sorted({sender for sender, _ in shares})
        self.step = self.values[1] - self.values[0]
        self.low = self.values[0] - self.step / 2
        self.scale = SIDE / (self.values[-1] - self.values[0] + self.step)

    def x(self, ppm):
        return self.left + (ppm - self.low) * self.scale

    def y(self, ppm):
        return TOP + SIDE - (ppm - self.low) * self.scale

    def cells(self):
        """A path for each colour, of rows of equal cells."""
        paths = [[] for _ in SHARES]
        half = self.step / 2
        for receiver in self.values:
            runs = []
            for sender in self.values:
                number = class_of(self.shares[sender, receiver])
                if runs and runs[-1][0] == number:
                    runs[-1][2] = sender
                else:
                    runs.append([number, sender, sender])
            for number, first, last in runs:
                paths[number].append(
                    f"M{self.x(first - half):.2f} {self.y(receiver + half):.2f}"
                    f"H{self.x(last + half):.2f}v{self.step * self.scale:.2f}"
                    f"H{self.x(first - half):.2f}z")
        return [f'<path fill="{colour}" d="{"".join(path)}"/>'
                for path, (_, colour, _) in zip(paths, SHARES) if path]

    def limit(self, ratio, style):
        """Where the sender's rate is `ratio` of the receiver's: a line from edge to edge."""
        low, high = self.low, self.values[-1] + self.step / 2

        def sender(receiver):
            return ratio * (1e6 + receiver) - 1e6

        def receiver(sender):
            return (1e6 + sender) / ratio - 1e6
        ends = [(sender(low), low) if sender(low) >= low else (low, receiver(low)),
                (sender(high), high) if sender(high) <= high else (high, receiver(high))]
        (x1, y1), (x2, y2) = [(self.x(s), self.y(r)) for s, r in ends]
        return f'<path class="{style}" d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}"/>'

    def axes(self):
        elements = []
        top, bottom, right = TOP, TOP + SIDE, self.left + SIDE
        for percent in range(int(self.values[0] / 1e4), int(self.values[-1] / 1e4) + 1):
            x, y = self.x(percent * 1e4), self.y(percent * 1e4)
            style = "zero" if percent == 0 else "grid"
            elements.append(f'<path class="{style}" d="M{x:.2f} {top}V{bottom}'
                            f'M{self.left} {y:.2f}H{right}"/>')
            if percent % 2 == 0:
                text = f"{percent:+d}" if percent else "0"
                text = text.replace("-", "\u2212")
                elements.append(f'<text x="{x:.2f}" y="{bottom + 18}" class="middle">{text}</text>')
                elements.append(f'<text x="{self.left - 8}" y="{y + 4:.2f}" class="end">{text}'
                                "</text>")
        elements.append(f'<rect x="{self.left}" y="{top}" width="{SIDE}" height="{SIDE}" '
                        'fill="none" stroke="#333"/>')
        elements.append(f'<text x="{self.left + SIDE / 2:.0f}" y="{bottom + 40}" class="middle">'
                        "sender\u2019s clock error, %</text>")
        middle = TOP + SIDE / 2
        x = self.left - 42
        elements.append(f'<text x="{x}" y="{middle:.0f}" class="middle" '
                        f'transform="rotate(-90 {x} {middle:.0f})">'
                        "receiver\u2019s clock error, %</text>")
        return elements


    def remarks(self):
        corner = RECOMMENDED_PPM
        side = 2 * corner * self.scale
        return [f'<rect class="book" x="{self.x(-corner):.2f}" y="{self.y(corner):.2f}" '
                f'width="{side:.2f}" height="{side:.2f}"/>',
                f'<text x="{self.left + 20}" y="{TOP + 34}" class="light">sender too slow</text>',
                f'<text x="{self.left + SIDE - 20}" y="{TOP + SIDE - 26}" class="light end">'
                "sender too fast</text>"]


def percent_of(ratio):
    return f"{(ratio - 1) * 100:+.2f}".replace("-", "\u2212")


def legend():
    y = HEIGHT - 66
    elements = []
    x = LEFT
    for _, colour, text in SHARES:
        elements.append(f'<rect x="{x}" y="{y}" width="16" height="16" fill="{colour}" '
                        'stroke="#777" stroke-width="0.5"/>')
        elements.append(f'<text x="{x + 24}" y="{y + 13}">{text}</text>')
        x += 150
    y += 40
    for x, style, text in [
            (LEFT, "model", "limits of the modelled receiver"),
            (LEFT + 300, "book", f"ATmega328P data sheet: {percent_of(R_SLOW)} to "
             f"{percent_of(R_FAST)} %; each end is to keep within {RECOMMENDED_PPM // 10_000} %")]:
        elements.append(f'<path class="{style}" d="M{x} {y}h34"/>')
        elements.append(f'<text x="{x + 44}" y="{y + 4}">{text}</text>')
    return elements


def draw(grid):
    elements = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">',
        "<style>text{font:13px sans-serif;fill:#222}.head{font-size:18px;font-weight:bold}"
        ".panel{font-size:14px;font-weight:bold}.middle{text-anchor:middle}.end{text-anchor:end}"
        ".grid{stroke:#000;stroke-opacity:.1}.zero{stroke:#000;stroke-opacity:.45}"
        ".book{stroke:#14539a;stroke-width:2;stroke-dasharray:8 5;fill:none}"
        ".light{fill:#fff;font-weight:bold}.model{stroke:#000;stroke-width:1.5;fill:none}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="30" class="head">Which pairs of clocks a UART receiver follows'
        "</text>",
        f'<text x="{LEFT}" y="52">8N1, 16 samples a bit, each bit the majority of its samples 8, 9 '
        "and 10; at 32 phases of the sampling grid</text>"]
    for number, (spacing, title, slow, fast) in enumerate(PANELS):
        panel = Panel(LEFT + number * (SIDE + BETWEEN), grid[spacing])
        elements.append(f'<text x="{panel.left}" y="{TOP - 12}" class="panel">{title}: all right '
                        f"from {percent_of(slow)} to {percent_of(fast)} %</text>")
        elements += panel.cells() + panel.axes() + panel.remarks()
        elements += [panel.limit(slow, "model"), panel.limit(fast, "model"),
                     panel.limit(R_SLOW, "book"), panel.limit(R_FAST, "book")]
    return "\n".join(elements + legend() + ["</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--step", type=int, default=1000, help="of the grid, ppm (%(default)s)")
    parser.add_argument("--limit", type=int, default=60000, help="of both axes, ppm (%(default)s)")
    options = parser.parse_args()
    clocks = f"{-options.limit}:{options.limit}:{options.step}"
    grid = subprocess.run([options.program, clocks, clocks], check=True, capture_output=True,
                          text=True).stdout
    sys.stdout.buffer.write(draw(read_grid(grid)).encode())


if __name__ == "__main__":
    main()
