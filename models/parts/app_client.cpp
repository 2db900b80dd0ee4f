#include "models/parts/app_client.h"

#include <algorithm>
#include <utility>

namespace cellchain::parts {

namespace {

constexpr Ticks bits_per_second = 9600;
constexpr Ticks bits_per_byte = 10;
// Longer than any line and its reply take on the wire.
constexpr Ticks line_period = ticks_per_second / 5;

}  // namespace

AppClient::AppClient(const sc_core::sc_module_name& name, std::vector<std::string> lines,
                     Ticks start)
    : sc_module(name), next_line_(start) {
    for (std::string& line : lines)
        lines_.push_back({std::move(line), 0});
}

void AppClient::start_of_simulation() {
    if (!lines_.empty())
        horizon->add_barrier(next_line_);
}

void AppClient::say(const std::vector<std::string>& lines, Seconds stays) {
    const Ticks now = sc_core::sc_time_stamp().value();
    if (lines_.empty())
        next_line_ = std::max(next_line_, now);
    for (const std::string& line : lines)
        lines_.push_back({line, 0});
    lines_.back().waits = to_ticks(stays);
    horizon->add_barrier(next_line_);
}

bool AppClient::at_barrier(Ticks now) {
    if (now != next_line_)
        return false;
    if (lines_.empty())
        return show_connected(false);
    send_line(now);
    next_line_ = now + line_period + (lines_.empty() ? 0 : lines_.front().waits);
    horizon->add_barrier(next_line_);
    return show_connected(true);
}

void AppClient::send_line(Ticks now) {
    std::vector<ByteOnWire> bytes;
    // Counted from the line's start, never added up: a byte does not take a whole number of ticks.
    Ticks bits = 0;
    for (const char c : lines_.front().text + '\n') {
        const Ticks after = (bits * ticks_per_second + bits_per_second / 2) / bits_per_second;
        bytes.push_back({now + after, static_cast<std::uint8_t>(c)});
        bits += bits_per_byte;
    }
    radio->send(bytes);
    lines_.pop_front();
}

bool AppClient::show_connected(bool is_connected) {
    if (is_connected == is_connected_)
        return false;
    is_connected_ = is_connected;
    connected.write(is_connected);
    return true;
}

}  // namespace cellchain::parts
