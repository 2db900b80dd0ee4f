#include "sim/results/events_writer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "sim/results/number_text.h"

namespace cellchain::results {

namespace {

/// In quotes. What is not UTF-8 (a firmware's trace may hold any byte) becomes U+FFFD.
std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

EventsWriter::EventsWriter(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}

void EventsWriter::at_event(const system::Event& event) {
    line_ = "{\"time_s\":";
    append_seconds(line_, event.time);
    line_ += ",\"path\":" + quoted(event.path);
    line_ += ",\"what\":" + quoted(event.what);
    line_ += ",\"detail\":" + quoted(event.detail) + "}\n";
    file_->write(line_);
}

void EventsWriter::finish() { file_->finish(); }

}  // namespace cellchain::results
