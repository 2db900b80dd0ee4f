#include "models/physics/deterministic_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cellchain::physics {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The C library is the reference here: better than 1 unit in the last place where tests run.
double relative_error(double value, double reference) {
    if (value == reference)
        return 0.0;
    return std::fabs(value - reference) / std::fabs(reference);
}

constexpr double two_ulp = 4.5e-16;

TEST(DeterministicExp, agrees_with_the_c_library) {
    for (double x = -708.0; x < 709.0; x += 0.00731)
        ASSERT_LT(relative_error(deterministic::exp(x), std::exp(x)), two_ulp) << x;
    for (double x = 1e-20; x < 1.0; x *= 1.037)
        ASSERT_LT(relative_error(deterministic::exp(-x), std::exp(-x)), two_ulp) << x;
}

TEST(DeterministicExp, reaches_zero_and_infinity_like_the_c_library) {
    EXPECT_EQ(deterministic::exp(0.0), 1.0);
    EXPECT_EQ(deterministic::exp(710.0), infinity);
    EXPECT_EQ(deterministic::exp(infinity), infinity);
    EXPECT_EQ(deterministic::exp(-infinity), 0.0);
    EXPECT_EQ(deterministic::exp(-750.0), 0.0);
    EXPECT_NEAR(deterministic::exp(-744.0), std::exp(-744.0), 5e-324);
    EXPECT_LT(relative_error(deterministic::exp(709.782), std::exp(709.782)), two_ulp);
    EXPECT_TRUE(std::isnan(deterministic::exp(std::nan(""))));
}

TEST(DeterministicLog, agrees_with_the_c_library) {
    for (double x = 1e-320; x < 1e308; x *= 1.0137)
        ASSERT_LT(relative_error(deterministic::log(x), std::log(x)), two_ulp) << x;
    for (double x = 0.5; x < 2.0; x += 1.37e-5)
        ASSERT_LT(relative_error(deterministic::log(x), std::log(x)), two_ulp) << x;
}

TEST(DeterministicLog, follows_the_c_standard_at_its_limits) {
    EXPECT_EQ(deterministic::log(1.0), 0.0);
    EXPECT_EQ(deterministic::log(0.0), -infinity);
    EXPECT_EQ(deterministic::log(infinity), infinity);
    EXPECT_TRUE(std::isnan(deterministic::log(-1.0)));
}

TEST(DeterministicAsinh, agrees_with_the_c_library_on_both_sides) {
    for (double x = 1e-300; x < 1e300; x *= 1.0137) {
        ASSERT_LT(relative_error(deterministic::asinh(x), std::asinh(x)), 9e-16) << x;
        ASSERT_EQ(deterministic::asinh(-x), -deterministic::asinh(x)) << x;
    }
    EXPECT_EQ(deterministic::asinh(0.0), 0.0);
}

TEST(DeterministicPow, agrees_with_the_c_library) {
    for (double base = 1e-9; base < 1e9; base *= 1.31) {
        for (double exponent = -30.0; exponent < 30.0; exponent += 0.173) {
            ASSERT_LT(relative_error(deterministic::pow(base, exponent), std::pow(base, exponent)),
                      1e-15)
                << base << " ^ " << exponent;
        }
    }
    for (double base = 0.999; base < 1.001; base += 1.7e-6) {
        ASSERT_LT(relative_error(deterministic::pow(base, 6e5), std::pow(base, 6e5)), 2e-15)
            << base;
    }
}

TEST(DeterministicPow, is_exact_for_small_integers) {
    EXPECT_EQ(deterministic::pow(10.0, 6.0), 1e6);
    EXPECT_EQ(deterministic::pow(10.0, 15.0), 1e15);
    EXPECT_EQ(deterministic::pow(10.0, -3.0), 1e-3);
    EXPECT_EQ(deterministic::pow(-2.0, 3.0), -8.0);
    EXPECT_EQ(deterministic::pow(-2.0, 52.0), 4503599627370496.0);
    EXPECT_EQ(deterministic::pow(0.1, 1.0), 0.1);
}

TEST(DeterministicPow, follows_the_c_standard_at_its_limits) {
    const double values[] = {-infinity, -3.0, -2.5, -1.0, -0.5, -0.0,    0.0,
                             0.5,       1.0,  2.0,  2.5,  3.0,  infinity};
    for (const double base : values) {
        for (const double exponent : values) {
            const double ours = deterministic::pow(base, exponent);
            const double theirs = std::pow(base, exponent);
            if (std::isnan(theirs)) {
                EXPECT_TRUE(std::isnan(ours)) << base << " ^ " << exponent;
            } else {
                EXPECT_LE(relative_error(ours, theirs), two_ulp) << base << " ^ " << exponent;
                EXPECT_EQ(std::signbit(ours), std::signbit(theirs)) << base << " ^ " << exponent;
            }
        }
    }
}

TEST(SettledShare, keeps_its_digits_for_short_steps) {
    for (double x = 1e-15; x < 50.0; x *= 1.07)
        ASSERT_LT(relative_error(deterministic::settled_share(x), -std::expm1(-x)), 1.2e-14) << x;
    EXPECT_EQ(deterministic::settled_share(0.0), 0.0);
}

TEST(SettledSlope, lies_within_its_bound_for_short_looks) {
    for (double x = 0.0001; x <= 0.05; x += 0.0001)
        ASSERT_LT(relative_error(deterministic::settled_slope(x), -std::expm1(-x) / x), 5e-10) << x;
    EXPECT_EQ(deterministic::settled_slope(0.0), 1.0);
}

// Typed from a first run: a compiler or flag that changes one bit of a result fails here.
TEST(DeterministicMath, keeps_its_bits) {
    EXPECT_EQ(deterministic::exp(-0.1), 0x1.cf46d99d52b3ap-1);
    EXPECT_EQ(deterministic::log(3.3), 0x1.31a4e7240c777p+0);
    EXPECT_EQ(deterministic::asinh(10.0), 0x1.7fc5c506d2bdbp+1);
    EXPECT_EQ(deterministic::pow(885.0, 0.526), 0x1.1be93435f9dd1p+5);
}

}  // namespace
}  // namespace cellchain::physics
