/* The last heard voltage and temperature of each cell: ADC counts of 10 bits, packed, because
 * 255 cells at four bytes would not leave room for a stack in 2 KB. */
#ifndef CELL_RECORDS_H
#define CELL_RECORDS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CELL_RECORDS_MAX 255

struct cell_records {
    uint8_t voltage_low[CELL_RECORDS_MAX];
    uint8_t temperature_low[CELL_RECORDS_MAX];
    uint8_t high_bits[(CELL_RECORDS_MAX + 1) / 2]; /* four for each cell */
};

/* Cells are numbered from 1. Unheard ones read 0. */
void cell_records_put(struct cell_records* records, uint8_t cell, uint16_t voltage,
                      uint16_t temperature);
uint16_t cell_records_voltage(const struct cell_records* records, uint8_t cell);
uint16_t cell_records_temperature(const struct cell_records* records, uint8_t cell);

#ifdef __cplusplus
}
#endif
#endif
