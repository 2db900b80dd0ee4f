#pragma once

namespace cellchain::physics::deterministic {

/// exp, log, asinh and pow whose results are the same bits on every machine.
///
/// Models  the real functions in double precision; error at most 2 units in the last place for
///         exp, log and pow, 4 for asinh. Special values as in the C standard, errno untouched.
/// Source  argument reduction with ln 2 in two parts and power series, as in any numerics text;
///         the coefficients are the series' own (1/n!, 2/(2n+1)), none is fitted.
/// Limits  not correctly rounded. Integer powers of integers are exact as long as they fit 2^53.
///
/// The C library picks its variants by processor and differs between versions; only additions,
/// products, quotients and square roots are the same everywhere, and only those are used here.
double exp(double x);
double log(double x);
double asinh(double x);
double pow(double base, double exponent);

/// 1 - exp(-x) without cancellation: the share of the way covered after x time constants, x >= 0.
inline double settled_share(double x) {
    if (x > 0.01)
        return 1.0 - exp(-x);
    // Next term: x^6 / 5040, below 2e-16 here.
    return x * (1.0 -
                x * (1.0 / 2 - x * (1.0 / 6 - x * (1.0 / 24 - x * (1.0 / 120 - x * (1.0 / 720))))));
}

/// settled_share(x) / x by its first five terms, too large by at most x^5 / 720: 5e-10 of itself at
/// 0.05. For looks a short way ahead, not for what is kept.
inline double settled_slope(double x) {
    return 1.0 - x * (1.0 / 2 - x * (1.0 / 6 - x * (1.0 / 24 - x * (1.0 / 120))));
}

}  // namespace cellchain::physics::deterministic
