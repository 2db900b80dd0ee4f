// The resistor beside the cell, on for a part of each 16 ms.
#pragma once

#include <stdint.h>

class Bypass {
public:
    static constexpr uint8_t full = 16;

    /// Sixteenths of the time; 0 is off.
    void set(uint8_t duty);
    /// Off for a measurement, and on again as it was.
    void pause();
    void go_on();

    bool is_on() const { return duty_ != 0; }
    /// By the timer's interrupts, which need the clock.
    bool is_switching() const { return duty_ != 0 && duty_ != full; }

    void on_timer();

private:
    uint8_t duty_ = 0;
    volatile bool is_high_ = false;
};

extern Bypass bypass;
