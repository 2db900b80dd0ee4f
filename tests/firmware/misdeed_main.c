/* Around the cell board in main style, as misdeed.c around the reference: one board's main program
 * goes wrong in the turn of its polling loop that follows one byte of one message.
 *
 * MISDEED, VICTIM, AT_MESSAGE and AT_BYTE are as there. The twin is built with fw_isr and hal_poll
 * renamed. */
#include <stdlib.h>

#include "firmware_glue/hal/cellhal.h"

void twin_fw_isr(uint8_t event, uint8_t n, uint16_t arg);
void twin_hal_poll(void);

#define MESSAGE_BYTES 40

static uint32_t heard;
static uint8_t is_victim;
static volatile uint8_t is_due;
static uint8_t* volatile nowhere;

static uint32_t descend(uint32_t depth) {
    volatile uint8_t frame[200];
    frame[depth % sizeof frame] = (uint8_t)depth;
    return descend(depth + 1) + frame[(depth + 1) % sizeof frame];
}

static void do_misdeed(void) { MISDEED; }

void twin_hal_poll(void) {
    if (is_due)
        do_misdeed();
    (void)descend;
    hal_poll();
}

void fw_isr(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE) {
        if (heard % MESSAGE_BYTES == 0)
            is_victim = (uint8_t)arg == VICTIM;
        is_due = is_victim && heard == MESSAGE_BYTES * AT_MESSAGE + AT_BYTE;
        ++heard;
    }
    twin_fw_isr(event, n, arg);
}
