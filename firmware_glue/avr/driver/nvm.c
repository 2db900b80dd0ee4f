/* The EEPROM. */
#include <avr/interrupt.h>

#include "sleep.h"

uint8_t hal_nvm_busy(void) { return (EECR & (1 << EEPE)) != 0; }

/* While a byte is written none can be read; in main style an interrupt may begin to write one. */
uint8_t hal_nvm_read(uint16_t address) {
    for (;;) {
        while (hal_nvm_busy())
            ;
        WHOLE {
            if (CELLFW_STYLE == CELLFW_STYLE_EVENT || !hal_nvm_busy()) {
                EEAR = address;
                EECR |= 1 << EERE;
                return EEDR;
            }
        }
    }
}

void hal_nvm_write(uint16_t address, uint8_t value) {
    WHOLE {
        if (hal_nvm_busy())
            return;
        const uint8_t status = SREG;
        cli();
        EEAR = address;
        EEDR = value;
        EECR = 1 << EEMPE;
        EECR |= 1 << EEPE; /* within four cycles */
        EECR |= 1 << EERIE;
        SREG = status;
    }
}

uint32_t hal_ident(uint8_t what) {
    if (what >= IDENTITY_WORDS)
        return 0;
    const uint16_t address = (uint16_t)(IDENTITY_ADDRESS + 4 * what);
    uint32_t word = 0;
    for (uint8_t i = 4; i != 0; --i)
        word = word << 8 | hal_nvm_read((uint16_t)(address + i - 1));
    return word == UINT32_MAX ? 0 : word;
}

/* It comes as long as the EEPROM is ready. */
ISR(EE_READY_vect) {
    EECR &= (uint8_t) ~(1 << EERIE);
    if (comes(HAL_WAKE_NVM))
        FIRMWARE_HANDLER(HAL_EV_NVM_DONE, 0, 0);
}

/* Level-triggered. */
void nvm_resume(void) { EECR |= 1 << EERIE; }
