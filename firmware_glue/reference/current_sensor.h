/* From the ADC count of a current sensor to 0.125 A (M-MEA-06, M-MEA-08, M-MEA-09). */
#ifndef CURRENT_SENSOR_H
#define CURRENT_SENSOR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CURRENT_SENSOR_MIDDLE 512  /* ADC count at 0 A */
#define CURRENT_SENSOR_CODES 1023  /* from the lowest to the highest */
#define CURRENT_SENSOR_LIMIT 32767 /* of 16 bits; the 2000 A type at about twice its rating */

/* The zero offset is the mean of about this many messages while auto zero is on. */
#define CURRENT_SENSOR_ZERO_MESSAGES 4

struct current_sensor {
    int16_t zero_offset; /* counts */
    int16_t zero_sum;    /* CURRENT_SENSOR_ZERO_MESSAGES times its running mean */
};

/* Auto zero: `first` in the first message with the switch on. */
void current_sensor_follow_zero(struct current_sensor* sensor, uint16_t code, uint8_t first);

/* The current in 0.125 A, positive charges the battery; sensor type as in the factory settings. */
int16_t current_sensor_convert(const struct current_sensor* sensor, uint16_t code, uint8_t type,
                               uint8_t blind_spot_on);

/* The largest current that can be told of a type, whatever its zero offset. */
int16_t current_sensor_largest(uint8_t type);

#ifdef __cplusplus
}
#endif
#endif
