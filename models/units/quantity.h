#pragma once

namespace cellchain {

/// A number with its unit in the type, so that volts never cross a boundary as amperes.
///
/// Values are SI, or what the name says. Only sums, scaling and the few products listed below
/// exist; anything else is written with `.value`, where a reader can check it.
template <class Unit>
struct Quantity {
    double value = 0.0;

    constexpr Quantity() = default;
    constexpr explicit Quantity(double number) : value(number) {}

    constexpr Quantity& operator+=(Quantity other) {
        value += other.value;
        return *this;
    }
    constexpr Quantity& operator-=(Quantity other) {
        value -= other.value;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b) {
        return Quantity{a.value + b.value};
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity{a.value - b.value};
    }
    friend constexpr Quantity operator-(Quantity a) { return Quantity{-a.value}; }
    friend constexpr Quantity operator*(Quantity a, double b) { return Quantity{a.value * b}; }
    friend constexpr Quantity operator*(double a, Quantity b) { return Quantity{a * b.value}; }
    friend constexpr Quantity operator/(Quantity a, double b) { return Quantity{a.value / b}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
    friend constexpr bool operator<(Quantity a, Quantity b) { return a.value < b.value; }
    friend constexpr bool operator>(Quantity a, Quantity b) { return a.value > b.value; }
    friend constexpr bool operator<=(Quantity a, Quantity b) { return a.value <= b.value; }
    friend constexpr bool operator>=(Quantity a, Quantity b) { return a.value >= b.value; }
    friend constexpr bool operator==(Quantity a, Quantity b) { return a.value == b.value; }
    friend constexpr bool operator!=(Quantity a, Quantity b) { return a.value != b.value; }
};

using Volts = Quantity<struct VoltsUnit>;
/// Positive charges the cell or the pack, everywhere.
using Amperes = Quantity<struct AmperesUnit>;
using Ohms = Quantity<struct OhmsUnit>;
using Siemens = Quantity<struct SiemensUnit>;
using Coulombs = Quantity<struct CoulombsUnit>;
using AmpereHours = Quantity<struct AmpereHoursUnit>;
using Watts = Quantity<struct WattsUnit>;
using Joules = Quantity<struct JoulesUnit>;
using Celsius = Quantity<struct CelsiusUnit>;
using Seconds = Quantity<struct SecondsUnit>;
using KelvinsPerWatt = Quantity<struct KelvinsPerWattUnit>;
using JoulesPerKelvin = Quantity<struct JoulesPerKelvinUnit>;

constexpr Volts operator*(Amperes i, Ohms r) { return Volts{i.value * r.value}; }
constexpr Volts operator*(Ohms r, Amperes i) { return i * r; }
constexpr Watts operator*(Volts v, Amperes i) { return Watts{v.value * i.value}; }
constexpr Watts operator*(Amperes i, Volts v) { return v * i; }
constexpr Joules operator*(Watts p, Seconds t) { return Joules{p.value * t.value}; }
constexpr Coulombs operator*(Amperes i, Seconds t) { return Coulombs{i.value * t.value}; }
constexpr Amperes operator/(Volts v, Ohms r) { return Amperes{v.value / r.value}; }
constexpr Amperes operator/(Watts p, Volts v) { return Amperes{p.value / v.value}; }

constexpr Coulombs to_coulombs(AmpereHours q) { return Coulombs{q.value * 3600.0}; }
constexpr AmpereHours to_ampere_hours(Coulombs q) { return AmpereHours{q.value / 3600.0}; }

}  // namespace cellchain
