// What a register cannot be told here stops the board, with the register's name: no guess.
#ifndef CELLCHAIN_ARDUINO_MODELLED_H
#define CELLCHAIN_ARDUINO_MODELLED_H

#undef NDEBUG  // a build without assertions must not run on
#include <assert.h>

#define IS_MODELLED(condition, what) assert((condition) && what)

// For code that stands for hardware: it takes the cycles of the calls it makes, no others.
#if defined(__clang__)
#define HARDWARE __attribute__((no_sanitize("coverage")))
#else
#define HARDWARE __attribute__((no_sanitize_coverage))
#endif

#endif
