#include "firmware_glue/host/shared_names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace cellchain::host {

namespace {

struct Refused {
    const char* names;  // with spaces around each
    const char* reason;
};

// By what they share. In C++ `new` is _Znwm and _Znam.
constexpr Refused refused[] = {
    {" malloc calloc realloc reallocarray free strdup strndup asprintf posix_memalign "
     "aligned_alloc _Znwm _Znam _ZnwmRKSt9nothrow_t _ZnamRKSt9nothrow_t __cxa_allocate_exception "
     "__cxa_throw ",
     "one heap for all boards; use static variables"},
    {" rand srand random srandom rand_r drand48 lrand48 mrand48 srand48 ",
     "one sequence for all boards; keep a generator of your own"},
    {" strtok ", "remembers its text for all boards; use strchr or strspn"},
    {" __errno_location perror strerror ", "one errno for all boards; return errors as values"},
    {" time clock gettimeofday clock_gettime localtime gmtime mktime strftime sleep usleep "
     "nanosleep ",
     "the host's clock, not the board's; use hal_ticks or a timer"},
    {" setlocale localeconv nl_langinfo ", "one locale for all boards; write numbers yourself"},
    {" printf puts putchar fprintf fputs fputc fwrite vprintf vfprintf __printf_chk "
     "__fprintf_chk stdout stderr ",
     "a board has no console; use hal_trace"},
    {" sprintf snprintf vsprintf vsnprintf __sprintf_chk __snprintf_chk sscanf __isoc99_sscanf "
     "__isoc23_sscanf strtol strtoul strtod strtof atof __isoc23_strtol __isoc23_strtoul ",
     "follows the host's locale and its heap; write and read numbers yourself"},
    {" getenv fopen open read write system signal raise ", "a board has no operating system"}};

// Memory and text functions that remember nothing, and what compilers call by themselves.
const std::set<std::string>& allowed() {
    static const std::set<std::string> names{
        "memcpy", "memmove", "memset", "memcmp", "memchr", "memrchr", "mempcpy", "bcmp",
        "__memcpy_chk", "__memmove_chk", "__memset_chk", "__strcpy_chk", "__strncpy_chk",
        "__strcat_chk", "strlen", "strnlen", "strcmp", "strncmp", "strcpy", "strncpy", "stpcpy",
        "strcat", "strncat", "strchr", "strrchr", "strstr", "strspn", "strcspn", "strpbrk", "abs",
        "labs", "llabs", "div", "ldiv", "lldiv", "atoi", "atol", "atoll", "__stack_chk_fail",
        // the C++ run-time; a virtual destructor names `delete` whether or not anything calls it
        "__cxa_finalize", "__cxa_atexit", "__cxa_guard_acquire", "__cxa_guard_release",
        "__cxa_guard_abort", "__cxa_pure_virtual", "__cxa_deleted_virtual", "__cxa_begin_catch",
        "__cxa_end_catch", "__cxa_rethrow", "__cxa_call_unexpected", "__cxa_bad_cast",
        "__dynamic_cast", "__gxx_personality_v0", "_Unwind_Resume", "_ZSt9terminatev", "_ZdlPv",
        "_ZdlPvm", "_ZdaPv", "_ZdaPvm"};
    return names;
}

/// sinf, atan2f: single precision, as a microcontroller's library has it.
bool is_single_precision(const std::string& name) {
    static const std::set<std::string> functions{
        "acos",   "acosh",    "asin",   "asinh",     "atan", "atan2",     "atanh", "cbrt",
        "ceil",   "copysign", "cos",    "cosh",      "erf",  "erfc",      "exp",   "exp2",
        "expm1",  "fabs",     "fdim",   "floor",     "fma",  "fmax",      "fmin",  "fmod",
        "frexp",  "hypot",    "ldexp",  "llround",   "log",  "log10",     "log1p", "log2",
        "lrint",  "lround",   "modf",   "nearbyint", "pow",  "remainder", "rint",  "round",
        "scalbn", "sin",      "sincos", "sinh",      "sqrt", "tan",       "tanh",  "trunc"};
    return !name.empty() && name.back() == 'f' &&
           functions.count(name.substr(0, name.size() - 1)) > 0;
}

bool is_type_information(const std::string& name) {
    return name.rfind("_ZTVN10__cxxabiv1", 0) == 0 || name.rfind("_ZTI", 0) == 0;
}

/// What compilers call in code that is watched by a sanitizer: it keeps no state of the firmware's.
bool is_sanitizer(const std::string& name) {
    return name.rfind("__asan_", 0) == 0 || name.rfind("__ubsan_", 0) == 0;
}

}  // namespace

std::string reason_against(const std::string& name) {
    if (allowed().count(name) > 0 || is_single_precision(name) || is_type_information(name) ||
        is_sanitizer(name))
        return "";
    const auto* const found =
        std::find_if(std::begin(refused), std::end(refused), [&name](const Refused& group) {
            return std::string(group.names).find(" " + name + " ") != std::string::npos;
        });
    if (found != std::end(refused))
        return found->reason;
    if (is_single_precision(name + "f"))
        return "double precision, which no microcontroller has; use " + name + "f";
    return "no part of a firmware; link what defines it into the file";
}

}  // namespace cellchain::host
