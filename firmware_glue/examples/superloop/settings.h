// What this board was told for good: in its EEPROM, under a CRC.
#pragma once

#include <stdint.h>

struct Settings {
    uint8_t stores_messages;  // 1: sends a message on when all of it has come, and is good
    uint8_t hysteresis;       // 5 mV counts below V-bypass at which bypass ends
    uint8_t full_duty_above;  // 5 mV counts above V-bypass from which on all current is bypassed
};

/// Those in the EEPROM; where they do not check, the factory's, which are written there.
Settings load_settings();
