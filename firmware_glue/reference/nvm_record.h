/* Checked records in non-volatile memory. See settings.h. */
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

#ifdef __cplusplus
}
#endif
#endif
