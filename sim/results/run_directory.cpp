#include "sim/results/run_directory.h"

#include <array>
#include <system_error>
#include <utility>

namespace cellchain::results {

namespace {

constexpr std::array file_names{"summary.json",    "samples.csv",
                                "events.jsonl",    "data_out.bin",
                                "repro.txt",       "timing.json",
                                "fault.txt",       "waves.vcd",
                                "frames.csv",      "frames.pcapng",
                                "report.html",     "certify.json",
                                "in_data_out.bin", "firmware_counters.json",
                                "hal_calls.txt"};

void remove_file(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::remove(file, error);
    if (error) {
        throw WriteError(file, "remove", error.value());
    }
}

}  // namespace

RunDirectory::RunDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    if (error) {
        throw WriteError(directory_, "create", error.value());
    }
    for (const char* name : file_names) {
        remove_file(directory_ / name);
        remove_file(OutputFile::part_of(directory_ / name));
    }
}

std::unique_ptr<OutputFile> RunDirectory::open(const std::string& name) const {
    return std::make_unique<OutputFile>(directory_ / name);
}

void RunDirectory::write(const std::string& name, const std::string& text) const {
    OutputFile file(directory_ / name);
    file.write(text);
    file.finish();
}

}  // namespace cellchain::results
