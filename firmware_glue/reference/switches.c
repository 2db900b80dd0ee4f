#include "switches.h"

/* The manual lists the switches of a group from its most significant bit. */
static uint8_t bit_of(uint8_t on, uint8_t number, uint8_t value) {
    return (on >> (number - 1)) & 1 ? value : 0;
}

uint16_t switches_v_bypass(uint8_t on) {
    static const uint16_t counts[8] = {680, 700, 720, 740, 800, 820, 840, 860}; /* M-SW-01 */
    return counts[bit_of(on, 2, 4) | bit_of(on, 6, 2) | bit_of(on, 7, 1)];
}

uint8_t switches_sensor_code(uint8_t on) {
    return (uint8_t)(bit_of(on, 1, 4) | bit_of(on, 2, 2) | bit_of(on, 3, 1));
}

uint8_t switches_cells_code(uint8_t on) {
    return (uint8_t)(bit_of(on, 4, 8) | bit_of(on, 5, 4) | bit_of(on, 6, 2) | bit_of(on, 7, 1));
}

uint8_t factory_cell_count(uint8_t code) {
    static const uint8_t cells[16] = {4,  8,  12, 16, 20,  24,  28,  32,
                                      48, 64, 80, 96, 128, 156, 204, 255}; /* M-SW-03 */
    return cells[code & 0x0Fu];
}
