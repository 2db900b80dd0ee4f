#pragma once

#include <memory>

#include "sim/results/output_file.h"
#include "sim/system/run_observer.h"

namespace cellchain::results {

/// in_data_out.bin: every byte of the IN board's own data output, as on the wire. What a message is
/// there is the firmware's affair.
class InDataOutWriter : public system::RunObserver {
public:
    explicit InDataOutWriter(std::unique_ptr<OutputFile> file);

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& /*sample*/) override {}
    void at_data_out(Ticks /*time*/, const std::vector<std::uint8_t>& /*frame*/) override {}
    void at_in_data_out(Ticks time, std::uint8_t byte) override;

    void finish();

private:
    std::unique_ptr<OutputFile> file_;
};

}  // namespace cellchain::results
