// Clocks that the program may take away from parts of the microcontroller.
#ifndef CELLCHAIN_ARDUINO_CLOCKS_H
#define CELLCHAIN_ARDUINO_CLOCKS_H

namespace avr {

void set_timer0_clock(bool runs);
void set_timer1_clock(bool runs);
void set_adc_clock(bool runs);

}  // namespace avr

#endif
