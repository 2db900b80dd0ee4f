#include "plausibility.h"

#include "chain_message.h"
#include "current_sensor.h"
#include "settings.h"

#define ADC_LARGEST 1023u
#define V_BYPASS_LOWEST 680u /* 3.4 and 4.3 V (M-SW-01) */
#define V_BYPASS_HIGHEST 860u
#define SENSOR_TYPES 8
#define FLAGS_UNUSED 0xE0u

/* ---- The message alone ---------------------------------------------------------------------- */

static uint8_t is_cell(uint8_t number, uint8_t cells) { return number >= 1 && number <= cells; }

/* The lowest and the highest of a kind, each with its cell number behind it. */
static uint8_t extremes_agree(const uint8_t* lowest, const uint8_t* highest, uint8_t cells) {
    return chain_u16(lowest) <= chain_u16(highest) && chain_u16(highest) <= ADC_LARGEST &&
           is_cell(lowest[2], cells) && is_cell(highest[2], cells);
}

static uint8_t is_between(uint32_t value, const uint8_t* lowest, const uint8_t* highest,
                          uint8_t times) {
    return value >= (uint32_t)chain_u16(lowest) * times &&
           value <= (uint32_t)chain_u16(highest) * times;
}

static uint8_t voltages_agree(const uint8_t* m, uint8_t cells, uint8_t detail) {
    const uint8_t* lowest = &m[CHAIN_LOWEST_VOLTAGE];
    const uint8_t* highest = &m[CHAIN_HIGHEST_VOLTAGE];
    return extremes_agree(lowest, highest, cells) &&
           is_between(chain_u24(&m[CHAIN_SUM]), lowest, highest, cells) &&
           (!detail || is_between(chain_u16(&m[CHAIN_DETAIL_VOLTAGE]), lowest, highest, 1));
}

static uint8_t temperatures_agree(const uint8_t* m, uint8_t cells, uint8_t detail) {
    const uint8_t* lowest = &m[CHAIN_LOWEST_TEMPERATURE];
    const uint8_t* highest = &m[CHAIN_HIGHEST_TEMPERATURE];
    return extremes_agree(lowest, highest, cells) &&
           (!detail || is_between(chain_u16(&m[CHAIN_DETAIL_TEMPERATURE]), lowest, highest, 1));
}

static uint8_t settings_exist(const uint8_t* m) {
    const uint16_t v_bypass = chain_u16(&m[CHAIN_V_BYPASS]);
    return v_bypass >= V_BYPASS_LOWEST && v_bypass <= V_BYPASS_HIGHEST &&
           m[CHAIN_SENSOR_TYPE] < SENSOR_TYPES && (m[CHAIN_FLAGS] & FLAGS_UNUSED) == 0;
}

uint8_t plausible_alone(const uint8_t* m) {
    const uint8_t cells = m[CHAIN_POSITION];
    const uint8_t detail = is_cell(m[CHAIN_REQUESTED], cells);
    return cells >= 2 && m[CHAIN_REQUESTED] != 0 && m[CHAIN_BYPASSING] <= cells &&
           settings_exist(m) && voltages_agree(m, cells, detail) &&
           temperatures_agree(m, cells, detail);
}

/* ---- The message after others --------------------------------------------------------------- */

static struct plausible_mark mark_of(const uint8_t* m) {
    struct plausible_mark mark;
    mark.position = m[CHAIN_POSITION];
    mark.sequence = m[CHAIN_SEQUENCE];
    mark.counter[0] = chain_u24(&m[CHAIN_CHARGE1]);
    mark.counter[1] = chain_u24(&m[CHAIN_CHARGE2]);
    return mark;
}

/* What a sensor's counter may advance by: twice its current for each second, and a second more
 * than the communication timer has seen, for the clocks' differences. */
static int32_t largest_step(const uint8_t* m, uint8_t silent_runs) {
    const uint32_t seconds = ((uint32_t)silent_runs + 1) * OUT_COMMUNICATION_LIMIT_S + 1;
    return (int32_t)(2u * seconds * (uint32_t)current_sensor_largest(m[CHAIN_SENSOR_TYPE]));
}

static uint8_t follows(const struct plausible_mark* before, const struct plausible_mark* now,
                       int32_t step, int32_t charge[2]) {
    const uint8_t restarted = chain_restarted(before->sequence, now->sequence);
    uint8_t agrees = before->position == now->position;
    for (uint8_t i = 0; i < 2; ++i) {
        charge[i] = chain_charge_between(restarted ? 0 : before->counter[i], now->counter[i]);
        agrees = agrees && charge[i] <= step && charge[i] >= -step;
    }
    return agrees;
}

uint8_t plausible_message(struct plausibility* past, const uint8_t* message, int32_t charge[2]) {
    if (!plausible_alone(message))
        return 0;
    const struct plausible_mark now = mark_of(message);
    const int32_t step = largest_step(message, past->silent_runs);
    if (past->believed.position == 0) {
        charge[0] = 0;
        charge[1] = 0;
    } else if (!follows(&past->believed, &now, step, charge) &&
               !follows(&past->doubted, &now, step, charge)) {
        past->doubted = now;
        return 0;
    }
    past->believed = now;
    past->doubted.position = 0;
    past->silent_runs = 0;
    return 1;
}

void plausible_silence(struct plausibility* past) {
    if (past->silent_runs != 255)
        ++past->silent_runs;
}
