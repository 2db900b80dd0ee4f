#include "firmware_glue/host/coverage_counters.h"

#include <algorithm>

namespace cellchain::host {

std::vector<std::uint64_t> CoverageCounters::values() const {
    return {coverage_.counters, coverage_.counters_end};
}

void CoverageCounters::set(const std::vector<std::uint64_t>& values) {
    std::copy(values.begin(), values.end(), coverage_.counters);
}

std::vector<CoverageCounters::File> CoverageCounters::files() const {
    std::vector<File> files;
    const auto begin_file = [](const char* path, void* context) {
        static_cast<std::vector<File>*>(context)->push_back({path, ""});
    };
    const auto write = [](const void* bytes, unsigned count, void* context) {
        static_cast<std::vector<File>*>(context)->back().bytes.append(
            static_cast<const char*>(bytes), count);
    };
    coverage_.flush(begin_file, write, &files);
    return files;
}

}  // namespace cellchain::host
