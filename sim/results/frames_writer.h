#pragma once

#include <memory>
#include <string>

#include "sim/results/hop_message.h"
#include "sim/results/message_assembler.h"
#include "sim/results/output_file.h"
#include "sim/results/pcapng_writer.h"

namespace cellchain::results {

/// frames.csv and frames.pcapng: a row, and a packet, for every message on every hop and for every
/// data-out frame, in order of arrival. README.md has the columns.
class FramesWriter {
public:
    /// `application`: name and version of this program, for the pcapng file.
    FramesWriter(std::unique_ptr<OutputFile> csv, std::unique_ptr<OutputFile> pcapng, int boards,
                 int chain_bits_per_s, const std::string& application);

    /// Sees the wires; must be added to the run as wire observer and as observer.
    MessageAssembler& assembler() { return assembler_; }

    void take(const HopMessage& message);
    void finish();

private:
    void write_row(const HopMessage& message);
    void write_packet(const HopMessage& message);

    std::unique_ptr<OutputFile> csv_;
    PcapngWriter pcapng_;
    MessageAssembler assembler_;
    std::string line_;
};

}  // namespace cellchain::results
