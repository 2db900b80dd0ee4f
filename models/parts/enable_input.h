#pragma once

#include <systemc>

namespace cellchain::parts {

/// Enable input of a device: on while every contact in series with it is closed. Wired to no
/// contact it is always on: a device that the BMS cannot turn off.
class EnableInput
    : public sc_core::sc_port<sc_core::sc_signal_in_if<bool>, 0, sc_core::SC_ZERO_OR_MORE_BOUND> {
public:
    using sc_port::sc_port;

    bool is_on() const {
        for (int i = 0; i < size(); ++i)
            if (!(*this)[i]->read())
                return false;
        return true;
    }
};

}  // namespace cellchain::parts
