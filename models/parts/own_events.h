#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "models/physics/oscillator.h"

namespace cellchain::parts {

/// When each of a board's own events is due, and which comes first: of simultaneous ones that of
/// the lowest slot. `RareSlots`, a bit each, cost when they are set, not when the first is asked
/// for.
template <std::size_t SlotCount, std::uint64_t RareSlots = 0>
class OwnEvents {
public:
    using Cycles = physics::Cycles;
    static constexpr Cycles no_cycle = ~Cycles{0};  ///< not armed

    OwnEvents() { clear(); }
    void clear() {
        for (std::size_t slot = 0; slot < SlotCount; ++slot)
            set(slot, no_cycle);
    }
    void set(std::size_t slot, Cycles due) {
        keys_[slot] = due << slot_bits | slot;
        if (is_rare(slot))
            first_rare_ = least_key<true>(std::make_index_sequence<SlotCount>());
    }
    Cycles operator[](std::size_t slot) const { return due_of(keys_[slot]); }

    struct First {
        std::size_t slot;
        Cycles due;
    };
    First first() const {
        const std::uint64_t key =
            std::min(first_rare_, least_key<false>(std::make_index_sequence<SlotCount>()));
        return {key & slot_mask, due_of(key)};
    }

private:
    static constexpr unsigned slot_bits = 4;
    static constexpr std::uint64_t slot_mask = (1U << slot_bits) - 1;
    static_assert(SlotCount <= slot_mask + 1);

    static constexpr bool is_rare(std::size_t slot) { return (RareSlots >> slot & 1) != 0; }

    // 60 bits: 570 years at 64 MHz. The sign comes back, so that not armed stays not armed.
    static Cycles due_of(std::uint64_t key) {
        return static_cast<Cycles>(static_cast<std::int64_t>(key) >> slot_bits);
    }

    // Which one comes first changes all the time, so nothing here may be left to a guess of the
    // processor's: no branches, and no loop.
    template <bool Rare, std::size_t... Slot>
    std::uint64_t least_key(std::index_sequence<Slot...>) const {
        std::uint64_t key = ~std::uint64_t{0};
        ((key = is_rare(Slot) == Rare ? std::min(key, keys_[Slot]) : key), ...);
        return key;
    }

    std::array<std::uint64_t, SlotCount> keys_;  // due and slot in one number
    std::uint64_t first_rare_ = ~std::uint64_t{0};
};

}  // namespace cellchain::parts
