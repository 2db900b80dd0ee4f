#include <gtest/gtest.h>

#include <vector>

#include "fake_board.h"
#include "firmware_glue/reference/chain_message.h"
#include "firmware_glue/reference/passing_message.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes sealed(Bytes bytes) {
    bytes.resize(CHAIN_BYTES);
    chain_seal(bytes.data());
    return bytes;
}

// From cell 4, asking for cell 5; V-bypass 3.40 V = 0x02A8. Sum 4 x 660 = 0x0A50.
Bytes message_to_cell_5() {
    return sealed({4,    5,    9,    0x08,                 // position, requested, sequence, flags
                   0x50, 0x0A, 0x00,                       // sum
                   0x02, 0x95, 2,    0x02, 0x94, 3,        // lowest, highest voltage
                   0x01, 0x20, 1,    0x01, 0x26, 4,        // lowest, highest temperature
                   0x00, 0x00, 0x00, 0x00, 0x02, 0xA8,     // requested cell, V-bypass
                   0xFF, 0xF8, 0x80, 0x00, 2,    16,   1,  // currents, sensor, cells, bypassing
                   0x10, 0x20, 0x30, 0x40, 0x50, 0x60});   // charge counters
}

// With 3.30 V = 0x0294 (660 counts) and 0x0127 as cell 5's own readings: sum 3300 = 0x0CE4.
Bytes message_from_cell_5() {
    return sealed({5,    5,    9,    0x08,                 //
                   0xE4, 0x0C, 0x00,                       //
                   0x02, 0x94, 5,    0x02, 0x94, 3,        // lower; a tie keeps the first
                   0x01, 0x20, 1,    0x01, 0x27, 5,        //
                   0x02, 0x94, 0x01, 0x27, 0x02, 0xA8,     //
                   0xFF, 0xF8, 0x80, 0x00, 2,    16,   1,  //
                   0x10, 0x20, 0x30, 0x40, 0x50, 0x60});
}

class CellBoard : public testing::Test {
protected:
    CellBoard() {
        fw_reset(HAL_RESET_POWER_ON);
        fake.convert({660, 0x0127});
    }

    Bytes pass(const Bytes& message) {
        fake.sent[HAL_UART_CHAIN].clear();
        fake.send_chain(message);
        return fake.sent[HAL_UART_CHAIN];
    }

    static void accept(std::uint16_t reading) {
        fake.send_chain(message_to_cell_5());
        fake.convert({reading, 0x0127});
    }
};

TEST_F(CellBoard, updates_every_byte_of_a_passing_message) {
    EXPECT_EQ(pass(message_to_cell_5()), message_from_cell_5());
}

TEST_F(CellBoard, leaves_the_detail_of_another_cell_alone) {
    auto message = message_to_cell_5();
    message[CHAIN_REQUESTED] = 3;
    message[CHAIN_DETAIL_VOLTAGE] = 0x02;
    chain_seal(message.data());
    const auto out = pass(message);
    EXPECT_EQ(Bytes(out.begin() + 19, out.begin() + 23), (Bytes{0x02, 0x00, 0x00, 0x00}));
}

TEST_F(CellBoard, spoils_its_last_byte_after_a_bad_crc) {
    auto message = message_to_cell_5();
    message[39] ^= 0x01;
    auto expected = message_from_cell_5();
    expected[39] ^= 0x55;
    EXPECT_EQ(pass(message), expected);
}

TEST_F(CellBoard, passes_a_byte_with_a_framing_error_as_heard_and_spoils_the_message) {
    fake.ticks += 100 * FakeBoard::byte_ticks;
    const auto message = message_to_cell_5();
    for (std::size_t i = 0; i < message.size(); ++i) {
        fake.ticks += FakeBoard::byte_ticks;
        const int error = i == 29 ? HAL_UART_ERR_FRAMING << 8 : 0;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, static_cast<std::uint16_t>(message[i] | error));
    }
    auto expected = message_from_cell_5();
    expected[39] ^= 0x55;
    EXPECT_EQ(fake.sent[HAL_UART_CHAIN], expected);
    EXPECT_TRUE(fake.conversions.empty());  // nothing acts on a bad message
}

TEST_F(CellBoard, starts_anew_after_a_message_that_ended_short) {
    const auto message = message_to_cell_5();
    pass(Bytes(message.begin(), message.begin() + 23));
    EXPECT_EQ(pass(message), message_from_cell_5());
}

TEST_F(CellBoard, ignores_what_follows_a_message_without_a_gap) {
    auto message = message_to_cell_5();
    message.insert(message.end(), {1, 2, 3});
    EXPECT_EQ(pass(message), message_from_cell_5());
    EXPECT_EQ(pass(message_to_cell_5()), message_from_cell_5());
}

TEST_F(CellBoard, takes_three_byte_times_for_the_same_message_and_more_for_a_new_one) {
    const auto message = message_to_cell_5();
    pass(Bytes(message.begin(), message.begin() + 20));
    fake.ticks += 2 * FakeBoard::byte_ticks;  // the third is that of the byte itself
    for (std::size_t i = 20; i < message.size(); ++i) {
        fake.ticks += FakeBoard::byte_ticks;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, message[i]);
    }
    EXPECT_EQ(fake.sent[HAL_UART_CHAIN], message_from_cell_5());
}

TEST_F(CellBoard, keeps_the_order_of_bytes_that_find_the_transmitter_full) {
    const auto message = message_to_cell_5();
    fake.ticks += 100 * FakeBoard::byte_ticks;
    for (std::size_t i = 0; i < message.size(); ++i) {
        fake.ticks += FakeBoard::byte_ticks;
        fake.uart_full = i % 5 != 4;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, message[i]);
        if (!fake.uart_full)
            fake.drain(HAL_UART_CHAIN);
    }
    EXPECT_EQ(fake.sent[HAL_UART_CHAIN], message_from_cell_5());
    EXPECT_EQ(fake.uart_flags[HAL_UART_CHAIN], HAL_UART_RX | HAL_UART_TX);
}

// M-CHN-04
TEST_F(CellBoard, lights_its_led_while_a_message_passes) {
    const auto message = message_to_cell_5();
    pass(Bytes(message.begin(), message.begin() + 1));
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    pass(message);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    pass(Bytes(message.begin(), message.begin() + 10));
    fw_event(HAL_EV_TIMER, PASSING_TIMER_LED, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
}

// M-CHN-09: mounted while a message is on the wire, it takes the next one and flashes with it.
TEST_F(CellBoard, begins_to_flash_with_the_first_whole_message_after_it_was_mounted) {
    fake.ticks += 50 * FakeBoard::byte_ticks;
    fw_reset(HAL_RESET_POWER_ON);
    const auto message = message_to_cell_5();
    for (std::size_t i = 25; i < message.size(); ++i) {
        fake.ticks += FakeBoard::byte_ticks;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, message[i]);
        EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    }
    EXPECT_TRUE(fake.sent[HAL_UART_CHAIN].empty());
    fake.convert({660, 0x0127});
    pass(Bytes(message.begin(), message.begin() + 1));
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    EXPECT_EQ(pass(message), message_from_cell_5());
}

// M-ALG-11: V-bypass is 680 counts; 1 A over the cell's wires lowers the reading by up to 4.
TEST_F(CellBoard, bypasses_above_v_bypass_and_does_not_chatter) {
    accept(680);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 0);
    accept(681);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    accept(677);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 1);
    accept(676);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 1);
    accept(675);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 0);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
}

TEST_F(CellBoard, counts_itself_among_the_bypassing) {
    accept(681);
    EXPECT_EQ(pass(message_to_cell_5())[CHAIN_BYPASSING], 2);
}

TEST_F(CellBoard, takes_no_v_bypass_from_a_bad_message) {
    auto message = message_to_cell_5();
    message[CHAIN_V_BYPASS] = 0x01;
    pass(message);
    fake.convert({660, 0x0127});
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 0);
}

// M-CHN-10: three missed messages of 1.0 s, and of 0.5 s with the fast flag.
TEST_F(CellBoard, ends_its_bypass_after_three_missed_messages) {
    accept(681);
    EXPECT_EQ(fake.timers[PASSING_TIMER_SILENCE], 28000000u);  // 3.5 s of 8 MHz
    fw_event(HAL_EV_TIMER, PASSING_TIMER_SILENCE, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 0);
    auto message = message_to_cell_5();
    message[CHAIN_FLAGS] |= CHAIN_FLAG_FAST;
    chain_seal(message.data());
    pass(message);
    EXPECT_EQ(fake.timers[PASSING_TIMER_SILENCE], 14000000u);
}

TEST_F(CellBoard, spoils_a_message_beyond_255_cells) {
    auto message = message_to_cell_5();
    message[CHAIN_POSITION] = 255;
    chain_seal(message.data());
    auto out = pass(message);
    auto good = out;
    chain_seal(good.data());
    EXPECT_EQ(out[39], good[39] ^ 0x55);
}

// 2^32 ticks of 8 MHz are 537 s, 153 runs of the silence timer and a bit: then the counter stands
// where it stood at the last byte of the last message.
TEST_F(CellBoard, takes_a_message_after_a_silence_that_the_tick_counter_does_not_show) {
    accept(660);
    const auto last_byte = fake.ticks;
    for (int i = 0; i < 153; ++i) {
        fake.ticks += fake.timers[PASSING_TIMER_SILENCE];
        fw_event(HAL_EV_TIMER, PASSING_TIMER_SILENCE, 0);
    }
    EXPECT_TRUE(fake.periodic[PASSING_TIMER_SILENCE]);
    fake.ticks = last_byte;
    fake.sent[HAL_UART_CHAIN].clear();
    for (const auto byte : message_to_cell_5()) {
        fake.ticks += FakeBoard::byte_ticks;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, byte);
    }
    EXPECT_EQ(fake.sent[HAL_UART_CHAIN], message_from_cell_5());
}

// Record at address 96: magic, code, complement of their sum. Of 8 MHz, three byte times are 30
// bits and the LED's limit is 600.
struct RateRow {
    const char* name;
    Bytes record;
    std::uint32_t bits_per_s;
    std::uint32_t gap_ticks;
    std::uint32_t led_ticks;
};
class CellBoardRate : public testing::TestWithParam<RateRow> {
protected:
    CellBoardRate() {
        for (std::size_t i = 0; i < GetParam().record.size(); ++i)
            fake.nvm[static_cast<std::uint16_t>(96 + i)] = GetParam().record[i];
        fw_reset(HAL_RESET_POWER_ON);
    }

    static std::uint8_t pass_after(std::uint32_t ticks, std::uint8_t byte) {
        fake.ticks += ticks;
        fw_event(HAL_EV_UART_BYTE, HAL_UART_CHAIN, byte);
        return fake.sent[HAL_UART_CHAIN].back();
    }
};

TEST_P(CellBoardRate, is_what_production_has_written) {
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], GetParam().bits_per_s);
}

TEST_P(CellBoardRate, decides_what_a_gap_is_and_how_long_the_led_waits) {
    const auto gap = GetParam().gap_ticks;
    EXPECT_EQ(pass_after(10 * gap, 6), 7);  // a position
    EXPECT_EQ(fake.timers[PASSING_TIMER_LED], GetParam().led_ticks);
    EXPECT_EQ(pass_after(gap, 6), 6);      // the requested cell
    EXPECT_EQ(pass_after(gap + 1, 6), 7);  // a position again
}

INSTANTIATE_TEST_SUITE_P(
    ByHand, CellBoardRate,
    testing::Values(RateRow{"slow", {0xB5, 0, 0x4A}, 2400, 100000, 2000000},
                    RateRow{"usual", {0xB5, 1, 0x49}, 9600, 25000, 500000},
                    RateRow{"fast", {0xB5, 2, 0x48}, 38400, 6250, 125000},
                    RateRow{"nothing_written", {}, 9600, 25000, 500000},
                    RateRow{"unknown_code", {0xB5, 3, 0x47}, 9600, 25000, 500000},
                    RateRow{"wrong_checksum", {0xB5, 2, 0x49}, 9600, 25000, 500000}),
    [](const auto& row) { return row.param.name; });

}  // namespace
