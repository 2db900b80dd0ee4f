/* The echo of tests/firmware/ on the example's UART in software. A timer's handler comes too late
 * for 9600 bits/s here, whoever asks for that gets a quarter. */
#include "firmware_glue/examples/software_uart/soft_uart.h"

#undef hal_uart_open
#define hal_uart_open(n, bits_per_s, format) soft_uart_open(n, (bits_per_s) / 4, format)

#include "tests/firmware/echo.c"
