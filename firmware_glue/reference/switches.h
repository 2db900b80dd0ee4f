/* What the option switches of the IN board mean (M-SW-01, M-SW-03). Bit 0 of `on` is switch 1. */
#ifndef SWITCHES_H
#define SWITCHES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SWITCH_FAST 0x01
#define SWITCH_BLIND_SPOT 0x04
#define SWITCH_AUTO_ZERO 0x08
#define SWITCH_CRITICAL 0x10
#define SWITCH_STORE 0x80

uint16_t switches_v_bypass(uint8_t on);   /* switches 2, 6, 7: counts of 5 mV */
uint8_t switches_sensor_code(uint8_t on); /* switches 1, 2, 3 */
uint8_t switches_cells_code(uint8_t on);  /* switches 4, 5, 6, 7 */
uint8_t factory_cell_count(uint8_t code); /* of code 0 ... 15 */

#ifdef __cplusplus
}
#endif
#endif
