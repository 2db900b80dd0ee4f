#pragma once

#include <deque>
#include <string>
#include <systemc>
#include <vector>

#include "models/parts/horizon.h"
#include "models/parts/serial_link.h"

namespace cellchain::parts {

/// A person with the app: sends lines of the app link to the OUT board's radio UART, one after
/// the other. Each line begins at a barrier, so that no board has run past it; lines said while
/// others wait follow them.
///
/// Models  the radio module's UART at 9600 baud with an exact clock, one line every 200 ms; the app
///         is connected from the first of them until 200 ms behind the last (M-MEA-05).
/// Source  the app link in firmware_glue/reference/PROTOCOL.md.
/// Limits  no radio; replies are recorded by a listener, not waited for.
class AppClient : public sc_core::sc_module, public BarrierIf {
public:
    sc_core::sc_port<HorizonIf> horizon{"horizon"};
    sc_core::sc_port<SerialTransmitIf> radio{"radio"};
    sc_core::sc_out<bool> connected{"connected"};

    /// `lines` without line ends, sent from `start` on.
    AppClient(const sc_core::sc_module_name& name, std::vector<std::string> lines, Ticks start);

    /// Before the client's turn at a barrier: further lines, the first one at once when idle. The
    /// last one, which disconnects, waits for `stays` longer.
    void say(const std::vector<std::string>& lines, Seconds stays = Seconds{0.0});
    bool at_barrier(Ticks now) override;

private:
    struct Line {
        std::string text;
        Ticks waits;  // longer than a line must
    };

    void start_of_simulation() override;
    void send_line(Ticks now);
    bool show_connected(bool is_connected);

    std::deque<Line> lines_;  // still to be sent
    Ticks next_line_;         // not before
    bool is_connected_ = false;
};

}  // namespace cellchain::parts
