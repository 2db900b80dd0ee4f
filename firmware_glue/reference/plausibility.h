/* Whether OUT believes a message whose CRC is good. On a bad link about one spoilt message in 2800
 * has a good CRC by chance; what it would do for long (count charge that never flowed, measure the
 * capacity by another number of cells) is refused here. */
#ifndef PLAUSIBILITY_H
#define PLAUSIBILITY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the messages that follow are measured against. */
struct plausible_mark {
    uint32_t counter[2]; /* charge, 1/16 A s */
    uint8_t position;    /* of OUT; 0: no message yet */
    uint8_t sequence;
};

struct plausibility {
    struct plausible_mark believed;
    struct plausible_mark doubted; /* the last one refused, unless one was believed since */
    uint8_t silent_runs;           /* of the communication limit since `believed`, at most 255 */
};

/* 1 when the message agrees with itself: counts that an ADC has, sum and requested cell between
 * lowest and highest, cells that exist, switches and sensors of the manual's tables. */
uint8_t plausible_alone(const uint8_t* message);

/* 1 when the message is to be believed: it agrees with itself, comes from as many cells as before,
 * and its counters have advanced by no more than the sensors can pass in the time. Where it differs
 * from the past twice in the same way it is the past that is over: boards have been added. `charge`
 * is what the counters have advanced by since the message before. */
uint8_t plausible_message(struct plausibility* past, const uint8_t* message, int32_t charge[2]);

/* No message was believed for OUT_COMMUNICATION_LIMIT_S once more. */
void plausible_silence(struct plausibility* past);

#ifdef __cplusplus
}
#endif
#endif
