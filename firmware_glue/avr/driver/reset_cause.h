#ifndef RESET_CAUSE_H
#define RESET_CAUSE_H

#include <stdint.h>

/* HAL_RESET_..., once after each reset. */
uint8_t reset_cause_take(void);

#endif
