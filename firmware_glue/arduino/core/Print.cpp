#include "Print.h"

size_t Print::print(unsigned long number, int base) {
    char digits[8 * sizeof number];
    size_t length = 0;
    do {
        const auto digit = static_cast<char>(number % static_cast<unsigned long>(base));
        digits[length++] = static_cast<char>(digit < 10 ? '0' + digit : 'A' + digit - 10);
        number /= static_cast<unsigned long>(base);
    } while (number != 0);
    const size_t written = length;
    while (length != 0)
        write(static_cast<uint8_t>(digits[--length]));
    return written;
}

// Only decimal numbers have a sign.
size_t Print::print(long number, int base) {
    if (number >= 0 || base != DEC)
        return print(static_cast<unsigned long>(static_cast<uint32_t>(number)), base);
    return print('-') + print(0UL - static_cast<unsigned long>(number), base);
}

size_t Print::print(double number, int digits) {
    size_t written = number < 0 ? print('-') : 0;
    number = number < 0 ? -number : number;
    double half = 0.5;
    for (int i = 0; i < digits; ++i)
        half /= 10;
    number += half;
    const auto whole = static_cast<unsigned long>(number);
    written += print(whole);
    number -= static_cast<double>(whole);
    if (digits > 0)
        written += print('.');
    for (; digits > 0; --digits) {
        number *= 10;
        const auto digit = static_cast<unsigned long>(number);
        written += print(digit);
        number -= static_cast<double>(digit);
    }
    return written;
}
