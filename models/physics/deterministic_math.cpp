#include "models/physics/deterministic_math.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace cellchain::physics::deterministic {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts: the upper has 32 trailing zero bits, so its product with an exponent is exact.
constexpr double ln2_upper = 0x1.62e42feep-1;
constexpr double ln2_lower = 0x1.a39ef35793c76p-33;
constexpr double ln2 = 0x1.62e42fefa39efp-1;

constexpr double two_to_53 = 0x1p53;

std::uint64_t to_bits(double x) {
    std::uint64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}
double from_bits(std::uint64_t bits) {
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}
double power_of_two(int n) {  // n from -1022 to 1023
    return from_bits(static_cast<std::uint64_t>(n + 1023) << 52);
}

double scale(double x, int n) {
    if (n >= -1021 && n <= 1023)
        return x * power_of_two(n);
    // The result may be subnormal or just below the largest number: one rounding, in two factors.
    return n > 0 ? x * power_of_two(n - 1) * 2.0 : x * power_of_two(n + 100) * power_of_two(-100);
}

struct Reduced {
    double mantissa;  // from sqrt(1/2) to sqrt(2)
    int exponent;
};

Reduced reduce(double x) {  // x positive and finite
    int shift = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= 0x1p54;
        shift = -54;
    }
    constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcdULL;
    const std::uint64_t bits = to_bits(x);
    const auto exponent = static_cast<int>(static_cast<std::int64_t>(bits - sqrt_half) >> 52);
    const std::uint64_t mantissa = bits - (static_cast<std::uint64_t>(exponent) << 52);
    return {from_bits(mantissa), exponent + shift};
}

/// artanh(s) / s - 1, doubled: the sum of 2 s^2n / (2n + 1) from n = 1, for |s| <= 0.1716.
double artanh_remainder(double s2) {
    const double s4 = s2 * s2;
    const double s8 = s4 * s4;
    const double low = (2.0 / 3 + s2 * (2.0 / 5)) + s4 * (2.0 / 7 + s2 * (2.0 / 9));
    const double middle = (2.0 / 11 + s2 * (2.0 / 13)) + s4 * (2.0 / 15 + s2 * (2.0 / 17));
    const double high = 2.0 / 19 + s2 * (2.0 / 21);
    return s2 * (low + s8 * (middle + s8 * high));
}

struct Sum {  // value = upper + lower, about 2^-60 relative
    double upper;
    double lower;
};

double upper_half(double x) {  // Dekker's split: 26 bits, so products of halves are exact
    const double shifted = x * 0x1.0000002p27;
    return shifted - (shifted - x);
}

Sum exact_product(double a, double b) {
    const double product = a * b;
    const double a1 = upper_half(a), a2 = a - a1;
    const double b1 = upper_half(b), b2 = b - b1;
    return {product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

Sum extended_log(double x) {
    const Reduced r = reduce(x);
    const double f = r.mantissa - 1.0;
    const double d = 2.0 + f;
    const double d_lower = f - (d - 2.0);
    const double s = f / d;
    const Sum back = exact_product(s, d);
    const double s_lower = (((f - back.upper) - back.lower) - s * d_lower) / d;

    const double k = r.exponent;
    const double a = k * ln2_upper, b = 2.0 * s;
    const double sum = a + b;  // a is 0 or the greater one
    const double sum_lower = r.exponent == 0 ? 0.0 : b - (sum - a);
    const double lower =
        (sum_lower + k * ln2_lower) + (2.0 * s_lower + s * artanh_remainder(s * s));
    const double upper = sum + lower;
    return {upper, lower - (upper - sum)};
}

bool is_integer(double x) {
    const double a = std::fabs(x);
    return a >= two_to_53 || static_cast<double>(static_cast<std::int64_t>(a)) == a;
}
bool is_odd_integer(double x) {
    const double a = std::fabs(x);
    return a < two_to_53 && is_integer(a) && (static_cast<std::int64_t>(a) & 1) != 0;
}

double power_by_products(double base, int n) {
    double result = 1.0;
    for (; n != 0; n >>= 1, base *= base) {
        if ((n & 1) != 0)
            result *= base;
    }
    return result;
}

double positive_power(double base, double exponent) {  // base positive and finite
    const Sum logarithm = extended_log(base);
    const double estimate = exponent * logarithm.upper;
    if (!(std::fabs(estimate) < 800.0))
        return estimate > 0.0 ? infinity : 0.0;
    const Sum product = exact_product(exponent, logarithm.upper);
    const double power = exp(product.upper);
    if (power == 0.0 || power == infinity)
        return power;
    return power + power * (product.lower + exponent * logarithm.lower);
}

}  // namespace

double exp(double x) {
    if (x != x)
        return x;
    if (x > 710.0)
        return infinity;
    if (x < -746.0)
        return 0.0;
    // Adding 1.5 * 2^52 rounds to the nearest integer and leaves it in the low bits.
    constexpr double rounder = 0x1.8p52;
    const double shifted = x * 0x1.71547652b82fep0 + rounder;  // 1 / ln 2
    const double n = shifted - rounder;
    const double upper = x - n * ln2_upper;
    const double lower = n * ln2_lower;
    const double r = upper - lower;

    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    const double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    const double high =
        (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
    const double tail = r2 * (low + r4 * (middle + r4 * high));
    return scale(
        1.0 + (upper + (tail - lower)),
        static_cast<int>(static_cast<std::int32_t>(static_cast<std::uint32_t>(to_bits(shifted)))));
}

double log(double x) {
    if (!(x > 0.0))
        return x == 0.0 ? -infinity : not_a_number;
    if (x == infinity)
        return x;
    const Reduced r = reduce(x);
    const double k = r.exponent;
    const double f = r.mantissa - 1.0;
    const double s = f / (2.0 + f);
    const double half_square = 0.5 * f * f;
    const double remainder = artanh_remainder(s * s);
    // log(1 + f) = f - f^2/2 + s (f^2/2 + remainder): the leading terms are exact or nearly so.
    return k * ln2_upper - ((half_square - (s * (half_square + remainder) + k * ln2_lower)) - f);
}

double asinh(double x) {
    const double a = std::fabs(x);
    double result = a;
    if (a > 0x1p28) {
        result = log(a) + ln2;
    } else if (a > 1.0) {
        result = log(a + std::sqrt(1.0 + a * a));
    } else if (a > 0x1p-28) {
        const double t = a + a * a / (1.0 + std::sqrt(1.0 + a * a));
        const double u = 1.0 + t;
        result = log(u) + (t - (u - 1.0)) / u;  // what rounding 1 + t has lost comes back
    }
    return x < 0.0 ? -result : (x == 0.0 ? x : result);
}

double pow(double base, double exponent) {
    if (exponent == 0.0 || base == 1.0)
        return 1.0;
    if (base != base || exponent != exponent)
        return not_a_number;
    if (exponent == 1.0)
        return base;
    if (exponent == 2.0)
        return base * base;
    const bool negative = base < 0.0 || (base == 0.0 && 1.0 / base < 0.0);
    const double size = std::fabs(base);
    const double sign = negative && is_odd_integer(exponent) ? -1.0 : 1.0;
    if (std::fabs(exponent) == infinity)
        return size == 1.0 ? 1.0 : ((size > 1.0) == (exponent > 0.0) ? infinity : 0.0);
    if (size == 0.0 || size == infinity)
        return sign * ((size == 0.0) == (exponent > 0.0) ? 0.0 : infinity);
    if (negative && !is_integer(exponent))
        return not_a_number;
    if (is_integer(size) && is_integer(exponent) && std::fabs(exponent) <= 64.0) {
        const double power = power_by_products(size, static_cast<int>(std::fabs(exponent)));
        if (power <= two_to_53)
            return sign * (exponent > 0.0 ? power : 1.0 / power);
    }
    return sign * positive_power(size, exponent);
}

}  // namespace cellchain::physics::deterministic
