#pragma once

#include <vector>

#include "models/units/quantity.h"

namespace cellchain::parts {

/// One cell's charge since the start: what came, and where it went, each from its own term.
struct ChargeAccount {
    Coulombs through;  ///< by the pack's current; positive charges
    Coulombs stored;   ///< change of what is in the cell
    Coulombs bypass;   ///< lost past the cell
    Coulombs board;    ///< drawn by its board
    Coulombs self_discharge;
    Coulombs held;  ///< in the cell now: the scale of rounding

    constexpr Coulombs local() const { return bypass + board + self_discharge; }
    /// What is missing; negative: what nobody brought.
    constexpr Coulombs gap() const { return through - stored - local(); }

    constexpr ChargeAccount& operator+=(const ChargeAccount& other) {
        through += other.through;
        stored += other.stored;
        bypass += other.bypass;
        board += other.board;
        self_discharge += other.self_discharge;
        held += other.held;
        return *this;
    }
};

/// The same of its energy. Only `terminals` and `board` come from a voltage at the terminals.
struct EnergyAccount {
    Joules terminals;  ///< by the pack's current; positive charges
    Joules stored;     ///< change of chemical energy and in polarisation
    Joules instantaneous_heat;
    Joules fast_heat;
    Joules slow_heat;
    Joules hysteresis_heat;
    Joules reversible_heat;
    Joules self_discharge_heat;
    Joules bypass;  ///< heat of the bypass resistor
    Joules wires;   ///< heat of the bypass current in the board's wires
    Joules board;   ///< drawn by its board
    Joules held;    ///< in the cell now: the scale of rounding

    constexpr Joules heat() const {
        return instantaneous_heat + fast_heat + slow_heat + hysteresis_heat + reversible_heat +
               self_discharge_heat;
    }
    constexpr Joules local() const { return bypass + wires + board; }
    /// What is missing; negative: what nobody brought. Falls with the length of the plant's period.
    constexpr Joules gap() const { return terminals - stored - heat() - local(); }

    constexpr EnergyAccount& operator+=(const EnergyAccount& other) {
        terminals += other.terminals;
        stored += other.stored;
        instantaneous_heat += other.instantaneous_heat;
        fast_heat += other.fast_heat;
        slow_heat += other.slow_heat;
        hysteresis_heat += other.hysteresis_heat;
        reversible_heat += other.reversible_heat;
        self_discharge_heat += other.self_discharge_heat;
        bypass += other.bypass;
        wires += other.wires;
        board += other.board;
        held += other.held;
        return *this;
    }
};

struct CellAccount {
    ChargeAccount charge;
    EnergyAccount energy;
};

/// The battery's books since the start.
struct BatteryBooks {
    Coulombs charge_in;   ///< by the pack's current, charging
    Coulombs charge_out;  ///< likewise, discharging; positive
    Joules energy_in;     ///< at the pack's terminals
    Joules energy_out;    ///< likewise; positive
    Joules joints;        ///< heat of the busbar joints
    std::vector<CellAccount> cells;

    /// All cells together; the same charge flows through each in turn.
    CellAccount sum() const {
        CellAccount all;
        for (const CellAccount& cell : cells) {
            all.charge += cell.charge;
            all.energy += cell.energy;
        }
        return all;
    }
};

/// Energy that crossed the bus since the start, and what could not be delivered.
struct BusBooks {
    Joules charger;                  ///< from all chargers
    Joules load;                     ///< to all loads
    Joules unserved;                 ///< wanted by loads, not delivered
    Joules cable;                    ///< heat between pack and bus
    std::vector<Joules> of_charger;  ///< in the order of binding
    std::vector<Joules> of_load;     ///< likewise
};

}  // namespace cellchain::parts
