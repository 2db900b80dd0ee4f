#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/results/output_file.h"
#include "sim/results/vcd_writer.h"
#include "sim/results/wave_plan.h"
#include "sim/results/wave_window.h"
#include "sim/system/run_observer.h"
#include "sim/system/wire_observer.h"

namespace cellchain::results {

/// waves.vcd: lines from the bytes on them or as firmware drives them, pins as they are written,
/// contacts as they move; values and the trigger are looked at at every barrier, those of data-out
/// frames when a frame is complete.
class WaveRecorder : public system::RunObserver, public system::WireObserver {
public:
    WaveRecorder(std::unique_ptr<OutputFile> file, const std::string& version, WavePlan& plan);

    void at_event(const system::Event& /*event*/) override {}
    void at_barrier(const system::Sample& sample) override;
    void at_data_out(Ticks time, const std::vector<std::uint8_t>& frame) override;

    void at_chain_sent(int board, const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_driven(int board, bool level, Ticks when) override;
    void at_chain_driven_byte(int /*board*/, const physics::ByteOnWire& /*byte*/) override {}
    void at_data_out_sent(const physics::ByteOnWire* bytes, std::size_t count) override;
    void at_chain_heard(int /*board*/, Ticks /*complete*/, std::uint16_t /*byte*/) override {}
    void at_pin(int board, std::uint8_t pin, bool level, Ticks when) override;

    void finish();
    /// One line for a person: what is in the file.
    std::string told() const;

private:
    void add_bytes(std::size_t line, const physics::ByteOnWire* bytes, std::size_t count);
    void look(Ticks time);

    WavePlan& plan_;
    VcdWriter writer_;
    WaveWindow window_;
    // Variable by what moves it; `not_shown` where it was not asked for.
    std::vector<std::size_t> chain_lines_;  // by board
    std::vector<std::size_t> pins_;         // by board and pin
    std::size_t data_out_line_;
    std::vector<std::size_t> others_;  // contacts and values
    Ticks reached_ = 0;
};

}  // namespace cellchain::results
