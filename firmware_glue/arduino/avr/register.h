// A register of a peripheral, for avr/io.h.
#ifndef CELLCHAIN_AVR_REGISTER_H
#define CELLCHAIN_AVR_REGISTER_H

#include <stdint.h>

namespace avr {

/// Reads by one function and writes by another; holds nothing itself.
template <typename Value, Value (*read)(), void (*write)(Value)>
class Register {
public:
    operator Value() const { return read(); }
    const Register& operator=(const Register& other) const { return *this = Value(other); }
    const Register& operator=(int value) const {
        write(static_cast<Value>(value));
        return *this;
    }
    const Register& operator|=(int bits) const { return *this = read() | bits; }
    const Register& operator&=(int bits) const { return *this = read() & bits; }
    const Register& operator^=(int bits) const { return *this = read() ^ bits; }
    const Register& operator+=(int value) const { return *this = read() + value; }
    const Register& operator-=(int value) const { return *this = read() - value; }
};

}  // namespace avr

#define AVR_REGISTER_CALLS(Value, name) \
    Value read_##name();                \
    void write_##name(Value value);
#define AVR_REGISTER(Value, name) (avr::Register<Value, avr::read_##name, avr::write_##name>{})

#endif
