/* Records that are kept twice, so that the power may go at any instant: one of the two is whole
 * whenever one was. See settings.h. */
#ifndef NVM_PAIR_H
#define NVM_PAIR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Fills the image from the first of the two that checks; 0 when neither does. */
uint8_t nvm_pair_read(uint16_t first, uint16_t second, uint8_t* image, uint8_t length);

/* Starts writing the next byte; 0 when both hold the sealed image. Does nothing while the memory is
 * busy: call it again at HAL_EV_NVM_DONE. The image may change in between. */
uint8_t nvm_pair_write(uint16_t first, uint16_t second, const uint8_t* image, uint8_t length);

#ifdef __cplusplus
}
#endif
#endif
