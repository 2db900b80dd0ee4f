#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cellchain::physics {

/// One block of Philox4x32-10.
std::array<std::uint32_t, 4> philox_block(std::array<std::uint32_t, 4> counter,
                                          std::array<std::uint32_t, 2> key);

/// The normal draw of 32 random bits: the sign, then how far out. Within 1e-6 of `normal_quantile`.
double normal_of_word(std::uint32_t word);

/// The value a standard normal variable stays below with the given probability, 0 < p < 1.
double normal_quantile(double probability);

/// The n-th draw of a part, a pure function of (seed, path of the part, n).
///
/// Models  uniform draws of one block of the generator each; normal draws of 32 bits, four from a
///         block, so that noise on every sample is cheap. Streams of different parts cannot
///         overlap: the path is half of the block's counter; nor can bits and normal draws. No
///         draw depends on another, so `normal_at(n)` may be looked at early, twice or never.
/// Source  Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011),
///         tested against its published vectors; path by FNV-1a, 64 bit; normal draw by the
///         inverse of the distribution, Wichura, algorithm AS 241, PPND16 (1988), cut into cubics.
/// Limits  not for secrets. Normal draws end at 6.3 standard deviations, and are up to 1e-6 off;
///         `fine_normal` ends at 8.2 and is exact to the last digits.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view path);

    std::uint64_t bits() { return bits_at(drawn_++); }
    double uniform() { return uniform_at(drawn_++); }  ///< 0 <= u < 1
    /// Mean 0, standard deviation 1.
    double normal() {
        const std::uint64_t draw = drawn_++;
        if (draw / draws_per_block != block_number_) {
            block_number_ = draw / draws_per_block;
            block_ = normal_block(block_number_);
        }
        return normal_of_word(block_[draw % draws_per_block]);
    }
    /// The same with all 52 bits, for figures that are drawn once.
    double fine_normal() { return fine_normal_at(drawn_++); }

    std::uint64_t bits_at(std::uint64_t draw) const;
    double uniform_at(std::uint64_t draw) const;
    double normal_at(std::uint64_t draw) const;
    double fine_normal_at(std::uint64_t draw) const;

    std::uint64_t drawn() const { return drawn_; }

private:
    static constexpr std::uint64_t draws_per_block = 4;

    std::array<std::uint32_t, 4> normal_block(std::uint64_t number) const;

    std::array<std::uint32_t, 2> key_;   // from the seed
    std::array<std::uint32_t, 2> path_;  // upper half of the counter
    std::uint64_t drawn_ = 0;
    // The block of the newest normal draw, to save making it again: speed only.
    std::array<std::uint32_t, 4> block_{};
    std::uint64_t block_number_ = ~std::uint64_t{0};
};

}  // namespace cellchain::physics
