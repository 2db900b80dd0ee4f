/* The chain's bit rate, written to every board in production: see settings.h and PROTOCOL.md. */
#ifndef CHAIN_RATE_H
#define CHAIN_RATE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* From non-volatile memory: 2400, 9600 or 38400 bits/s; 9600 where no valid record is. */
uint16_t chain_rate_read(void);

#ifdef __cplusplus
}
#endif
#endif
