"""A pack of cells as a circuit for ngspice, from the equations in models/physics/README.md.

Shares no code with the simulator: reads the same JSON, interpolates the same rows with a monotone
cubic of its own, and leaves integration to ngspice.
"""
import math

FINE = 0.00025  # of the state of charge: straight lines miss the wall at 99.5 % by 0.04 mV
RAMP_S = 0.001  # a source of ngspice cannot step
SECONDS_PER_MONTH = 365.25 * 86400 / 12


class MonotoneCubic:
    """Fritsch and Carlson (1980): no overshoot between the rows."""

    def __init__(self, x, y):
        self.x, self.y = x, y
        secants = [(y[i + 1] - y[i]) / (x[i + 1] - x[i]) for i in range(len(x) - 1)]
        widths = [x[i + 1] - x[i] for i in range(len(x) - 1)]
        self.slopes = ([self._end(widths[0], widths[1], secants[0], secants[1])] +
                       [self._inner(widths[i - 1], widths[i], secants[i - 1], secants[i])
                        for i in range(1, len(secants))] +
                       [self._end(widths[-1], widths[-2], secants[-1], secants[-2])])

    @staticmethod
    def _inner(w0, w1, s0, s1):
        if s0 * s1 <= 0:
            return 0.0
        a, b = 2 * w1 + w0, w1 + 2 * w0
        return (a + b) / (a / s0 + b / s1)

    @staticmethod
    def _end(w0, w1, s0, s1):
        slope = ((2 * w0 + w1) * s0 - w0 * s1) / (w0 + w1)
        if slope * s0 <= 0:
            return 0.0
        if s0 * s1 <= 0 and abs(slope) > 3 * abs(s0):
            return 3 * s0
        return slope

    def __call__(self, x):
        i = max(j for j in range(len(self.x) - 1) if self.x[j] <= x or j == 0)
        width = self.x[i + 1] - self.x[i]
        t = (x - self.x[i]) / width
        return ((1 + 2 * t) * (1 - t) ** 2 * self.y[i] + t * (1 - t) ** 2 * width * self.slopes[i] +
                t * t * (3 - 2 * t) * self.y[i + 1] - t * t * (1 - t) * width * self.slopes[i + 1])


def pwl(argument, points):
    """ngspice goes on straight beyond the ends."""
    return f"pwl({argument}," + ",".join(f"{x:.9g},{y:.12g}" for x, y in points) + ")"


def steps(first, changes):
    """A source that steps to each (time, value)."""
    points, value = [(0.0, first)], first
    for time, following in changes:
        points += [(time, value), (time + RAMP_S, following)]
        value = following
    return "PWL(" + " ".join(f"{time:.6f} {value:.9g}" for time, value in points) + ")"


class CellType:
    """The figures of a cell type file, scaled to a capacity: ohms down, amperes and J/K up."""

    def __init__(self, figures, rated_capacity_ah):
        scale = rated_capacity_ah / figures["rated_capacity_ah"]
        self.figures = figures
        self.capacity_c = 3600.0 * rated_capacity_ah
        self.instantaneous_ohm = figures["instantaneous_resistance_ohm"] / scale
        self.fast_ohm = figures["fast_resistance_ohm"] / scale
        self.knee_a = figures["slow_knee_a"] * scale
        self.heat_capacity = figures["heat_capacity_j_per_k"] * scale
        table = figures["open_circuit"]
        self.discharge, self.charge, self.slope = (
            MonotoneCubic(table["state_of_charge"], table[column])
            for column in ("discharge_v", "charge_v", "temperature_slope_v_per_k"))

    def middle(self, z):
        return (self.discharge(z) + self.charge(z)) / 2

    def half_gap(self, z):
        return (self.charge(z) - self.discharge(z)) / 2

    def middle_table(self, low, high):
        ends = [(self.discharge.slopes[end] + self.charge.slopes[end]) / 2 for end in (0, -1)]
        return self._table(self.middle, low, high, *ends)

    def half_gap_table(self, low, high):
        return self._table(self.half_gap, low, high, 0.0, 0.0)

    def slope_table(self, low, high):
        return self._table(self.slope, low, high, 0.0, 0.0)

    @staticmethod
    def _table(function, low, high, slope_at_empty, slope_at_full):
        """From low to high; below 0 and above 1 straight on."""
        count = max(2, math.ceil((high - low) / FINE))
        states = [low + (high - low) * i / count for i in range(count + 1)]
        below = [(-1.0, function(0.0) - slope_at_empty)] if low == 0.0 else []
        above = [(2.0, function(1.0) + slope_at_full)] if high == 1.0 else []
        return below + [(z, function(z)) for z in states] + above


def cell_lines(n, cells, type_, pack, bypass, low, high):
    """Cell n, from node m{n} to p{n}. Charge, hysteresis, polarisations and temperature are
    voltages of capacitors; i(Vi{n}) is the current into the electrodes."""
    f = type_.figures
    at = n - 1
    capacity = type_.capacity_c * pack["cell"]["capacity_factor"][at]
    ambient = pack["ambient_c"][at]
    board = pack["bypass_resistance_ohm"] + pack["wire_resistance_ohm"]
    moved = f"(i(Vi{n})-v(l{n}))"
    by_temperature = f["resistance_by_temperature"]
    knots = list(zip(by_temperature["temperature_c"], map(math.log, by_temperature["factor"])))
    knots = [(-200.0, knots[0][1])] + knots + [(300.0, knots[-1][1])]  # held beyond the ends
    per_second = f["self_discharge_per_month"] / SECONDS_PER_MONTH
    leak = capacity * per_second * pack["cell"]["self_discharge_factor"][at]
    lines = [
        # The cell's terminals, and what its board connects across them.
        f"Vi{n} p{n} a{n} 0",
        f"Bv{n} a{n} m{n} V=v(o{n})+v(h{n})*v(g{n})"
        f"+v(k{n})*(v(x{n})+v(y{n})+{type_.instantaneous_ohm:.12g}*i(Vi{n}))",
        f"Id{n} p{n} m{n} {pack['board_current_a']:.12g}",
        f"Vb{n} b{n} 0 {steps(0, bypass)}",
        f"Bb{n} p{n} m{n} I=v(b{n})*v(p{n},m{n})/{board:.12g}",
        # What the tables say: middle and half gap of both branches, dU/dT; open-circuit voltage.
        f"Bu{n} u{n} 0 V={pwl(f'v(z{n})', type_.middle_table(low, high))}",
        f"Bg{n} g{n} 0 V={pwl(f'v(z{n})', type_.half_gap_table(low, high))}",
        f"Be{n} e{n} 0 V={pwl(f'v(z{n})', type_.slope_table(low, high))}",
        f"Bo{n} o{n} 0 V=v(u{n})+v(e{n})*(v(t{n})-25)",
        # Factor on all resistances; self-discharge.
        f"Bk{n} k{n} 0 V={pack['cell']['resistance_factor'][at]:.12g}"
        f"*exp({pwl(f'v(t{n})', knots)})"
        f"*(1+{f['low_charge_rise']:.12g}*exp(-v(z{n})/{f['low_charge_range']:.12g}))",
        f"Bl{n} l{n} 0 V={leak:.12g}"
        f"*exp({math.log(2) / f['self_discharge_doubling_k']:.12g}*(v(t{n})-25))",
        # State of charge, hysteresis, fast and slow polarisation.
        f"Cz{n} z{n} 0 {capacity:.12g}",
        f"Bz{n} 0 z{n} I={moved}",
        f"Ch{n} h{n} 0 1",
        f"Bh{n} 0 h{n} I={f['hysteresis_rate'] / capacity:.12g}*abs{moved}"
        f"*(sgn({moved})-v(h{n}))",
        f"Fx{n} 0 x{n} Vi{n} 1",
        f"Rx{n} x{n} 0 {type_.fast_ohm:.12g}",
        f"Cx{n} x{n} 0 {f['fast_time_constant_s'] / type_.fast_ohm:.12g}",
        f"By{n} 0 y{n} I={f['slow_scale_v']:.12g}*asinh(i(Vi{n})/{type_.knee_a:.12g})",
        f"Ry{n} y{n} 0 1",
        f"Cy{n} y{n} 0 {f['slow_time_constant_s']:.12g}",
        # Heat, its capacity, its ways to the air and to the next cell.
        f"Bt{n} 0 t{n} I=v(k{n})*({type_.instantaneous_ohm:.12g}*i(Vi{n})*i(Vi{n})"
        f"+v(x{n})*v(x{n})/{type_.fast_ohm:.12g}+i(Vi{n})*v(y{n}))"
        f"+i(Vi{n})*v(h{n})*v(g{n})+v(l{n})*v(o{n})"
        f"+(v(t{n})+273.15)*{moved}*v(e{n})",
        f"Ct{n} t{n} 0 {type_.heat_capacity:.12g}",
        f"Ra{n} t{n} r{n} {f['to_ambient_k_per_w']:.12g}",
        f"Vr{n} r{n} 0 {ambient:.12g}",
        f".ic v(z{n})={pack['state_of_charge'][at]:.12g} v(h{n})=0 v(x{n})=0 v(y{n})=0 "
        f"v(t{n})={ambient:.12g}",
        f".save v(p{n}) v(m{n}) v(z{n}) v(t{n})",
    ]
    if n < cells:
        lines += [f"Rn{n} t{n} t{n + 1} {f['to_neighbour_k_per_w']:.12g}",
                  f"Rj{n} p{n} m{n + 1} {pack['joint_resistance_ohm']:.12g}"]
    return lines


def netlist(cell_type, pack, currents, bypasses, duration_s, window):
    """`currents`: (time_s, amperes); `bypasses`: per cell (time_s, 0 or 1); `window`: the states of
    charge that the tables must cover."""
    cells = len(pack["state_of_charge"])
    type_ = CellType(cell_type, pack["cell"]["rated_capacity_ah"])
    lines = ["* a pack of cells"]
    for n in range(1, cells + 1):
        lines += cell_lines(n, cells, type_, pack, bypasses[n - 1], *window)
    lines += [
        "Vm m1 0 0",
        f"Ip 0 p{cells} {steps(0, currents)}",
        ".options reltol=1e-5 abstol=1e-9 vntol=1e-8",
        f".tran 1 {duration_s:.6g} 0 1",
        ".end"]
    return "\n".join(lines) + "\n"
