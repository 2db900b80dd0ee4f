#include "Arduino.h"
#include "core/interrupts.h"

extern "C" {

void fw_reset(uint8_t cause) { avr::keep_reset_cause(cause); }

__attribute__((weak)) void setup() {}
__attribute__((weak)) void loop() {}

// A program without the Arduino core has a main() of its own, which takes the place of this one. A
// loop() that does nothing is no program that hangs, and so calls its board.
__attribute__((weak)) int main() {
    init();
    setup();
    for (;;) {
        loop();
        (void)hal_millis();
    }
}

}  // extern "C"
