#include "current_sensor.h"

/* In 0.125 A, by type: 25, 50, 100, 250, 400, 500, 1000, 2000 A. The 400 A type is missing in
 * the manual's table: rating / 200 and twice that, as its neighbours (M-MEA-06). */
static const uint8_t per_count[8] = {1, 2, 4, 10, 16, 20, 40, 80};
static const uint8_t blind_spot[8] = {2, 4, 10, 20, 32, 40, 80, 160};

static int16_t deviation(uint16_t code) { return (int16_t)((int16_t)code - CURRENT_SENSOR_MIDDLE); }

void current_sensor_follow_zero(struct current_sensor* sensor, uint16_t code, uint8_t first) {
    const int16_t now = deviation(code);
    if (first) {
        sensor->zero_sum = (int16_t)(now * CURRENT_SENSOR_ZERO_MESSAGES);
    } else {
        sensor->zero_sum = (int16_t)(sensor->zero_sum + now - sensor->zero_offset);
    }
    const int16_t half =
        sensor->zero_sum < 0 ? -CURRENT_SENSOR_ZERO_MESSAGES / 2 : CURRENT_SENSOR_ZERO_MESSAGES / 2;
    sensor->zero_offset = (int16_t)((sensor->zero_sum + half) / CURRENT_SENSOR_ZERO_MESSAGES);
}

int16_t current_sensor_convert(const struct current_sensor* sensor, uint16_t code, uint8_t type,
                               uint8_t blind_spot_on) {
    const int32_t counts = deviation(code) - sensor->zero_offset;
    const int32_t current = counts * per_count[type & 7];
    const int32_t limit = blind_spot_on ? blind_spot[type & 7] : 0;
    if (current >= -limit && current <= limit)
        return 0;
    if (current > CURRENT_SENSOR_LIMIT)
        return CURRENT_SENSOR_LIMIT;
    if (current < -CURRENT_SENSOR_LIMIT)
        return -CURRENT_SENSOR_LIMIT;
    return (int16_t)current;
}

int16_t current_sensor_largest(uint8_t type) {
    const int32_t current = (int32_t)CURRENT_SENSOR_CODES * per_count[type & 7];
    return current > CURRENT_SENSOR_LIMIT ? CURRENT_SENSOR_LIMIT : (int16_t)current;
}
