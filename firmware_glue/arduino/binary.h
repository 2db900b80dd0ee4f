/* B0 ... B11111111, as the Arduino core has them. */
#ifndef CELLCHAIN_ARDUINO_BINARY_H
#define CELLCHAIN_ARDUINO_BINARY_H

/* The names of up to so many digits behind those of `name`, and their values. */
#define CELLCHAIN_BITS_1(name, value) name##0 = (value)*2, name##1 = (value)*2 + 1
#define CELLCHAIN_BITS_2(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_1(name##0, (value)*2), \
        CELLCHAIN_BITS_1(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_3(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_2(name##0, (value)*2), \
        CELLCHAIN_BITS_2(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_4(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_3(name##0, (value)*2), \
        CELLCHAIN_BITS_3(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_5(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_4(name##0, (value)*2), \
        CELLCHAIN_BITS_4(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_6(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_5(name##0, (value)*2), \
        CELLCHAIN_BITS_5(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_7(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_6(name##0, (value)*2), \
        CELLCHAIN_BITS_6(name##1, (value)*2 + 1)
#define CELLCHAIN_BITS_8(name, value)                                    \
    CELLCHAIN_BITS_1(name, value), CELLCHAIN_BITS_7(name##0, (value)*2), \
        CELLCHAIN_BITS_7(name##1, (value)*2 + 1)

enum { CELLCHAIN_BITS_8(B, 0) };

#endif
