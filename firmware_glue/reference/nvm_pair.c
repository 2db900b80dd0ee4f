#include "nvm_pair.h"

#include "hal/cellhal.h"
#include "nvm_record.h"
#include "settings.h"

static uint8_t is_open(uint16_t address) { return hal_nvm_read(address) != SETTINGS_MAGIC; }

/* The magic byte goes first and comes back last, so a record half written never checks, whatever
 * the byte holds that the power was lost in. */
static uint8_t write_one(uint16_t address, const uint8_t* image, uint8_t length) {
    for (uint8_t i = 1; i < length; ++i) {
        if (hal_nvm_read((uint16_t)(address + i)) == image[i])
            continue;
        if (is_open(address)) {
            hal_nvm_write((uint16_t)(address + i), image[i]);
        } else {
            hal_nvm_write(address, SETTINGS_OPEN);
        }
        return 1;
    }
    if (!is_open(address))
        return 0;
    hal_nvm_write(address, SETTINGS_MAGIC);
    return 1;
}

uint8_t nvm_pair_read(uint16_t first, uint16_t second, uint8_t* image, uint8_t length) {
    return nvm_record_read(first, image, length) || nvm_record_read(second, image, length);
}

static uint8_t differ(uint16_t first, uint16_t second, uint8_t length) {
    for (uint8_t i = 0; i < length; ++i) {
        if (hal_nvm_read((uint16_t)(first + i)) != hal_nvm_read((uint16_t)(second + i)))
            return 1;
    }
    return 0;
}

/* The first one is read first, so it is opened only while the second one holds the same. */
uint8_t nvm_pair_write(uint16_t first, uint16_t second, const uint8_t* image, uint8_t length) {
    if (hal_nvm_busy())
        return 1;
    if (!is_open(first) && differ(first, second, length) && write_one(second, image, length))
        return 1;
    return write_one(first, image, length);
}
