"""Reads a value change dump and the serial bytes in it, written without the simulator's code."""
import bisect

STEPS_PER_S = 10_000_000  # of 100 ns
BIT = STEPS_PER_S / 9600


def changes_of(text):
    """By variable: times in steps and the values from then on."""
    definitions, body = text.split("$enddefinitions $end\n")
    names, changes = {}, {}
    for line in definitions.splitlines():
        if line.startswith("$var "):
            identifier, name = line.split()[3:5]
            names[identifier] = name
            changes[name] = []
    time = 0
    for line in body.splitlines():
        if line.startswith("#"):
            time = int(line[1:])
        elif line[0] in "01":
            changes[names[line[1:]]].append((time, int(line[0])))
        elif line[0] == "r":
            value, identifier = line[1:].split()
            changes[names[identifier]].append((time, float(value)))
    return changes


def bytes_on(changes):
    """Of a line at 9600 baud: each level looked at in the middle of its bit."""
    times = [time for time, _ in changes]
    level = lambda time: changes[bisect.bisect_right(times, time) - 1][1]
    found, free = bytearray(), 0
    for time, value in changes:
        if value == 0 and time >= free:
            found.append(sum(level(time + (bit + 1.5) * BIT) << bit for bit in range(8)))
            free = time + 9.5 * BIT
    return bytes(found)
