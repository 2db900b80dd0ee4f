/* State of charge by coulomb counting, and energy counters (M-ALG-01 to M-ALG-03, M-ALG-12). */
#ifndef SOC_H
#define SOC_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Charge is counted in 1/16 A s, as the chain message's counters: 57600 are 1 Ah. */
struct soc {
    uint32_t charge;
    uint32_t capacity; /* 0 before soc_set_capacity */
    uint32_t capacity_wh;
    uint8_t cells;
    uint8_t calibrated; /* was full once since power-up */
};

/* The first call sets the charge to OUT_INITIAL_SOC_PERCENT; later ones keep the percentage. */
/* At least one cell. */
void soc_set_capacity(struct soc* soc, uint32_t capacity_wh, uint8_t cells);
void soc_add(struct soc* soc, int32_t charge); /* clamped to 0 ... 100 % */
void soc_set_full(struct soc* soc);
uint8_t soc_percent(const struct soc* soc); /* rounded down */
uint32_t soc_stored_wh(const struct soc* soc);

/* Normal: every cell at V-bypass. Critical: their mean. Voltages in counts. */
uint8_t soc_is_full(uint8_t critical, uint16_t lowest_voltage, uint32_t pack_voltage,
                    uint16_t v_bypass, uint8_t cells);

struct energy_counter {
    uint32_t rest; /* below 1 Wh, in ENERGY_UNITS_PER_WH */
    uint32_t today_wh;
    uint32_t total_wh;
};

/* 1/16 A s times 5 mV is 0.3125 mJ. */
#define ENERGY_UNITS_PER_WH 11520000u

struct energy {
    struct energy_counter collected;
    struct energy_counter consumed;
    uint32_t half_seconds; /* of today */
};

/* Counts positive charge only. */
void energy_count(struct energy_counter* counter, int32_t charge, uint32_t pack_voltage);
void energy_pass_time(struct energy* energy, uint8_t half_seconds);
void energy_clear(struct energy* energy);

#ifdef __cplusplus
}
#endif
#endif
