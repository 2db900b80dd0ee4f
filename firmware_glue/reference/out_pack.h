/* What the OUT board knows of the pack and decides from it: the last good message, SOC, energy,
 * settings, relay states. No input or output but the non-volatile memory. */
#ifndef OUT_PACK_H
#define OUT_PACK_H

#include "cell_records.h"
#include "chain_message.h"
#include "data_out.h"
#include "out_settings.h"
#include "plausibility.h"
#include "relay_driver.h"
#include "relay_logic.h"
#include "soc.h"

#ifdef __cplusplus
extern "C" {
#endif

struct out_pack {
    uint8_t message[CHAIN_BYTES]; /* the last one taken */
    uint8_t communication;
    uint8_t report_lost; /* the next frame tells that communication was lost */
    uint8_t relay_on[2];
    struct plausibility past;
    struct relay_limits limits;
    struct soc soc;
    struct energy energy;
    struct out_settings settings;
    struct cell_records cells;
};

void out_pack_reset(struct out_pack* pack);

/* Takes a message with a good CRC; 0 when it is not to be believed, and nothing has changed. */
uint8_t out_pack_take_message(struct out_pack* pack, const uint8_t* message);

/* No message was taken for OUT_COMMUNICATION_LIMIT_S. */
void out_pack_lost(struct out_pack* pack);

void out_pack_set(struct out_pack* pack, uint8_t setting, int32_t value); /* as app_link.h */
void out_pack_clear_energy(struct out_pack* pack);

uint8_t out_pack_status(const struct out_pack* pack); /* byte 31 of data-out */
uint8_t out_pack_cells(const struct out_pack* pack);  /* counted on the chain */
uint8_t out_pack_two_sensors(const struct out_pack* pack);
uint16_t out_pack_v_bypass(const struct out_pack* pack);
uint32_t out_pack_voltage(const struct out_pack* pack);

/* All values of a data-out frame but its cell record and key. */
void out_pack_message_values(const struct out_pack* pack, struct data_out_values* v);
void out_pack_counted_values(const struct out_pack* pack, struct data_out_values* v);

#ifdef __cplusplus
}
#endif
#endif
