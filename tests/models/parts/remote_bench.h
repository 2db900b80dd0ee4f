#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/models/parts/in_bench.h"

namespace cellchain::parts {

constexpr Ticks us = ticks_per_second / 1'000'000;
constexpr Ticks ms = 1000 * us;

inline std::string event_name(std::uint16_t id) {
    switch (id) {
        case HAL_EV_TIMER:
            return "timer";
        case HAL_EV_ADC:
            return "adc";
        case HAL_EV_NVM_DONE:
            return "nvm";
        case HAL_EV_WATCHDOG:
            return "watchdog";
        case HAL_EV_UART_START:
            return "start";
        case HAL_EV_UART_BYTE:
            return "byte";
        case HAL_EV_UART_COMPLETE:
            return "complete";
        case HAL_EV_UART_ERROR:
            return "error";
        case HAL_EV_PIN:
            return "pin";
        case HAL_EV_SUPPLY_LOW:
            return "supply low";
        default:
            return std::string(1, static_cast<char>(id));
    }
}

/// An IN board that makes the calls which it is told by bytes (tests/firmware/remote.c), in both
/// styles and whatever carries the bytes.
struct RemoteBench : InBench {
    using Lines = std::vector<std::string>;
    struct Way {
        Transport transport;
        bool main_style;
    };
    static constexpr Ticks byte_spacing = 1100 * us;

    Lines told;  // "pin 9 6784 at 50005.000 us"
    Ticks next_byte = 1 * ms;

    explicit RemoteBench(Way way = {Transport::bursts, false}, const BoardConfig& config = {})
        : InBench(way.main_style ? REMOTE_MAIN : REMOTE_FIRMWARE, way.transport,
                  3 * ticks_per_second, config) {
        board.set_trace_sink(
            [this](const char*, Ticks when, std::uint16_t id, std::uint32_t a, std::uint32_t b) {
                told.push_back(fmt::format("{} {} {} at {:.3f} us", event_name(id), a, b,
                                           static_cast<double>(when) / us));
            });
    }
    /// From 1 ms on, a byte each 1.1 ms.
    void tell(const std::string& bytes) {
        for (const char byte : bytes) {
            send(byte, next_byte);
            next_byte += byte_spacing;
        }
    }
};

class InEveryWay : public testing::TestWithParam<RemoteBench::Way> {};

inline std::string way_name(const testing::TestParamInfo<RemoteBench::Way>& row) {
    const char* const names[] = {"bursts", "bytes", "edges"};
    return std::string(names[static_cast<int>(row.param.transport)]) +
           (row.param.main_style ? "_main" : "_event");
}

inline auto every_way() {
    return testing::Values(
        RemoteBench::Way{Transport::bursts, false}, RemoteBench::Way{Transport::bytes, false},
        RemoteBench::Way{Transport::edges, false}, RemoteBench::Way{Transport::bursts, true},
        RemoteBench::Way{Transport::bytes, true}, RemoteBench::Way{Transport::edges, true});
}

}  // namespace cellchain::parts
