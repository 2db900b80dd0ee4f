#pragma once

#include <memory>

#include "sim/results/output_file.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// data_out.bin: the OUT board's frames, one after the other, as on the wire. Whole frames only.
class DataOutWriter : public system::RunObserver {
public:
    explicit DataOutWriter(std::unique_ptr<OutputFile> file);

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& /*sample*/) override {}
    void at_data_out(Ticks time, const std::vector<std::uint8_t>& frame) override;

    void finish();

private:
    std::unique_ptr<OutputFile> file_;
};

}  // namespace cellchain::results
