/* Checked records in non-volatile memory, written one byte at a time. See settings.h. */
#ifndef NVM_RECORD_H
#define NVM_RECORD_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Sets the magic byte and the checksum of the record's image. */
void nvm_record_seal(uint8_t* image, uint8_t length);

/* Fills the image from memory; 0 when what is there does not check. */
uint8_t nvm_record_read(uint16_t address, uint8_t* image, uint8_t length);

/* Starts writing the first byte in which memory and image differ; 0 when there is none. Does
 * nothing while the memory is busy: call it again at HAL_EV_NVM_DONE. */
uint8_t nvm_record_write(uint16_t address, const uint8_t* image, uint8_t length);

#ifdef __cplusplus
}
#endif
#endif
