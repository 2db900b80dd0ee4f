// On the part a double is single precision, and so are these: the host's of double precision are no
// part of a firmware. They get their names from the assembler, for what the compiler knows as built
// in would be exported.

#define IN_SINGLE_PRECISION(function)                                     \
    extern "C" double single_##function(double x) __asm__(#function);     \
    extern "C" __attribute__((used)) double single_##function(double x) { \
        return __builtin_##function##f(static_cast<float>(x));            \
    }
#define OF_TWO_IN_SINGLE_PRECISION(function)                                          \
    extern "C" double single_##function(double x, double y) __asm__(#function);       \
    extern "C" __attribute__((used)) double single_##function(double x, double y) {   \
        return __builtin_##function##f(static_cast<float>(x), static_cast<float>(y)); \
    }

IN_SINGLE_PRECISION(acos)
IN_SINGLE_PRECISION(asin)
IN_SINGLE_PRECISION(atan)
IN_SINGLE_PRECISION(ceil)
IN_SINGLE_PRECISION(cos)
IN_SINGLE_PRECISION(exp)
IN_SINGLE_PRECISION(floor)
IN_SINGLE_PRECISION(log)
IN_SINGLE_PRECISION(log10)
IN_SINGLE_PRECISION(round)
IN_SINGLE_PRECISION(sin)
IN_SINGLE_PRECISION(sqrt)
IN_SINGLE_PRECISION(tan)
IN_SINGLE_PRECISION(trunc)
OF_TWO_IN_SINGLE_PRECISION(atan2)
OF_TWO_IN_SINGLE_PRECISION(fmod)
OF_TWO_IN_SINGLE_PRECISION(pow)
