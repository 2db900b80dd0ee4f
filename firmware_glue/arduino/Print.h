// Texts and numbers to a device that takes bytes.
#ifndef CELLCHAIN_ARDUINO_PRINT_H
#define CELLCHAIN_ARDUINO_PRINT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2

class __FlashStringHelper;

class Print {
public:
    virtual size_t write(uint8_t data) = 0;
    virtual size_t write(const uint8_t* bytes, size_t size) {
        size_t written = 0;
        while (written < size && write(bytes[written]) != 0)
            ++written;
        return written;
    }
    size_t write(const char* text) {
        return write(reinterpret_cast<const uint8_t*>(text), strlen(text));
    }
    size_t write(const char* bytes, size_t size) {
        return write(reinterpret_cast<const uint8_t*>(bytes), size);
    }
    virtual int availableForWrite() { return 0; }
    virtual void flush() {}

    size_t print(const char* text) { return write(text); }
    size_t print(const __FlashStringHelper* text) {
        return write(reinterpret_cast<const char*>(text));
    }
    size_t print(char letter) { return write(static_cast<uint8_t>(letter)); }
    size_t print(unsigned char number, int base = DEC) {
        return print(static_cast<unsigned long>(number), base);
    }
    size_t print(int number, int base = DEC) { return print(static_cast<long>(number), base); }
    size_t print(unsigned int number, int base = DEC) {
        return print(static_cast<unsigned long>(number), base);
    }
    size_t print(long number, int base = DEC);
    size_t print(unsigned long number, int base = DEC);
    size_t print(double number, int digits = 2);

    size_t println() { return write("\r\n"); }
    template <typename What>
    size_t println(What what) {
        const size_t written = print(what);
        return written + println();
    }
    template <typename What>
    size_t println(What what, int format) {
        const size_t written = print(what, format);
        return written + println();
    }

protected:
    ~Print() = default;
};

#endif
