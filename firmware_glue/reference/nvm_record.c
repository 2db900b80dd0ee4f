#include "nvm_record.h"

#include "hal/cellhal.h"
#include "settings.h"

static uint8_t checksum(const uint8_t* image, uint8_t length) {
    uint8_t sum = 0;
    for (uint8_t i = 0; i + 1 < length; ++i)
        sum = (uint8_t)(sum + image[i]);
    return (uint8_t)(sum ^ 0xFFu);
}

void nvm_record_seal(uint8_t* image, uint8_t length) {
    image[0] = SETTINGS_MAGIC;
    image[length - 1] = checksum(image, length);
}

uint8_t nvm_record_read(uint16_t address, uint8_t* image, uint8_t length) {
    for (uint8_t i = 0; i < length; ++i)
        image[i] = hal_nvm_read((uint16_t)(address + i));
    return image[0] == SETTINGS_MAGIC && image[length - 1] == checksum(image, length);
}
