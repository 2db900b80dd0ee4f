#pragma once

namespace cellchain::scenario {

struct ManualRow {
    const char* id;
    const char* sentence;  ///< what it asks for, in short
};

/// What the product manual asks of a simulated system, in its order: `about.rows` of a scenario and
/// comments of tests say by these numbers what they show.
///
/// CHN boards and chain, MEA measurement, SW switches and factory settings, ALG state of charge,
/// energy and relays, OUT the OUT board and what hangs on it, APP the app link, FAQ the
/// troubleshooting that the manual describes.
inline constexpr ManualRow manual_rows[] = {
    {"M-CHN-01", "2 to 255 boards: IN, cell boards, OUT; two are IN and OUT only"},
    {"M-CHN-02", "data flow one way, over a serial link between neighbours"},
    {"M-CHN-03", "a message each 1.0 s, each 0.5 s with switch 1; all boards in the fast period"},
    {"M-CHN-04", "LEDs flash with messages, are on while bypassing, and locate a break"},
    {"M-CHN-05", "an isolated link between battery sections has its own delay and distortion"},
    {"M-CHN-06", "parallel packs with their own chains; relay contacts in series"},
    {"M-CHN-07", "parallel cells: one board for each group"},
    {"M-CHN-08", "a factory cell count above the boards fitted works, one below is warned of"},
    {"M-CHN-09", "IN alone flashes and sends; a board mounted while live joins in"},
    {"M-CHN-10", "no bypass before the first good message and after 3 missed ones"},
    {"M-MEA-01", "boards work from 2.0 to 5.0 V and from -40 to 85 degC; below, brown-out"},
    {"M-MEA-02", "voltages within 15 mV, temperatures within 5 degC, each board its own"},
    {"M-MEA-03", "1 A of bypass flows through the board's wires and falsifies its reading"},
    {"M-MEA-04", "a bypassing board reads well above its cell's temperature"},
    {"M-MEA-05", "each board draws its supply from its own cell; the radio takes more"},
    {"M-MEA-06", "seven sensor types of the table and the 400 A one"},
    {"M-MEA-07", "two sensors for charge and load, or one for the pack's net current"},
    {"M-MEA-08", "with switch 3 what lies in the blind spot reads 0 A"},
    {"M-MEA-09", "auto zero keeps its offset, the one of a flowing current as well"},
    {"M-MEA-10", "offset, drift, noise and gain of a sensor add up to an error of SoC"},
    {"M-SW-01", "switches act while running; 2, 6 and 7 give V-bypass"},
    {"M-SW-02", "switch 5 is critical mode"},
    {"M-SW-03", "switch 8 stores sensor and cell count, which survive a power loss"},
    {"M-ALG-01", "SoC counts coulombs against the capacity set in the app"},
    {"M-ALG-02", "normal mode: full when all cells are at V-bypass"},
    {"M-ALG-03", "critical mode: full when the pack is at V-bypass times counted cells"},
    {"M-ALG-04", "normal mode: when the charge relay is allowed"},
    {"M-ALG-05", "normal mode: what ends charging"},
    {"M-ALG-06", "normal mode: when the load relay is allowed"},
    {"M-ALG-07", "normal mode: what ends discharging"},
    {"M-ALG-08", "critical mode: the charge relay"},
    {"M-ALG-09", "critical mode: the load relay"},
    {"M-ALG-10", "between allowing and ending a relay stays as it is"},
    {"M-ALG-11", "a board bypasses while its cell is above V-bypass, in both modes"},
    {"M-ALG-12", "energy of today and in total, clearable, kept without power"},
    {"M-ALG-13", "five warnings: E, Vh, Vl, Th, Tl, strict and not latched"},
    {"M-OUT-01", "latching relays: pulses, operate time, bounce, off once at power-up"},
    {"M-OUT-02", "CHARGE contacts: allowed closes 1-2"},
    {"M-OUT-03", "LOAD contacts: allowed closes 2-3 on v2.x, 1-2 on v1.x"},
    {"M-OUT-04", "contacts carry 1 A; overload is told, a stuck contact can be injected"},
    {"M-OUT-05", "LEDs of OUT: info, load, charge"},
    {"M-OUT-06", "chargers, inverters and contactors hang on the relay contacts"},
    {"M-OUT-07", "the data output is the published protocol"},
    {"M-OUT-08", "the IN board's data output repeats its chain message"},
    {"M-APP-01", "connecting with a PIN, the button, the radio's draw"},
    {"M-APP-02", "settings of the app"},
    {"M-APP-03", "dashboard of the app"},
    {"M-APP-04", "cells, colours and warning lights of the app"},
    {"M-FAQ-01", "no communication: E, relays off, the LEDs show where"},
    {"M-FAQ-02", "a sensor that is not zero when idle, and its cure"},
    {"M-FAQ-03", "a full new pack that does not say so, and its cure"},
    {"M-FAQ-04", "a combined charger and inverter locked out when full, and its cure"},
    {"M-FAQ-05", "one sensor only: net current, and it works"},
};

}  // namespace cellchain::scenario
