/* Sleep: what wakes is what the mode leaves running, of the interrupts that are enabled. */
#ifndef CELLCHAIN_AVR_SLEEP_H
#define CELLCHAIN_AVR_SLEEP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SLEEP_MODE_IDLE 0
#define SLEEP_MODE_ADC 1
#define SLEEP_MODE_PWR_DOWN 2
#define SLEEP_MODE_STANDBY 6

void set_sleep_mode(uint8_t mode);
void sleep_enable(void);
void sleep_disable(void);
void sleep_cpu(void); /* does nothing unless enabled */
void sleep_mode(void);
static inline void sleep_bod_disable(void) {} /* saves current, which is not modelled */

#ifdef __cplusplus
}
#endif
#endif
