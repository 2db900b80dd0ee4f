#pragma once

#include <cstdint>

namespace cellchain::host {

/// Addresses from `begin` up to, but without, `end`.
struct MemoryRange {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    bool contains(std::uintptr_t address) const { return address >= begin && address < end; }
    std::uintptr_t size() const { return end - begin; }
};

}  // namespace cellchain::host
