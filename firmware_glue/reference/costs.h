/* What the handlers cost on an AVR at 8 MHz, in CPU cycles, for the host build.
 *
 * Written by tools/measure_costs: measured on the instruction-set simulator, built as
 * firmware_glue/avr/ does. Each comes on top of the host's figure for the way into a
 * handler. */
#ifndef COSTS_H
#define COSTS_H

/* each byte of a message, up to the one that is sent on for it */
#define COST_BYTE 231
/* the first one besides, behind that, up to the LED */
#define COST_FIRST_BYTE 56
/* the last one besides, behind that, up to the LED */
#define COST_LAST_BYTE 95
/* OUT: a good message, from there up to the coils */
#define COST_OUT_DECISION 6007
/* OUT: from there up to the first byte of data-out */
#define COST_OUT_FRAME 6028
/* IN: the reading of a current sensor */
#define COST_IN_CURRENT 364
/* IN: the last reading, up to the first byte of the message */
#define COST_IN_MESSAGE 1571
/* IN: from the reset vector up to the period's timer */
#define COST_IN_RESET 5090
/* OUT: from the reset vector up to the first coil */
#define COST_OUT_RESET 21332

#endif
