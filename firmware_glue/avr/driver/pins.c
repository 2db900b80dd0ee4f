/* Pins of the board. Outputs have a pull-down that is stronger than the part's pull-up, so that of
 * the modes only HAL_PIN_OUTPUT drives them high. */
#include <avr/interrupt.h>

#include "board.h"

#define IS_INPUT(pin) ((pin) >= HAL_PIN_SW1)
#define INPUTS (HAL_PIN_BUTTON - HAL_PIN_SW1 + 1)

/* Of an output the latch is its bit of PORT, which for an input is the pull-up. */
static struct input {
    uint8_t mode;
    uint8_t latch;
} inputs[INPUTS];

static inline void set(volatile uint8_t* port, uint8_t mask, uint8_t on) {
    if (on) {
        *port |= mask;
    } else {
        *port &= (uint8_t)~mask;
    }
}

static void show_input(const struct input* input, volatile uint8_t* direction,
                       volatile uint8_t* port, uint8_t mask) {
    const uint8_t is_output = input->mode == HAL_PIN_OUTPUT;
    const uint8_t is_low = input->mode == HAL_PIN_OPEN_DRAIN && !input->latch;
    set(port, mask, is_output ? input->latch : input->mode == HAL_PIN_PULL_UP);
    set(direction, mask, is_output || is_low);
}

#define SHOW_INPUT(pin, port, bit) \
    show_input(&inputs[(pin)-HAL_PIN_SW1], &DDR##port, &PORT##port, 1 << (bit))

#define SET_MODE(pin, port, bit)                                 \
    case pin:                                                    \
        if (IS_INPUT(pin)) {                                     \
            inputs[(pin)-HAL_PIN_SW1].mode = mode;               \
            SHOW_INPUT(pin, port, bit);                          \
        } else {                                                 \
            set(&DDR##port, 1 << (bit), mode == HAL_PIN_OUTPUT); \
        }                                                        \
        break;

void hal_pin_mode(uint8_t pin, uint8_t mode) {
    if (mode > HAL_PIN_ANALOG)
        return;
    switch (pin) {
        BOARD_PINS(SET_MODE)
        default:
            break; /* not on this board */
    }
}

#define WRITE_PIN(pin, port, bit)                    \
    case pin:                                        \
        if (IS_INPUT(pin)) {                         \
            inputs[(pin)-HAL_PIN_SW1].latch = level; \
            SHOW_INPUT(pin, port, bit);              \
        } else if (level) {                          \
            PORT##port |= (1 << (bit));              \
        } else {                                     \
            PORT##port &= (uint8_t) ~(1 << (bit));   \
        }                                            \
        break;

void hal_pin_write(uint8_t pin, uint8_t level) {
    switch (pin) {
        BOARD_PINS(WRITE_PIN)
        default:
            break; /* not on this board */
    }
}

#define READ_PIN(pin, port, bit)                                               \
    case pin:                                                                  \
        if (IS_INPUT(pin) && inputs[(pin)-HAL_PIN_SW1].mode == HAL_PIN_ANALOG) \
            return 0;                                                          \
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
    if (!IS_INPUT(pin))             \
        DDR##port |= (1 << (bit));

void pins_start(void) { BOARD_PINS(MAKE_OUTPUT) }

/* ---- Edges ------------------------------------------------------------------------------------
 */

/* All inputs of a board are on one port; a bit for each. */
static struct {
    uint8_t rising; /* wanted */
    uint8_t falling;
    uint8_t seen;
} edges;

#define MASK_OF(input, port, bit) \
    case input:                   \
        return IS_INPUT(input) ? 1 << (bit) : 0;

static inline uint8_t input_mask(uint8_t pin) {
    switch (pin) {
        BOARD_PINS(MASK_OF)
        default:
            return 0;
    }
}

#define WATCH(port, group)                                                      \
    edges.seen = (uint8_t)((edges.seen & (uint8_t)~mask) | (PIN##port & mask)); \
    PCMSK##group = edges.rising | edges.falling;                                \
    PCICR = PCMSK##group ? 1 << PCIE##group : 0;

void hal_pin_irq(uint8_t pin, uint8_t wanted) {
    const uint8_t mask = input_mask(pin);
    if (mask == 0 || wanted > HAL_EDGE_BOTH)
        return;
    set(&edges.rising, mask, wanted & HAL_EDGE_RISING);
    set(&edges.falling, mask, wanted & HAL_EDGE_FALLING);
    BOARD_INPUT_PORTS(WATCH)
}

#define TELL(pin, port, bit)                  \
    if (IS_INPUT(pin) && told & (1 << (bit))) \
        fw_event(HAL_EV_PIN, pin, ticks);

/* The tick is that of the interrupt, which the part enters some cycles behind the edge. */
#define EDGE_HANDLER(port, group)                                                                  \
    ISR(PCINT##group##_vect) {                                                                     \
        const uint16_t ticks = (uint16_t)hal_ticks();                                              \
        const uint8_t level = PIN##port;                                                           \
        const uint8_t told =                                                                       \
            (uint8_t)((level ^ edges.seen) & ((level & edges.rising) | (~level & edges.falling))); \
        edges.seen = level;                                                                        \
        BOARD_PINS(TELL)                                                                           \
    }

BOARD_INPUT_PORTS(EDGE_HANDLER)
