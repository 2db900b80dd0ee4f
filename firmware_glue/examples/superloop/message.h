// The chain's message of 40 bytes, to which this board adds its own cell as it passes on each byte.
// Its layout is that of cellchain's reference firmware (PROTOCOL.md).
#pragma once

#include <stdint.h>

class Message {
public:
    static constexpr uint8_t length = 40;

    /// Own readings must not change within a message.
    void begin(uint16_t voltage, uint16_t temperature, bool is_bypassing);
    /// The next byte came and this one goes on for it.
    uint8_t pass(uint8_t in);
    void spoil() { is_bad_ = true; }

    uint8_t passed() const { return at_; }
    bool is_whole() const { return at_ == length; }
    /// Of a whole one.
    bool is_good() const { return !is_bad_; }
    uint16_t v_bypass() const { return v_bypass_; }
    bool is_fast() const { return is_fast_; }

private:
    uint8_t pass_field(uint8_t at, uint8_t in);
    uint8_t pass_position(uint8_t in);
    uint8_t add(uint8_t own, uint8_t in);
    uint8_t contest(uint8_t field, uint8_t part, uint8_t in);
    uint8_t pass_crc(uint8_t in, uint8_t expected, uint8_t out, uint8_t spoiled);

    uint16_t voltage_;
    uint16_t temperature_;
    uint16_t v_bypass_;
    uint16_t crc_in_;
    uint16_t crc_out_;
    uint8_t at_;
    uint8_t number_;
    uint8_t carry_;
    bool is_bypassing_;
    bool is_asked_;
    bool is_tied_;
    bool has_won_;
    bool is_bad_;
    bool is_fast_;
};
