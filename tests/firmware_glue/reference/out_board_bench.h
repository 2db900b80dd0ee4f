#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fake_board.h"
#include "firmware_glue/reference/chain_message.h"

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t coil_timer = 2;
constexpr std::uint8_t communication_timer = 3;

/// Three cells and OUT: 3.30 V = 660 counts each, 3 x 660 = 0x07BC, temperature 295 = 0x0127.
inline Bytes message(std::uint8_t sequence, std::uint8_t requested = 4, std::uint32_t charge1 = 0) {
    Bytes bytes{3,    requested, sequence, 0x08, 0xBC, 0x07, 0x00,  //
                0x02, 0x94,      1,        0x02, 0x94, 1,           //
                0x01, 0x27,      1,        0x01, 0x27, 1,           //
                0x00, 0x00,      0x00,     0x00, 0x02, 0xA8,        //
                0x00, 0x50,      0x00,     0x00, 2,    4,    0};
    bytes.resize(CHAIN_BYTES);
    if (requested < 4) {
        chain_put_u16(&bytes[CHAIN_DETAIL_VOLTAGE], 660);
        chain_put_u16(&bytes[CHAIN_DETAIL_TEMPERATURE], 295);
    }
    chain_put_u24(&bytes[CHAIN_CHARGE1], charge1);
    chain_seal(bytes.data());
    return bytes;
}

/// Four cells and OUT, which is the one asked for.
inline Bytes message_of_one_more(std::uint8_t sequence) {
    auto m = message(sequence, 5);
    m[CHAIN_POSITION] = 4;
    chain_put_u24(&m[CHAIN_SUM], 4 * 660);
    chain_seal(m.data());
    return m;
}

class OutBoard : public testing::Test {
protected:
    OutBoard() { fw_reset(HAL_RESET_POWER_ON); }

    static void power_up() {
        fake.convert({660, 295});
        finish_coils();
    }

    static bool is_pulsing() {
        const auto* const coils = &fake.pins[HAL_PIN_COIL_CHARGE_SET];
        return std::any_of(coils, coils + 4, [](std::uint8_t level) { return level != 0; });
    }

    static void finish_coils() {
        while (is_pulsing())
            fw_event(HAL_EV_TIMER, coil_timer, 0);
    }

    static Bytes frame_after(const Bytes& received) {
        fake.sent[HAL_UART_DATA_OUT].clear();
        fake.send_chain(received);
        fake.convert({660, 295});
        fake.drain(HAL_UART_DATA_OUT);
        return fake.sent[HAL_UART_DATA_OUT];
    }

    static std::string app(const std::string& line) {
        fake.sent[HAL_UART_RADIO].clear();
        for (const char c : line + "\n")
            fw_event(HAL_EV_UART_BYTE, HAL_UART_RADIO, static_cast<std::uint8_t>(c));
        fake.drain(HAL_UART_RADIO);
        return {fake.sent[HAL_UART_RADIO].begin(), fake.sent[HAL_UART_RADIO].end()};
    }

    static void miss_messages() {
        fw_event(HAL_EV_TIMER, communication_timer, 0);
        finish_coils();
    }

    /// Seen pressed with a message and still so with another, that time later.
    static void press_button(std::uint32_t ticks) {
        fake.pins[HAL_PIN_BUTTON] = 1;
        frame_after(message(4));
        fake.ticks += ticks - FakeBoard::message_ticks;
        frame_after(message(5));
    }

    static int coils_on() {
        int on = 0;
        for (int pin = HAL_PIN_COIL_CHARGE_SET; pin <= HAL_PIN_COIL_LOAD_RESET; ++pin)
            on += fake.pins[static_cast<std::size_t>(pin)];
        return on;
    }
};
