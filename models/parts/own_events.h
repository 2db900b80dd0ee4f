#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// When each of a board's own events is due, and which comes first: of simultaneous ones that of
/// the lowest slot.
template <std::size_t SlotCount>
class OwnEvents {
public:
    using Cycles = physics::Cycles;
    static constexpr Cycles no_cycle = ~Cycles{0};  ///< not armed

    OwnEvents() { clear(); }
    void clear() {
        for (std::size_t slot = 0; slot < SlotCount; ++slot)
            set(slot, no_cycle);
    }
    void set(std::size_t slot, Cycles due) { keys_[slot] = due << slot_bits | slot; }
    Cycles operator[](std::size_t slot) const { return due_of(keys_[slot]); }

    struct First {
        std::size_t slot;
        Cycles due;
    };
    First first() const {
        const std::uint64_t key = least_key(std::make_index_sequence<SlotCount>());
        return {key & slot_mask, due_of(key)};
    }

private:
    static constexpr unsigned slot_bits = 4;
    static constexpr std::uint64_t slot_mask = (1U << slot_bits) - 1;
    static_assert(SlotCount <= slot_mask + 1);

    // 60 bits: 570 years at 64 MHz. The sign comes back, so that not armed stays not armed.
    static Cycles due_of(std::uint64_t key) {
        return static_cast<Cycles>(static_cast<std::int64_t>(key) >> slot_bits);
    }

    // Which one comes first changes all the time, so nothing here may be left to a guess of the
    // processor's: no branches, and no loop.
    template <std::size_t... Slot>
    std::uint64_t least_key(std::index_sequence<Slot...>) const {
        std::uint64_t key = ~std::uint64_t{0};
        ((key = std::min(key, keys_[Slot])), ...);
        return key;
    }

    std::array<std::uint64_t, SlotCount> keys_;  // due and slot in one number
};

}  // namespace cellchain::parts
