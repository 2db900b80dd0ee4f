#include "models/parts/app_client.h"

namespace cellchain::parts {

namespace {

constexpr Ticks byte_time = ticks_per_second * 10 / 9600;
// Longer than any line and its reply take on the wire.
constexpr Ticks line_period = ticks_per_second / 5;

}  // namespace

AppClient::AppClient(const sc_core::sc_module_name& name, std::vector<std::string> lines,
                     Ticks start)
    : sc_module(name), lines_(std::move(lines)), next_line_(start) {}

void AppClient::start_of_simulation() {
    if (!lines_.empty())
        horizon->add_barrier(next_line_);
}

bool AppClient::at_barrier(Ticks now) {
    if (sent_ == lines_.size() || now != next_line_)
        return false;
    std::vector<ByteOnWire> bytes;
    Ticks start_edge = now;
    for (const char c : lines_[sent_] + '\n') {
        bytes.push_back({start_edge, static_cast<std::uint8_t>(c)});
        start_edge += byte_time;
    }
    radio->send(bytes);
    if (++sent_ < lines_.size()) {
        next_line_ = now + line_period;
        horizon->add_barrier(next_line_);
    }
    return false;
}

}  // namespace cellchain::parts
