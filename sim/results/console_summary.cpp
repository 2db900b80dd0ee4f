#include "sim/results/console_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/results/coloured.h"
#include "sim/results/number_text.h"

namespace cellchain::results {

namespace {

constexpr std::size_t most_verdicts = 20;  // on one screen; all are in summary.json
constexpr std::size_t most_warnings = 5;

class Screen {
public:
    explicit Screen(bool colour) : colour_(colour) {}

    template <class... Values>
    void line(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
        text_ += '\n';
    }
    std::string coloured(const char* code, const std::string& text) const {
        return results::coloured(colour_, code, text);
    }
    const std::string& text() const { return text_; }

private:
    bool colour_;
    std::string text_;
};

void add_pack(Screen& screen, const PackFigures& figures) {
    if (!figures.last()) {
        return;
    }
    screen.line("  pack       {:.2f} to {:.2f} V, {:.1f} to {:.1f} A",
                figures.pack_voltage_v.lowest, figures.pack_voltage_v.highest,
                figures.pack_current_a.lowest, figures.pack_current_a.highest);
    screen.line("  cells      {:.3f} to {:.3f} V", figures.cell_voltage_v.lowest,
                figures.cell_voltage_v.highest);
    screen.line("  SoC        {:.1f} to {:.1f} %; at the end {:.1f} %, the BMS shows {:.0f} %",
                100.0 * figures.soc_true.lowest, 100.0 * figures.soc_true.highest,
                100.0 * figures.last()->soc_true, 100.0 * figures.last()->soc_firmware);
    const auto moves = [](int count, bool closed) {
        return fmt::format("{} move{}, now {}", count, count == 1 ? "" : "s",
                           closed ? "closed" : "open");
    };
    screen.line("  relays     charge {}; load {}",
                moves(figures.charge_contact_moves, figures.last()->charge_contact),
                moves(figures.load_contact_moves, figures.last()->load_contact));
}

/// Of a fraction; a figure that does not change with the last digits of what is simulated.
double power_of_ten_above(double fraction) {
    double power = 1.0;
    for (double next = 0.1; next > fraction && next > 1e-17; next /= 10.0) {
        power = next;
    }
    return power;
}

void add_books(Screen& screen, const parts::BatteryBooks& pack) {
    const parts::CellAccount cells = pack.sum();
    const double count = static_cast<double>(pack.cells.size());
    const auto kilowatt_hours = [](Joules energy) { return energy.value / 3.6e6; };
    // The same charge flows through every cell in turn; what each keeps or loses is a mean.
    const auto mean_ah = [count](Coulombs of_all_cells) {
        return to_ampere_hours(of_all_cells).value / count;
    };
    screen.line("  charge     in {:.2f} Ah, out {:.2f} Ah, stored {:+.2f} Ah, lost {:.2f} Ah",
                to_ampere_hours(pack.charge_in).value, to_ampere_hours(pack.charge_out).value,
                mean_ah(cells.charge.stored), mean_ah(cells.charge.local()));
    screen.line(
        "  energy     in {:.3f} kWh, out {:.3f} kWh, stored {:+.3f} kWh, heat {:.3f} kWh, boards "
        "{:.3f} kWh",
        kilowatt_hours(pack.energy_in), kilowatt_hours(pack.energy_out),
        kilowatt_hours(cells.energy.stored), kilowatt_hours(cells.energy.heat() + pack.joints),
        kilowatt_hours(cells.energy.local()));
}

void add_packs(Screen& screen, const RunReport& report) {
    for (std::size_t i = 0; i < report.packs.size(); ++i) {
        const system::PackBooks& books = report.books.packs[i];
        if (!books.name.empty())
            screen.line("{}", screen.coloured("1", books.name));
        add_pack(screen, report.packs[i].figures);
        add_books(screen, books.battery);
    }
    if (report.scenario.has_named_packs())
        screen.line("{}", screen.coloured("1", "all packs"));
}

void add_missing(Screen& screen, const system::Books& books) {
    screen.line("  missing    below {:.0e} of the charge, {:.0e} of the energy",
                power_of_ten_above(books.missing.charge), power_of_ten_above(books.missing.energy));
}

/// "4"; of several packs "4 + 4".
std::string cells_text(const scenario::Scenario& scenario) {
    std::string text;
    for (const scenario::Bms& bms : scenario.packs)
        text += fmt::format("{}{}", text.empty() ? "" : " + ", bms.chain.cells);
    return text;
}

/// Where there is more to tell than the battery's own energy does.
void add_devices(Screen& screen, const std::vector<system::DeviceEnergy>& devices) {
    if (devices.size() <= 2)
        return;
    std::size_t width = 0;
    for (const system::DeviceEnergy& device : devices)
        width = std::max(width, device.name.size());
    const char* heading = "devices";
    for (const system::DeviceEnergy& device : devices) {
        screen.line("  {:<10} {:<{}}  gives {:.3f} kWh, takes {:.3f} kWh", heading, device.name,
                    width, device.given.value / 3.6e6, device.taken.value / 3.6e6);
        heading = "";
    }
}

std::string mark_of(const Screen& screen, const Verdict& verdict) {
    switch (verdict.result) {
        case Result::pass:
            return screen.coloured("32", "\u2714 pass    ");
        case Result::fail:
            return screen.coloured("31", "\u2718 fail    ");
        case Result::untested:
            break;
    }
    return screen.coloured(verdict.untested_is_allowed ? "2" : "33", "\u2013 untested");
}

std::string margin_of(const Verdict& verdict) {
    const std::string text = margin_text(verdict.margin, verdict.unit, verdict.at);
    return text.empty() ? "" : "  " + text;
}

void add_verdicts(Screen& screen, const std::vector<Verdict>& verdicts) {
    if (verdicts.empty()) {
        return;
    }
    // Where not all fit, the good ones are left out first.
    std::vector<const Verdict*> shown;
    for (const Verdict& verdict : verdicts) {
        if (verdicts.size() <= most_verdicts || !verdict.is_good()) {
            shown.push_back(&verdict);
        }
    }
    shown.resize(std::min(shown.size(), most_verdicts));
    std::size_t width = 0;
    for (const Verdict* verdict : shown) {
        width = std::max(width, verdict->id.size());
    }
    screen.line("");
    for (const Verdict* verdict : shown) {
        const std::string margin = margin_of(*verdict);
        const std::size_t padded = margin.empty() ? 0 : width;
        screen.line("  {}  {:<{}}{}", mark_of(screen, *verdict), verdict->id, padded, margin);
    }
    if (shown.size() < verdicts.size()) {
        screen.line("  and {} more in summary.json", verdicts.size() - shown.size());
    }
}

void add_warnings(Screen& screen, const std::vector<std::string>& warnings) {
    if (warnings.empty()) {
        return;
    }
    screen.line("");
    for (std::size_t i = 0; i < std::min(most_warnings, warnings.size()); ++i) {
        screen.line("{} {}", screen.coloured("33", "warning:"), warnings[i]);
    }
    if (warnings.size() > most_warnings) {
        screen.line("and {} more warnings in summary.json", warnings.size() - most_warnings);
    }
}

void add_closing(Screen& screen, const RunReport& report) {
    const std::size_t good = static_cast<std::size_t>(
        std::count_if(report.verdicts.begin(), report.verdicts.end(),
                      [](const Verdict& verdict) { return verdict.is_good(); }));
    screen.line("");
    screen.line("results in {}", (report.directory / "").string());
    for (const std::string& note : report.notes) {
        screen.line("{}", note);
    }
    if (!report.verdicts.empty()) {
        const bool all = good == report.verdicts.size();
        screen.line(
            "{}", screen.coloured(all ? "32" : "31", fmt::format("{} of {} expectations met", good,
                                                                 report.verdicts.size())));
    }
}

}  // namespace

std::string clock_text(Ticks time) {
    const Ticks milliseconds = (time + ticks_per_second / 2000) / (ticks_per_second / 1000);
    const Ticks seconds = milliseconds / 1000;
    const Ticks days = seconds / 86400;
    std::string text = days > 0 ? fmt::format("{} d ", days) : "";
    fmt::format_to(std::back_inserter(text), "{:02}:{:02}:{:02}", seconds / 3600 % 24,
                   seconds / 60 % 60, seconds % 60);
    if (milliseconds % 1000 != 0) {
        fmt::format_to(std::back_inserter(text), ".{:03}", milliseconds % 1000);
    }
    return text;
}

std::string margin_text(const std::optional<double>& margin, const std::string& unit,
                        const std::optional<Ticks>& at) {
    std::string text;
    if (margin) {
        text =
            fmt::format("margin {:.4g}{}", *margin, unit == "1" || unit.empty() ? "" : " " + unit);
    }
    if (at) {
        text += (text.empty() ? "at " : " at ") + clock_text(*at);
    }
    return text;
}

std::string margin_text(const scenario::RunSummary::Verdict& verdict) {
    std::optional<Ticks> at;
    if (verdict.at_s) {
        at = to_ticks(Seconds{*verdict.at_s});
    }
    return margin_text(verdict.margin, verdict.unit, at);
}

std::string console_summary(const RunReport& report, bool colour) {
    Screen screen(colour);
    const scenario::Scenario& scenario = report.scenario;
    const double wall_clock = report.wall_clock.value;
    const double speed = wall_clock > 0.0 ? to_seconds(report.simulated).value / wall_clock : 0.0;
    screen.line("{}{}", screen.coloured("1", scenario.about.id),
                scenario.about.title.empty() ? "" : ": " + scenario.about.title);
    const Ticks planned = to_ticks(scenario.duration);
    const std::string rest =
        report.simulated < planned ? fmt::format(" (of {})", clock_text(planned)) : "";
    screen.line("  simulated  {}{} with {} cells in {:.2f} s, {} \u00d7 real time; seed {}",
                clock_text(report.simulated), rest, cells_text(scenario), wall_clock,
                with_thousands(speed), scenario.seed);
    if (report.needs_edges) {
        screen.line("  transport  edges: a firmware has the chain's lines as pins");
    }
    add_packs(screen, report);
    add_missing(screen, report.books);
    add_devices(screen, report.devices);
    add_verdicts(screen, report.verdicts);
    add_warnings(screen, report.warnings);
    add_closing(screen, report);
    return screen.text();
}

}  // namespace cellchain::results
