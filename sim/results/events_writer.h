#pragma once

#include <memory>
#include <string>

#include "sim/results/output_file.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// events.jsonl: one JSON object per line, `time_s` exact to the tick.
class EventsWriter : public system::RunObserver {
public:
    explicit EventsWriter(std::unique_ptr<OutputFile> file);

    void at_event(const system::Event& event) override;
    void at_barrier(const system::Sample& /*sample*/) override {}
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}

    void finish();

private:
    std::unique_ptr<OutputFile> file_;
    std::string line_;
};

}  // namespace cellchain::results
