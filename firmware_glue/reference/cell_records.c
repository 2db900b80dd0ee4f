#include "cell_records.h"

static uint8_t shift_of(uint8_t index) { return index & 1 ? 4 : 0; }

void cell_records_put(struct cell_records* records, uint8_t cell, uint16_t voltage,
                      uint16_t temperature) {
    const uint8_t index = (uint8_t)(cell - 1);
    const uint8_t shift = shift_of(index);
    const uint8_t high = (uint8_t)(((voltage >> 8) & 3u) | (((temperature >> 8) & 3u) << 2));
    uint8_t* bits = &records->high_bits[index / 2];
    records->voltage_low[index] = (uint8_t)(voltage & 0xFFu);
    records->temperature_low[index] = (uint8_t)(temperature & 0xFFu);
    *bits = (uint8_t)((*bits & (0xF0u >> shift)) | (uint8_t)(high << shift));
}

static uint8_t high_of(const struct cell_records* records, uint8_t index) {
    return (uint8_t)(records->high_bits[index / 2] >> shift_of(index));
}

uint16_t cell_records_voltage(const struct cell_records* records, uint8_t cell) {
    const uint8_t index = (uint8_t)(cell - 1);
    return (uint16_t)(records->voltage_low[index] | ((high_of(records, index) & 3u) << 8));
}

uint16_t cell_records_temperature(const struct cell_records* records, uint8_t cell) {
    const uint8_t index = (uint8_t)(cell - 1);
    return (uint16_t)(records->temperature_low[index] | ((high_of(records, index) & 0x0Cu) << 6));
}
