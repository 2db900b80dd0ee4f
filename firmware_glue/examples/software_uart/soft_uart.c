/* Main style: the bits are interrupts, what to do about bytes is the program. See soft_uart.h. */
#define SOFT_UART_ITSELF
#include "soft_uart.h"

enum { RX_TIMER = 2, TX_TIMER = 3 };
enum { START_BIT = 0, STOP_BIT = 9, FRAME_BITS = 10 };
enum {
    LOOK_LATENCY = 104, /* ticks from a timer's match to the look at the pin */
    EDGE_LATENCY = 112, /* to the look at the time behind an edge */
    SOON = 64           /* ticks to a match that is set now, with room for setting it */
};
enum { WAITING = 8 /* a power of two */ };

struct happening {
    uint16_t arg;
    uint8_t event;
    uint8_t n;
};

/* 9600 bits/s at 8 MHz is 833 1/3 ticks a bit. */
struct instant {
    uint32_t tick;
    uint8_t fraction; /* 256ths */
};

static volatile struct {
    uint16_t bit_ticks;
    uint8_t bit_fraction;

    struct instant looks_at; /* the receive pin, but for LOOK_LATENCY */
    uint8_t heard;
    uint8_t hears_bit;

    struct instant sends_at; /* the next bit, but for EDGE_LATENCY */
    uint16_t frame;          /* what is left to send, the next bit lowest */
    uint8_t sends_bit;
    uint8_t is_sending;
    uint8_t held; /* goes next */
    uint8_t holds;
    uint8_t tells_when_empty;
} uart;

static volatile struct happening waiting[WAITING]; /* for fw_event() */
static volatile uint8_t first_waiting;
static volatile uint8_t count_waiting;

static void add_bit(volatile struct instant* instant) {
    const uint16_t fraction = (uint16_t)(instant->fraction + uart.bit_fraction);
    instant->fraction = (uint8_t)fraction;
    instant->tick += (uint32_t)(uart.bit_ticks + (fraction >> 8));
}

/* What finds the queue full is lost, as in a FIFO: its message then ends short. */
static void tell(uint8_t event, uint8_t n, uint16_t arg) {
    if (count_waiting == WAITING)
        return;
    volatile struct happening* const last = &waiting[(first_waiting + count_waiting) % WAITING];
    last->event = event;
    last->n = n;
    last->arg = arg;
    ++count_waiting;
}

/* ---- Receiving ------------------------------------------------------------------------------- */

static void hear_bit(void) {
    const uint8_t level = hal_pin_read(HAL_PIN_CHAIN_RX);
    const uint8_t bit = uart.hears_bit;
    if (bit == STOP_BIT)
        tell(HAL_EV_UART_BYTE, HAL_UART_CHAIN,
             (uint16_t)(uart.heard | (level ? 0 : HAL_UART_ERR_FRAMING << 8)));
    if (bit == STOP_BIT || (bit == START_BIT && level)) {
        hal_pin_irq(HAL_PIN_CHAIN_RX, HAL_EDGE_FALLING);
        return;
    }
    uart.heard = (uint8_t)(uart.heard >> 1 | (level ? 0x80 : 0));
    uart.hears_bit = (uint8_t)(bit + 1);
    add_bit(&uart.looks_at);
    hal_timer_at(RX_TIMER, uart.looks_at.tick - LOOK_LATENCY);
}

static void hear_start_edge(uint16_t edge) {
    const uint32_t now = hal_ticks();
    hal_pin_irq(HAL_PIN_CHAIN_RX, HAL_EDGE_NONE);
    uart.hears_bit = START_BIT;
    uart.looks_at.tick = now - (uint16_t)((uint16_t)now - edge) + uart.bit_ticks / 2;
    uart.looks_at.fraction = 0;
    if ((int32_t)(uart.looks_at.tick - LOOK_LATENCY - SOON - now) > 0)
        hal_timer_at(RX_TIMER, uart.looks_at.tick - LOOK_LATENCY);
    else
        hear_bit(); /* held up for so long that this is the middle of the start bit */
}

/* ---- Sending --------------------------------------------------------------------------------- */

static void load(void) {
    uart.frame = (uint16_t)(uart.held << 1 | 1 << STOP_BIT);
    uart.holds = 0;
    uart.sends_bit = START_BIT;
}

/* The pin first. A start edge that another interrupt has held up is where the receiver begins to
 * count, so the byte's other edges go by it. */
static void send_bit(void) {
    if (uart.sends_bit == FRAME_BITS) {
        uart.is_sending = uart.holds;
        if (!uart.holds)
            return;
        load();
    }
    hal_pin_write(HAL_PIN_CHAIN_TX, uart.frame & 1);
    if (uart.sends_bit == START_BIT) {
        uart.sends_at.tick = hal_ticks() - EDGE_LATENCY;
        uart.sends_at.fraction = 0;
    }
    uart.frame = uart.frame >> 1;
    uart.sends_bit = (uint8_t)(uart.sends_bit + 1);
    add_bit(&uart.sends_at);
    hal_timer_at(TX_TIMER, uart.sends_at.tick);
}

/* ---- For the firmware above ------------------------------------------------------------------ */

uint8_t soft_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t format) {
    if (n != HAL_UART_CHAIN || format != HAL_UART_8N1)
        return 0;
    uart.bit_ticks = (uint16_t)(hal_ticks_per_second() / bits_per_s);
    uart.bit_fraction = (uint8_t)(hal_ticks_per_second() % bits_per_s * 256 / bits_per_s);
    hal_pin_write(HAL_PIN_CHAIN_TX, 1);
    hal_pin_mode(HAL_PIN_CHAIN_TX, HAL_PIN_OUTPUT);
    hal_pin_mode(HAL_PIN_CHAIN_RX, HAL_PIN_PULL_UP);
    hal_pin_irq(HAL_PIN_CHAIN_RX, HAL_EDGE_FALLING);
    return 1;
}

void soft_uart_enable(uint8_t n, uint8_t flags) {
    if (n == HAL_UART_CHAIN)
        uart.tells_when_empty = (flags & HAL_UART_TX_EMPTY_EVENT) != 0;
}

/* One byte waits beside the one that is being sent, as in the hardware's data register. */
uint8_t soft_uart_put(uint8_t n, uint8_t byte) {
    if (n != HAL_UART_CHAIN || uart.holds)
        return 0;
    const hal_irq_t irq = hal_irq_save();
    uart.held = byte;
    uart.holds = 1;
    if (!uart.is_sending) {
        uart.is_sending = 1;
        load();
        hal_timer_at(TX_TIMER, hal_ticks() + SOON);
    }
    hal_irq_restore(irq);
    return 1;
}

/* ---- Interrupts and the program -------------------------------------------------------------- */

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_TIMER && n == TX_TIMER)
        send_bit();
    else if (event == HAL_EV_TIMER && n == RX_TIMER)
        hear_bit();
    else if (event == HAL_EV_PIN)
        hear_start_edge(arg);
    else
        tell(event, n, arg);
}

/* Sleeps while nothing waits; interrupts come again in any case. */
static uint8_t take(struct happening* next) {
    (void)hal_irq_save();
    if (count_waiting == 0) {
        hal_sleep(HAL_SLEEP_IDLE, HAL_WAKE_ANY);
        return 0;
    }
    *next = waiting[first_waiting];
    first_waiting = (uint8_t)((first_waiting + 1) % WAITING);
    --count_waiting;
    hal_irq_restore(1);
    return 1;
}

int main(void) {
    struct happening next;
    for (;;) {
        if (take(&next))
            fw_event(next.event, next.n, next.arg);
        if (uart.tells_when_empty && !uart.holds)
            fw_event(HAL_EV_UART_EMPTY, HAL_UART_CHAIN, 0);
    }
}
