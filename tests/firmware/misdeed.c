/* Before the cell board's own handler: one board, at one byte of one message, goes wrong.
 *
 * MISDEED is what it does, VICTIM the byte 0 of the message that this board hears (its neighbour's
 * number), AT_MESSAGE and AT_BYTE count from 0. The reference is built with fw_event renamed. */
#include <stdlib.h>

#include "firmware_glue/hal/cellhal.h"

void reference_fw_event(uint8_t event, uint8_t n, uint16_t arg);

#define MESSAGE_BYTES 40

static uint32_t heard;
static uint8_t is_victim;
static uint8_t* volatile nowhere;

static void do_misdeed(void) { MISDEED; }

void fw_event(uint8_t event, uint8_t n, uint16_t arg) {
    if (event == HAL_EV_UART_BYTE) {
        if (heard % MESSAGE_BYTES == 0)
            is_victim = (uint8_t)arg == VICTIM;
        if (is_victim && heard == MESSAGE_BYTES * AT_MESSAGE + AT_BYTE)
            do_misdeed();
        ++heard;
    }
    reference_fw_event(event, n, arg);
}
