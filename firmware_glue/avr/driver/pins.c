/* Pins of the board. Outputs have a pull-down that is stronger than the part's pull-up, so that of
 * the modes only HAL_PIN_OUTPUT drives them high. */
#include <avr/interrupt.h>

#include "lines.h"
#include "sleep.h"

#define IS_INPUT(pin) ((pin) >= HAL_PIN_SW1)
#define INPUTS ((HAS_LINE_PINS ? HAL_PIN_CHAIN_TX : HAL_PIN_BUTTON) - HAL_PIN_SW1 + 1)

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
    WHOLE {
        switch (pin) {
            BOARD_PINS(SET_MODE)
            LINE_PINS(SET_MODE)
            default:
                break; /* not on this board */
        }
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
    WHOLE {
        switch (pin) {
            BOARD_PINS(WRITE_PIN)
            LINE_PINS(WRITE_PIN)
            default:
                break; /* not on this board */
        }
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
        LINE_PINS(READ_PIN)
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
    uint8_t held; /* edges that wait while the firmware sleeps */
    uint16_t held_ticks;
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

#define WATCH(port, group, bits)                                                       \
    edges.seen = (uint8_t)((edges.seen & (uint8_t)~mask) | (PIN##port & mask));        \
    PCMSK##group = (uint8_t)((PCMSK##group & ~(bits)) | edges.rising | edges.falling); \
    if (PCMSK##group) {                                                                \
        PCICR |= 1 << PCIE##group;                                                     \
    } else {                                                                           \
        PCICR &= (uint8_t) ~(1 << PCIE##group);                                        \
    }

void hal_pin_irq(uint8_t pin, uint8_t wanted) {
    if (wanted > HAL_EDGE_BOTH)
        return;
    if (HAS_LINE_PINS && pin == HAL_PIN_CHAIN_RX)
        return line_watch_pin(wanted);
    const uint8_t mask = input_mask(pin);
    if (mask == 0)
        return;
    WHOLE {
        set(&edges.rising, mask, wanted & HAL_EDGE_RISING);
        set(&edges.falling, mask, wanted & HAL_EDGE_FALLING);
        edges.held &= (uint8_t)~mask;
        BOARD_INPUT_PORTS(WATCH)
    }
}

/* The first edge of an input that was held back is told, as an event that waits would be. */
static inline void tell(uint8_t pin, uint8_t mask, uint16_t ticks) {
    if (comes(HAL_WAKE_PIN)) {
        FIRMWARE_HANDLER(HAL_EV_PIN, pin, ticks);
    } else {
        edges.held |= mask;
        edges.held_ticks = ticks;
    }
}

#define TELL(pin, port, bit)                  \
    if (IS_INPUT(pin) && told & (1 << (bit))) \
        tell(pin, 1 << (bit), ticks);

/* The tick is that of the interrupt, which the part enters some cycles behind the edge. */
#define TELL_EDGES(port, group, bits)                                                          \
    const uint16_t ticks = (uint16_t)hal_ticks();                                              \
    const uint8_t level = PIN##port;                                                           \
    const uint8_t told =                                                                       \
        (uint8_t)((level ^ edges.seen) & ((level & edges.rising) | (~level & edges.falling))); \
    edges.seen = level;                                                                        \
    BOARD_PINS(TELL)

static inline void inputs_changed(void) { BOARD_INPUT_PORTS(TELL_EDGES) }

#define TELL_HELD(pin, port, bit)             \
    if (IS_INPUT(pin) && held & (1 << (bit))) \
        FIRMWARE_HANDLER(HAL_EV_PIN, pin, edges.held_ticks);

void pins_resume(void) {
    const uint8_t held = edges.held;
    edges.held = 0;
    BOARD_PINS(TELL_HELD)
    line_pin_resume();
}

/* Port D has the receivers' lines, and at OUT the input. */
#if defined(BOARD_CELL)
ISR(PCINT2_vect) { lines_changed(); }
#elif defined(BOARD_IN)
ISR(PCINT2_vect) { inputs_changed(); }
ISR(PCINT3_vect) { lines_changed(); }
#else
ISR(PCINT3_vect) {
    inputs_changed();
    lines_changed();
}
#endif
