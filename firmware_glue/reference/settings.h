/* The firmware's constants of choice and its layout of the non-volatile memory.
 *
 * A record in non-volatile memory is: magic byte, payload, checksum. The checksum is the
 * complement of the low 8 bits of the sum of all bytes before it. A record that does not check is
 * ignored as a whole. What is written later than in production is kept twice. Numbers of more than
 * one byte are stored most significant byte first. */
#ifndef SETTINGS_H
#define SETTINGS_H

#define SETTINGS_MAGIC 0xB5
#define SETTINGS_OPEN 0x00 /* in its place while the record is written */

/* ---- Every board: the chain's bit rate, written by the maker --------------------------------
 * address 96, behind all that IN and OUT keep: magic, code, checksum. Code 0 is 2400 bits/s, 1 is
 * 9600, 2 is 38400; all boards of a chain need the same. */
#define CHAIN_RATE_ADDRESS 96
#define CHAIN_RATE_BYTES 3
#define CHAIN_RATE_CODE 1

#define CHAIN_RATE_DEFAULT 9600 /* bits/s, without a valid record */

/* ---- IN: factory settings, written by the maker or with switch 8 (M-SW-03) ------------------
 * address 0: magic, sensor code 0 ... 7, cell count code 0 ... 15, sensor count 1 or 2, checksum */
#define IN_FACTORY_ADDRESS 0
#define IN_FACTORY_COPY_ADDRESS 32
#define IN_FACTORY_BYTES 5
#define IN_FACTORY_SENSOR 1
#define IN_FACTORY_CELLS 2
#define IN_FACTORY_SENSOR_COUNT 3

/* Without a valid record: 100 A (the manual's default), two sensors, and 255 cells, because a
 * count above the boards fitted has no drawback (M-CHN-08) and IN cannot know the boards. */
#define IN_DEFAULT_SENSOR 2
#define IN_DEFAULT_CELLS 15
#define IN_DEFAULT_SENSOR_COUNT 2

/* address 16: magic, zero offset of sensor 1 and of sensor 2 (s16, ADC counts), checksum */
#define IN_ZERO_ADDRESS 16
#define IN_ZERO_COPY_ADDRESS 48
#define IN_ZERO_BYTES 6
#define IN_ZERO_OFFSETS 1

/* ---- OUT: what the maker writes --------------------------------------------------------------
 * address 104: magic, version of the board (major in the high four bits, minor in the low ones),
 * options below, checksum */
#define OUT_FACTORY_ADDRESS 104
#define OUT_FACTORY_BYTES 4
#define OUT_FACTORY_VERSION 1
#define OUT_FACTORY_OPTIONS 2

/* Data-out dialect V1.2: a clock in bytes 48 and 49, where v3.3.11 has key and value. */
#define OUT_OPTION_CLOCK 0x01
/* The record of byte 25 rotates over the factory cell count, not over the counted cells. */
#define OUT_OPTION_FACTORY_ROTATION 0x02

/* Without a valid record: v2.0, data-out v3.3.11 over the counted cells. */
#define OUT_DEFAULT_VERSION 0x20
#define OUT_DEFAULT_OPTIONS 0x00

/* Boards below v1.8 answer the app only after a press of the button (M-APP-01). */
#define OUT_VERSION_RADIO_AWAKE 0x18

/* ---- OUT: settings of the app (M-APP-02) ----------------------------------------------------
 * address 0: magic, then as numbered below, checksum */
#define OUT_SETTINGS_ADDRESS 0
#define OUT_SETTINGS_COPY_ADDRESS 32
#define OUT_SETTINGS_BYTES 26
#define OUT_SETTINGS_V_MIN 1             /* u16, counts of 5 mV */
#define OUT_SETTINGS_V_MAX 3             /* u16, counts of 5 mV */
#define OUT_SETTINGS_T_MIN 5             /* s8, degC */
#define OUT_SETTINGS_T_MAX 6             /* s8, degC */
#define OUT_SETTINGS_CHARGE_RESTART 7    /* u8, percent */
#define OUT_SETTINGS_DISCHARGE_RESTART 8 /* u8, percent */
#define OUT_SETTINGS_CAPACITY 9          /* u32, Wh */
#define OUT_SETTINGS_SOLAR_PEAK 13       /* u32, W */
#define OUT_SETTINGS_INVERTER_PEAK 17    /* u32, W */
#define OUT_SETTINGS_PIN 21              /* u32, the digits as a number */

/* address 64: magic, total collected, total consumed (u32, Wh), checksum */
#define OUT_TOTALS_ADDRESS 64
#define OUT_TOTALS_COPY_ADDRESS 80
#define OUT_TOTALS_BYTES 10
#define OUT_TOTALS_COLLECTED 1
#define OUT_TOTALS_CONSUMED 5

/* Totals are stored whenever one has grown by this since it was stored last: at most this is lost
 * with the power, and 100000 writes of a memory cell, the magic byte's two each time, are 5 MWh. */
#define OUT_TOTALS_STEP_WH 100

/* ---- OUT: defaults of the app's settings ---------------------------------------------------- */
#define OUT_DEFAULT_V_MIN 560 /* 2.80 V in counts of 5 mV */
#define OUT_DEFAULT_V_MAX 730 /* 3.65 V */
#define OUT_DEFAULT_T_MIN 0   /* degC */
#define OUT_DEFAULT_T_MAX 55
#define OUT_DEFAULT_CHARGE_RESTART 90 /* percent */
#define OUT_DEFAULT_DISCHARGE_RESTART 20
#define OUT_DEFAULT_CAPACITY 1000 /* Wh */
#define OUT_DEFAULT_SOLAR_PEAK 0  /* W */
#define OUT_DEFAULT_INVERTER_PEAK 0
#define OUT_DEFAULT_PIN 1234

/* ---- OUT: fixed choices --------------------------------------------------------------------- */
/* At every power-up, until the first full charge corrects it. */
#define OUT_INITIAL_SOC_PERCENT 50
#define OUT_NOMINAL_CELL_MV 3200    /* the manual's nominal: Ah = Wh / (3.2 V x cells) (M-ALG-01) */
#define OUT_COMMUNICATION_LIMIT_S 3 /* without a good message: relays off, warning E */
#define OUT_COIL_PULSE_MS 20
#define OUT_FIRST_PULSED_RELAY 0 /* 0 charge, 1 load, when both are to move (M-OUT-01) */
#define OUT_BUTTON_HOLD_S 5      /* sets the PIN back (M-APP-01) */
#define OUT_RADIO_SET_UP_S 10    /* with the button held at power-up; "approximately 10 seconds" */
#define OUT_DAY_S 86400          /* of "today", from power-up: the board has no clock */
#define OUT_MISSING_CELL_COUNT 0 /* voltage and temperature of a cell that is not on the chain */

#endif
