#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cellchain::physics {

/// The n-th draw of a part, a pure function of (seed, path of the part, n).
///
/// Models  uniform and normal draws, one block of the generator each. Streams of different parts
///         cannot overlap: the path is half of the block's counter. No draw depends on another, so
///         `normal_at(n)` may be looked at early, twice or never.
/// Source  Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011),
///         tested against its published vectors; path by FNV-1a, 64 bit; normal draw by the
///         inverse of the distribution, Wichura, algorithm AS 241, PPND16 (1988).
/// Limits  not for secrets. Normal draws end at 8.2 standard deviations.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view path);

    std::uint64_t bits() { return bits_at(drawn_++); }
    double uniform() { return uniform_at(drawn_++); }  ///< 0 <= u < 1
    double normal() { return normal_at(drawn_++); }    ///< mean 0, standard deviation 1

    std::uint64_t bits_at(std::uint64_t draw) const;
    double uniform_at(std::uint64_t draw) const;
    double normal_at(std::uint64_t draw) const;

    std::uint64_t drawn() const { return drawn_; }

private:
    std::array<std::uint32_t, 2> key_;   // from the seed
    std::array<std::uint32_t, 2> path_;  // upper half of the counter
    std::uint64_t drawn_ = 0;
};

/// One block of Philox4x32-10.
std::array<std::uint32_t, 4> philox_block(std::array<std::uint32_t, 4> counter,
                                          std::array<std::uint32_t, 2> key);

/// The value a standard normal variable stays below with the given probability, 0 < p < 1.
double normal_quantile(double probability);

}  // namespace cellchain::physics
