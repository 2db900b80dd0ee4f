#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/models/parts/in_bench.h"

namespace cellchain::parts {

constexpr Ticks ms = ticks_per_second / 1000;

/// An IN board with a conformance firmware (tests/firmware/conformance.h), and what is done to it.
struct ConformanceBench : InBench {
    std::vector<std::string> faults;
    std::vector<std::string> traces;

    ConformanceBench(const char* file, Transport transport)
        : InBench(file, transport, 4 * ticks_per_second, config()) {
        board.set_fault_sink([this](const BoardFault& fault) {
            faults.push_back(fault.text.substr(0, fault.text.find(" in handler")));
        });
        board.set_trace_sink(
            [this](const char*, Ticks, std::uint16_t id, std::uint32_t a, std::uint32_t b) {
                traces.push_back(std::to_string(id) + " " + std::to_string(a) + " " +
                                 std::to_string(b));
            });
    }
    static BoardConfig config() {
        BoardConfig config;
        config.identity = {4711, 3, Volts{1.0875}};
        config.voltage_bias = Volts{-0.0005};
        config.on_fault = FaultPolicy::isolate;
        config.seed = 1;
        return config;
    }
    void hold_low(Ticks from, Ticks to) {
        physics::LineState low;
        low.held = false;
        script.at(from, [this, low] { questions->disturb(low); });
        script.at(to, [this] { questions->disturb({}); });
    }
    /// A stage each 100 ms from 100 ms on.
    void meet_event_style() {
        turn(1, true, 350 * ms);   // pins
        turn(1, false, 370 * ms);  // not wanted
        send('a', 820 * ms);       // hearing
        hold_low(840 * ms, 843 * ms);
        for (int byte = 0; byte < 5; ++byte)  // overrun: the last one comes behind
            send(static_cast<char>('0' + byte), (910 + 12 * static_cast<Ticks>(byte)) * ms);
        turn(1, true, 1450 * ms);  // deep sleep, from 1200 ms on
        script.at(1480 * ms, [this] { board.feel_low_supply(1480 * ms); });
    }
    void meet_main_style() {
        turn(1, true, 500 * ms);
        turn(1, false, 700 * ms);
        send('a', 1000 * ms);
        send('b', 1050 * ms);
        hold_low(1100 * ms, 1103 * ms);
        send('c', 1300 * ms);
        send('d', 1400 * ms);
    }
    std::string text() {
        run_until(4 * ticks_per_second);
        std::string text;
        for (const ByteOnWire& byte : said())
            text += static_cast<char>(byte.data());
        return text;
    }
};

/// What the firmware in event style says, wherever it runs; of little supply only where the
/// microcontroller `warns_of_supply`.
inline std::string text_of_event_style(bool warns_of_supply) {
    return R"(
reset 0 0 255
time 8000 t02 t00 t02 t02 t01 100 100
masks 0
pins 1 0 1 0 p09
pwm 1 0
adc 1 660 300 512 512 512 340 66 135
memory 1 n00 1 255
sending 0 0 0 1 14 1 1 0 8 c01
hearing s00 b00 97 s00 x00 1280
overrun b00 48 b00 49 b00 563 b00 52
sleep t00 n00
identity 4711 3 1087500 4294967270 0
deep p09 0 0)" +
           std::string(warns_of_supply ? " l00" : "") +
           R"(
watchdog w00 w00
reset 2 2 255 n00
reset 1 1 255 n00)";
}

/// Likewise in main style, which does not ask for that.
inline const char* const text_of_main_style = R"(reset 0 0 255
time 20 30 t02 t00 t02 t02 t01
masks 1 0 0 t00 a00
adc 660 300 512 512 512 340 66 135
memory 1 42 n00
pins 1 0 1 p09
deep 0 p09
sending 1 1 1 0 c01
empty e01
identity 4711 3 1087500 4294967270 0
hearing 97 0 9 98 0 5
waking b00 s00 b00
watchdog 0 w00
reset 2 2 255
reset 1 1 255
)";

inline std::string transport_name(const testing::TestParamInfo<Transport>& row) {
    const char* const names[] = {"bursts", "bytes", "edges"};
    return names[static_cast<int>(row.param)];
}

}  // namespace cellchain::parts
