#include "board.h"

#define WRITE_PIN(pin, port, bit)                  \
    case pin:                                      \
        if (level)                                 \
            PORT##port |= (1 << (bit));            \
        else                                       \
            PORT##port &= (uint8_t) ~(1 << (bit)); \
        break;

void hal_pin_write(uint8_t pin, uint8_t level) {
    switch (pin) {
        BOARD_PINS(WRITE_PIN)
        default:
            break; /* not on this board */
    }
}

#define READ_PIN(pin, port, bit) \
    case pin:                    \
        return (PIN##port >> (bit)) & 1;

uint8_t hal_pin_read(uint8_t pin) {
    switch (pin) {
        BOARD_PINS(READ_PIN)
        default:
            return 0;
    }
}

/* Inputs come behind the outputs in the contract. */
#define MAKE_OUTPUT(pin, port, bit) \
    if ((pin) < HAL_PIN_SW1)        \
        DDR##port |= (1 << (bit));

void pins_start(void) { BOARD_PINS(MAKE_OUTPUT) }
