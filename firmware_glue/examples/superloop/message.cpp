#include "message.h"

#include <util/crc16.h>

namespace {

enum {
    position = 0,
    requested = 1,
    flags = 3,
    sum = 4,       // 3 bytes, least significant first
    extremes = 7,  // lowest and highest voltage, lowest and highest temperature: 3 bytes each
    detail = 19,   // voltage and temperature of the requested cell
    bypass_limit = 23,
    bypassing = 31,
    crc = 38
};

constexpr uint8_t fast = 0x01;
constexpr uint8_t spoil_mark = 0x55;

uint8_t high(uint16_t number) { return number >> 8; }
uint8_t low(uint16_t number) { return number & 0xFF; }

}  // namespace

void Message::begin(uint16_t voltage, uint16_t temperature, bool is_bypassing) {
    voltage_ = voltage;
    temperature_ = temperature;
    is_bypassing_ = is_bypassing;
    crc_in_ = crc_out_ = 0xFFFF;
    at_ = carry_ = 0;
    is_bad_ = false;
}

uint8_t Message::pass(uint8_t in) {
    const uint8_t at = at_++;
    if (at == crc)
        return pass_crc(in, high(crc_in_), high(crc_out_), 0);
    if (at > crc)
        return pass_crc(in, low(crc_in_), low(crc_out_), spoil_mark);
    const uint8_t out = pass_field(at, in);
    crc_in_ = _crc_xmodem_update(crc_in_, in);
    crc_out_ = _crc_xmodem_update(crc_out_, out);
    return out;
}

uint8_t Message::pass_field(uint8_t at, uint8_t in) {
    const uint8_t own[] = {high(voltage_), low(voltage_), high(temperature_), low(temperature_)};
    if (at >= extremes && at < detail)
        return contest((at - extremes) / 3, (at - extremes) % 3, in);
    if (at >= detail && at < bypass_limit)
        return is_asked_ ? own[at - detail] : in;
    switch (at) {
        case position:
            return pass_position(in);
        case requested:
            is_asked_ = in == number_;
            return in;
        case flags:
            is_fast_ = (in & fast) != 0;
            return in;
        case sum:
            return add(low(voltage_), in);
        case sum + 1:
            return add(high(voltage_), in);
        case sum + 2:
            return add(0, in);
        case bypass_limit:
        case bypass_limit + 1:
            v_bypass_ = v_bypass_ << 8 | in;
            return in;
        case bypassing:
            return in + is_bypassing_;
        default:
            return in;
    }
}

uint8_t Message::pass_position(uint8_t in) {
    number_ = in + 1;
    if (number_ < 2)
        is_bad_ = true;  // 0 is no position, and 256 cells are too many
    return number_;
}

uint8_t Message::add(uint8_t own, uint8_t in) {
    const uint16_t total = in + own + carry_;
    carry_ = high(total);
    return low(total);
}

// Two bytes of the extreme so far, most significant first, and the number of its cell.
uint8_t Message::contest(uint8_t field, uint8_t part, uint8_t in) {
    const uint16_t own = field < 2 ? voltage_ : temperature_;
    const uint8_t byte = part == 0 ? high(own) : low(own);
    const bool wants_lowest = field % 2 == 0;
    if (part == 2)
        return has_won_ ? number_ : in;
    if (part == 0) {
        is_tied_ = true;
        has_won_ = false;
    }
    if (is_tied_ && byte != in) {
        is_tied_ = false;
        has_won_ = (byte < in) == wants_lowest;
    }
    return has_won_ ? byte : in;
}

uint8_t Message::pass_crc(uint8_t in, uint8_t expected, uint8_t out, uint8_t spoiled) {
    if (in != expected)
        is_bad_ = true;
    return is_bad_ ? out ^ spoiled : out;
}
