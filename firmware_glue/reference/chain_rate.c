#include "chain_rate.h"

#include "nvm_record.h"
#include "settings.h"

uint16_t chain_rate_read(void) {
    uint8_t image[CHAIN_RATE_BYTES];
    if (nvm_record_read(CHAIN_RATE_ADDRESS, image, CHAIN_RATE_BYTES)) {
        switch (image[CHAIN_RATE_CODE]) {
            case 0:
                return 2400;
            case 2:
                return 38400;
            default:
                break;
        }
    }
    return CHAIN_RATE_DEFAULT;
}
