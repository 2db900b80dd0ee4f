#include "settings.h"

#include <EEPROM.h>
#include <util/crc16.h>

#ifndef STORES_MESSAGES
#define STORES_MESSAGES 0
#endif

namespace {

constexpr int address = 16;
constexpr Settings of_factory = {STORES_MESSAGES, 4, 8};  // 20 mV: the drop of cell wires

struct Record {
    Settings settings;
    uint8_t unused;
    uint16_t crc;
};

uint16_t crc_of(const Record& record) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(&record);
    uint16_t crc = 0xFFFF;
    for (unsigned i = 0; i < sizeof record - sizeof record.crc; ++i)
        crc = _crc16_update(crc, bytes[i]);
    return crc;
}

}  // namespace

Settings load_settings() {
    Record record;
    EEPROM.get(address, record);
    if (record.crc != crc_of(record)) {
        record = {of_factory, 0, 0};
        record.crc = crc_of(record);
        EEPROM.put(address, record);
    }
    return record.settings;
}
