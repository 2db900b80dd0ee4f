#include "models/parts/app_client.h"

#include <algorithm>

namespace cellchain::parts {

namespace {

constexpr Ticks bits_per_second = 9600;
constexpr Ticks bits_per_byte = 10;
// Longer than any line and its reply take on the wire.
constexpr Ticks line_period = ticks_per_second / 5;

}  // namespace

AppClient::AppClient(const sc_core::sc_module_name& name, std::vector<std::string> lines,
                     Ticks start)
    : sc_module(name), lines_(lines.begin(), lines.end()), next_line_(start) {}

void AppClient::start_of_simulation() {
    if (!lines_.empty())
        horizon->add_barrier(next_line_);
}

void AppClient::say(const std::vector<std::string>& lines) {
    const Ticks now = sc_core::sc_time_stamp().value();
    if (lines_.empty())
        next_line_ = std::max(next_line_, now);
    lines_.insert(lines_.end(), lines.begin(), lines.end());
    horizon->add_barrier(next_line_);
}

bool AppClient::at_barrier(Ticks now) {
    if (lines_.empty() || now != next_line_)
        return false;
    std::vector<ByteOnWire> bytes;
    // Counted from the line's start, never added up: a byte does not take a whole number of ticks.
    Ticks bits = 0;
    for (const char c : lines_.front() + '\n') {
        const Ticks after = (bits * ticks_per_second + bits_per_second / 2) / bits_per_second;
        bytes.push_back({now + after, static_cast<std::uint8_t>(c)});
        bits += bits_per_byte;
    }
    radio->send(bytes);
    lines_.pop_front();
    next_line_ = now + line_period;
    if (!lines_.empty())
        horizon->add_barrier(next_line_);
    return false;
}

}  // namespace cellchain::parts
