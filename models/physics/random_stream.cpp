#include "models/physics/random_stream.h"

#include <cmath>
#include <cstddef>

#include "models/physics/deterministic_math.h"

namespace cellchain::physics {
namespace {

std::array<std::uint32_t, 2> words(std::uint64_t x) {
    return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(x >> 32)};
}

std::uint64_t fnv_1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

using Coefficients = double[8];

double polynomial(const Coefficients& coefficients, double x) {
    double sum = coefficients[7];
    for (std::size_t i = 7; i-- > 0;)
        sum = sum * x + coefficients[i];
    return sum;
}

// AS 241, PPND16: numerator and denominator near the middle, in the tails, in the far tails.
constexpr Coefficients middle_over = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                      1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                      4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                      3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr Coefficients middle_under = {1.0,
                                       4.2313330701600911252e+1,
                                       6.8718700749205790830e+2,
                                       5.3941960214247511077e+3,
                                       2.1213794301586595867e+4,
                                       3.9307895800092710610e+4,
                                       2.8729085735721942674e+4,
                                       5.2264952788528545610e+3};
constexpr Coefficients tail_over = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients tail_under = {1.0,
                                     2.05319162663775882187e0,
                                     1.67638483018380384940e0,
                                     6.89767334985100004550e-1,
                                     1.48103976427480074590e-1,
                                     1.51986665636164571966e-2,
                                     5.47593808499534494600e-4,
                                     1.05075007164441684324e-9};
constexpr Coefficients far_over = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                   1.78482653991729133580e0,  2.96560571828504891230e-1,
                                   2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients far_under = {1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};

// One half of the distribution by its 31 bits m: the draw is the one that (m + 0.5) / 2^32 of all
// lie beyond. Cut into 128 equal pieces, a cubic each through four points of the exact curve; the
// first eight, where it runs off to infinity, are left to the exact one (one draw of 16).
class NormalPieces {
public:
    NormalPieces() {
        for (std::uint32_t piece = left_out; piece < pieces; ++piece) {
            double y[4];
            for (std::uint32_t k = 0; k < 4; ++k)
                y[k] = -normal_quantile((piece + k / 3.0) / (2.0 * pieces));
            // Newton's differences at 0, 1/3, 2/3 and 1, as a polynomial of x = 0..1.
            const double d1 = y[1] - y[0], d2 = y[2] - 2.0 * y[1] + y[0];
            const double d3 = y[3] - 3.0 * y[2] + 3.0 * y[1] - y[0];
            cubics_[piece] = {y[0], 3.0 * d1 - 1.5 * d2 + d3, 4.5 * (d2 - d3), 4.5 * d3};
        }
    }
    double at(std::uint32_t m) const {
        const std::uint32_t piece = m >> shift;
        if (piece < left_out)
            return -normal_quantile((m + 0.5) * 0x1p-32);
        const auto& c = cubics_[piece];
        const double x = static_cast<double>(static_cast<std::int32_t>(m % (1U << shift))) *
                         (1.0 / (1U << shift));
        return (c[0] + x * c[1]) + (x * x) * (c[2] + x * c[3]);
    }

private:
    static constexpr std::uint32_t pieces = 128, left_out = 8, shift = 24;  // 31 bits, 7 of them
    std::array<std::array<double, 4>, pieces> cubics_{};
};

}  // namespace

std::array<std::uint32_t, 4> philox_block(std::array<std::uint32_t, 4> counter,
                                          std::array<std::uint32_t, 2> key) {
    auto [c0, c1, c2, c3] = counter;
    auto [k0, k1] = key;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53} * c0;
        const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c2;
        c0 = static_cast<std::uint32_t>(b >> 32) ^ c1 ^ k0;
        c2 = static_cast<std::uint32_t>(a >> 32) ^ c3 ^ k1;
        c1 = static_cast<std::uint32_t>(b);
        c3 = static_cast<std::uint32_t>(a);
        k0 += 0x9E3779B9U;
        k1 += 0xBB67AE85U;
    }
    return {c0, c1, c2, c3};
}

double normal_quantile(double probability) {
    const double q = probability - 0.5;
    if (std::fabs(q) <= 0.425) {
        const double r = 0.180625 - q * q;  // 0.425^2
        return q * polynomial(middle_over, r) / polynomial(middle_under, r);
    }
    const double r = std::sqrt(-deterministic::log(q < 0.0 ? probability : 1.0 - probability));
    const double size = r <= 5.0 ? polynomial(tail_over, r - 1.6) / polynomial(tail_under, r - 1.6)
                                 : polynomial(far_over, r - 5.0) / polynomial(far_under, r - 5.0);
    return q < 0.0 ? -size : size;
}

double normal_of_word(std::uint32_t word) {
    static const NormalPieces pieces;
    const double size = pieces.at(word & 0x7fffffffU);
    return word >> 31 != 0 ? -size : size;
}

RandomStream::RandomStream(std::uint64_t seed, std::string_view path)
    : key_(words(seed)), path_(words(fnv_1a(path))) {}

std::uint64_t RandomStream::bits_at(std::uint64_t draw) const {
    const auto count = words(draw);
    const auto block = philox_block({count[0], count[1], path_[0], path_[1]}, key_);
    return block[0] | std::uint64_t{block[1]} << 32;
}

double RandomStream::uniform_at(std::uint64_t draw) const {
    return static_cast<double>(bits_at(draw) >> 11) * 0x1p-53;
}

std::array<std::uint32_t, 4> RandomStream::normal_block(std::uint64_t number) const {
    // Bits count their blocks from 0: these have the top bit set and are never the same.
    const auto count = words(number | std::uint64_t{1} << 63);
    return philox_block({count[0], count[1], path_[0], path_[1]}, key_);
}

double RandomStream::normal_at(std::uint64_t draw) const {
    return normal_of_word(normal_block(draw / draws_per_block)[draw % draws_per_block]);
}

double RandomStream::fine_normal_at(std::uint64_t draw) const {
    // 52 bits and a half, so that neither 0 nor 1 is drawn and both tails end alike.
    return normal_quantile((static_cast<double>(bits_at(draw) >> 12) + 0.5) * 0x1p-52);
}

}  // namespace cellchain::physics
