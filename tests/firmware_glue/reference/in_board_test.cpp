#include <gtest/gtest.h>

#include <vector>

#include "fake_board.h"
#include "firmware_glue/reference/chain_message.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t period_timer = 0;
constexpr std::uint32_t second = FakeBoard::ticks_per_second;

void set_switch(int number, bool on) {
    fake.pins[static_cast<std::size_t>(HAL_PIN_SW1 + number - 1)] = on;
}

void reset() {
    fw_reset(HAL_RESET_POWER_ON);
    fake.convert({660, 295, 512, 512});
}

Bytes next_message(std::uint16_t current1 = 512, std::uint16_t current2 = 512) {
    fake.sent[HAL_UART_CHAIN].clear();
    fw_event(HAL_EV_TIMER, period_timer, 0);
    fake.convert({660, 295, current1, current2});
    fake.drain(HAL_UART_CHAIN);
    return fake.sent[HAL_UART_CHAIN];
}

std::int16_t current1_of(const Bytes& message) { return chain_s16(&message[CHAIN_CURRENT1]); }

// magic, sensor code, cells code, sensor count, complement of the sum of these
void write_factory(std::uint8_t sensor, std::uint8_t cells, std::uint8_t count) {
    const Bytes record{0xB5, sensor, cells, count,
                       static_cast<std::uint8_t>(~(0xB5 + sensor + cells + count))};
    for (std::uint16_t i = 0; i < 5; ++i)
        fake.nvm[i] = record[i];
}

// 3.30 V = 660 = 0x0294; temperature 295 = 0x0127; V-bypass 3.40 V = 680 = 0x02A8.
TEST(InBoard, first_message_is_that_of_the_protocol) {
    write_factory(2, 3, 2);  // 100 A, 16 cells, two sensors
    reset();
    Bytes expected{1,    1,    0,    0x08, 0x94, 0x02, 0x00,         //
                   0x02, 0x94, 1,    0x02, 0x94, 1,                  //
                   0x01, 0x27, 1,    0x01, 0x27, 1,                  //
                   0x02, 0x94, 0x01, 0x27, 0x02, 0xA8,               //
                   0x00, 0x50, 0xFF, 0xFC, 2,    16,   0,            // +10 A, -0.5 A
                   0xA0, 0x00, 0x00, 0xF8, 0xFF, 0xFF, 0x00, 0x00};  // 160 and -8 units
    chain_seal(expected.data());
    EXPECT_EQ(next_message(532, 511), expected);
}

TEST(InBoard, sends_nothing_before_its_first_period) {
    reset();
    fake.drain(HAL_UART_CHAIN);
    EXPECT_TRUE(fake.sent[HAL_UART_CHAIN].empty());
    EXPECT_EQ(fake.timers[period_timer], second);
}

TEST(InBoard, asks_for_each_cell_in_turn) {
    write_factory(2, 0, 2);  // 4 cells
    reset();
    Bytes requested;
    for (int i = 0; i < 5; ++i)
        requested.push_back(next_message()[CHAIN_REQUESTED]);
    EXPECT_EQ(requested, (Bytes{1, 2, 3, 4, 1}));
    EXPECT_EQ(next_message()[CHAIN_DETAIL_VOLTAGE], 0);
}

// M-CHN-03
TEST(InBoard, changes_its_period_while_running) {
    reset();
    set_switch(1, true);
    EXPECT_EQ(next_message()[CHAIN_FLAGS] & CHAIN_FLAG_FAST, CHAIN_FLAG_FAST);
    EXPECT_EQ(fake.timers[period_timer], second / 2);
    set_switch(1, false);
    next_message();
    EXPECT_EQ(fake.timers[period_timer], second);
}

TEST(InBoard, counts_charge_by_the_period_that_has_passed) {
    reset();
    EXPECT_EQ(chain_u24(&next_message(532)[CHAIN_CHARGE1]), 160u);  // 10 A for 1.0 s
    set_switch(1, true);
    EXPECT_EQ(chain_u24(&next_message(532)[CHAIN_CHARGE1]), 320u);
    EXPECT_EQ(chain_u24(&next_message(532)[CHAIN_CHARGE1]), 400u);  // 10 A for 0.5 s
}

TEST(InBoard, powers_the_sensors_only_while_they_are_measured) {
    reset();
    fw_event(HAL_EV_TIMER, period_timer, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_SENSOR_POWER], 1);
    fake.convert({660, 295, 512, 512});
    EXPECT_EQ(fake.pins[HAL_PIN_SENSOR_POWER], 0);
}

// M-MEA-07: I-1 in the charge path, I-2 in the load path; both are bidirectional.
TEST(InBoard, measures_and_counts_either_sensor_in_both_directions) {
    write_factory(2, 3, 2);  // 100 A: 0.5 A per count
    reset();
    auto message = next_message(532, 502);
    EXPECT_EQ(current1_of(message), 80);                       // +10 A
    EXPECT_EQ(chain_s16(&message[CHAIN_CURRENT2]), -40);       // -5 A
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE1]), 160u);       // 10 A s
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE2]), 0xFFFFB0u);  // -5 A s
    message = next_message(512, 512);
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE1]), 160u);
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE2]), 0xFFFFB0u);
}

// M-MEA-07: with one sensor J2 is not even looked at.
TEST(InBoard, marks_the_second_sensor_as_missing_with_one) {
    write_factory(2, 3, 1);
    reset();
    const auto message = next_message(532, 600);
    EXPECT_EQ(message[CHAIN_FLAGS] & CHAIN_FLAG_TWO_SENSORS, 0);
    EXPECT_EQ(chain_s16(&message[CHAIN_CURRENT2]), CHAIN_NO_SENSOR);
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE2]), 0u);
    EXPECT_EQ(current1_of(message), 80);
    EXPECT_EQ(current1_of(next_message(502)), -40);
}

// M-MEA-09: the offset is kept after OFF, and over a power loss.
TEST(InBoard, auto_zero_keeps_its_offset) {
    reset();
    set_switch(4, true);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(current1_of(next_message(509)), 0);
    set_switch(4, false);
    EXPECT_EQ(current1_of(next_message(509)), 0);
    EXPECT_EQ(current1_of(next_message(510)), 4);
    fake.finish_nvm_writes();
    EXPECT_EQ(hal_nvm_read(17), 0xFF);
    EXPECT_EQ(hal_nvm_read(18), 0xFD);  // -3 counts
}

// M-MEA-09: "in a couple of seconds" is the first message; both sensors; the mistake of doing it
// with 10 A flowing makes a false current of the same size, which is counted.
TEST(InBoard, auto_zero_with_current_flowing_stores_a_wrong_zero_that_is_counted) {
    reset();
    set_switch(4, true);
    auto message = next_message(532, 522);
    EXPECT_EQ(message[CHAIN_FLAGS] & CHAIN_FLAG_AUTO_ZERO, CHAIN_FLAG_AUTO_ZERO);
    EXPECT_EQ(current1_of(message), 0);
    EXPECT_EQ(chain_s16(&message[CHAIN_CURRENT2]), 0);
    set_switch(4, false);
    message = next_message(512, 512);
    EXPECT_EQ(message[CHAIN_FLAGS] & CHAIN_FLAG_AUTO_ZERO, 0);
    EXPECT_EQ(current1_of(message), -80);
    EXPECT_EQ(chain_s16(&message[CHAIN_CURRENT2]), -40);
    EXPECT_EQ(chain_u24(&message[CHAIN_CHARGE1]), 0xFFFF60u);  // -10 A s
}

// M-MEA-09: a power loss, and the offset is still there.
TEST(InBoard, auto_zero_survives_a_power_loss) {
    reset();
    set_switch(4, true);
    next_message(509, 515);
    set_switch(4, false);
    next_message();
    fake.finish_nvm_writes();
    reset();
    const auto message = next_message(509, 515);
    EXPECT_EQ(current1_of(message), 0);
    EXPECT_EQ(chain_s16(&message[CHAIN_CURRENT2]), 0);
}

// M-MEA-08
TEST(InBoard, blind_spot_switch_hides_small_currents) {
    reset();
    EXPECT_EQ(current1_of(next_message(514)), 8);
    set_switch(3, true);
    EXPECT_EQ(current1_of(next_message(514)), 0);
    EXPECT_EQ(current1_of(next_message(515)), 12);
    set_switch(3, false);
    EXPECT_EQ(current1_of(next_message(514)), 8);
}

// M-MEA-08: 100 A type: 2.5 A are 5 counts of 0.5 A, the blind spot 1.25 A; what reads 0 is not
// counted either.
TEST(InBoard, blind_spot_keeps_small_currents_out_of_the_counted_charge) {
    reset();
    EXPECT_EQ(chain_u24(&next_message(510)[CHAIN_CHARGE1]), 0xFFFFF0u);  // -1 A s
    set_switch(3, true);
    EXPECT_EQ(chain_u24(&next_message(510)[CHAIN_CHARGE1]), 0xFFFFF0u);
    EXPECT_EQ(chain_u24(&next_message(507)[CHAIN_CHARGE1]), 0xFFFFC8u);  // another -2.5 A s
}

// M-SW-03: stored on switch 8's OFF edge.
TEST(InBoard, stores_factory_settings_when_switch_8_goes_off) {
    write_factory(2, 3, 1);
    reset();
    set_switch(1, true);  // 101: 500 A
    set_switch(3, true);
    set_switch(5, true);  // 0100: 20 cells
    set_switch(8, true);
    EXPECT_EQ(next_message()[CHAIN_SENSOR_TYPE], 2);
    set_switch(8, false);
    const auto message = next_message();
    EXPECT_EQ(message[CHAIN_SENSOR_TYPE], 5);
    EXPECT_EQ(message[CHAIN_FACTORY_CELLS], 20);
    fake.finish_nvm_writes();
    EXPECT_EQ(fake.nvm[1], 5);
    EXPECT_EQ(fake.nvm[2], 4);
    EXPECT_EQ(fake.nvm[3], 1);
    EXPECT_EQ(fake.nvm[4], 0xFF - (0xB5 + 5 + 4 + 1));
}

// M-SW-03: they survive a power loss, and the switches may go back to their options.
TEST(InBoard, keeps_factory_settings_over_a_power_loss) {
    reset();
    set_switch(2, true);  // 011: 250 A
    set_switch(3, true);
    set_switch(7, true);  // 0001: 8 cells
    set_switch(8, true);
    next_message();
    set_switch(8, false);
    next_message();
    fake.finish_nvm_writes();
    for (const int number : {2, 3, 7})
        set_switch(number, false);
    reset();
    const auto message = next_message(522);
    EXPECT_EQ(message[CHAIN_SENSOR_TYPE], 3);
    EXPECT_EQ(message[CHAIN_FACTORY_CELLS], 8);
    EXPECT_EQ(current1_of(message), 100);  // 10 counts of 1.25 A
}

// M-SW-03: nothing is stored without switch 8, nor while it is ON.
TEST(InBoard, stores_no_factory_settings_before_switch_8_goes_off) {
    reset();
    set_switch(1, true);
    set_switch(7, true);
    next_message();
    set_switch(8, true);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(next_message()[CHAIN_SENSOR_TYPE], 2);
    EXPECT_EQ(fake.nvm.count(0), 0u);
}

// M-SW-03: options stay live while storing, so a cell count with switch 4 ON zeroes the sensors.
TEST(InBoard, zeroes_its_sensors_when_switch_4_is_on_for_the_cell_count) {
    reset();
    set_switch(8, true);
    set_switch(4, true);  // 1000: 48 cells
    next_message(532);
    set_switch(8, false);
    next_message(532);
    set_switch(4, false);
    const auto message = next_message(512);
    EXPECT_EQ(message[CHAIN_FACTORY_CELLS], 48);
    EXPECT_EQ(message[CHAIN_SENSOR_TYPE], 0);  // 25 A: 0.125 A per count
    EXPECT_EQ(current1_of(message), -20);      // 20 counts too low: calibrate again
}

// M-SW-01, M-SW-02: with the next message, and back again.
TEST(InBoard, follows_its_option_switches_while_running) {
    reset();
    EXPECT_EQ(chain_u16(&next_message()[CHAIN_V_BYPASS]), 680);
    set_switch(2, true);
    set_switch(7, true);
    EXPECT_EQ(chain_u16(&next_message()[CHAIN_V_BYPASS]), 820);  // 101: 4.1 V
    set_switch(5, true);
    EXPECT_EQ(next_message()[CHAIN_FLAGS] & CHAIN_FLAG_CRITICAL, CHAIN_FLAG_CRITICAL);
    set_switch(2, false);
    set_switch(5, false);
    const auto message = next_message();
    EXPECT_EQ(chain_u16(&message[CHAIN_V_BYPASS]), 700);  // 001: 3.5 V
    EXPECT_EQ(message[CHAIN_FLAGS] & CHAIN_FLAG_CRITICAL, 0);
}

// M-CHN-09: alone, with nobody behind it, IN flashes with each message it sends.
TEST(InBoard, flashes_and_sends_although_nobody_listens) {
    reset();
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    for (int i = 0; i < 3; ++i) {
        fake.sent[HAL_UART_CHAIN].clear();
        fw_event(HAL_EV_TIMER, period_timer, 0);
        fake.convert({660, 295, 512, 512});
        EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
        fake.drain(HAL_UART_CHAIN);
        EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
        EXPECT_EQ(fake.sent[HAL_UART_CHAIN].size(), 40u);
    }
}

TEST(InBoard, ignores_factory_settings_that_do_not_check) {
    write_factory(5, 3, 1);
    fake.nvm[4] ^= 1;
    reset();
    const auto message = next_message();
    EXPECT_EQ(message[CHAIN_SENSOR_TYPE], 2);
    EXPECT_EQ(message[CHAIN_FACTORY_CELLS], 255);
}

TEST(InBoard, ignores_factory_settings_beyond_the_manuals_tables) {
    for (const auto& beyond : {Bytes{8, 3, 1}, Bytes{5, 16, 1}, Bytes{5, 3, 0}, Bytes{5, 3, 3}}) {
        write_factory(beyond[0], beyond[1], beyond[2]);
        reset();
        const auto message = next_message();
        EXPECT_EQ(message[CHAIN_SENSOR_TYPE], 2);
        EXPECT_EQ(message[CHAIN_FACTORY_CELLS], 255);
        EXPECT_EQ(message[CHAIN_FLAGS] & CHAIN_FLAG_TWO_SENSORS, CHAIN_FLAG_TWO_SENSORS);
    }
    write_factory(7, 15, 1);
    reset();
    EXPECT_EQ(next_message()[CHAIN_SENSOR_TYPE], 7);
}

// M-OUT-08: the message on the chain, byte by byte, at the chain's rate.
TEST(InBoard, repeats_its_message_on_its_data_output) {
    fake.nvm[96] = 0xB5;
    fake.nvm[97] = 2;
    fake.nvm[98] = 0x48;
    reset();
    EXPECT_EQ(fake.bits_per_s[HAL_UART_DATA_OUT], 38400u);
    for (int i = 0; i < 3; ++i) {
        fake.sent[HAL_UART_DATA_OUT].clear();
        const auto message = next_message(532);
        EXPECT_EQ(message.size(), 40u);
        EXPECT_EQ(fake.sent[HAL_UART_DATA_OUT], message);
        EXPECT_EQ(fake.uart_flags[HAL_UART_DATA_OUT], HAL_UART_TX);
    }
}

// M-OUT-08: two UARTs of one rate may be a part of a bit apart.
TEST(InBoard, repeats_its_message_on_a_data_output_that_is_a_byte_behind) {
    reset();
    fake.refused_puts = 3;
    const auto message = next_message();
    EXPECT_EQ(fake.sent[HAL_UART_DATA_OUT], message);
    fake.sent[HAL_UART_DATA_OUT].clear();
    fw_event(HAL_EV_TIMER, period_timer, 0);
    fake.convert({660, 295, 512, 512});
    for (int i = 0; i < 39; ++i)
        fw_event(HAL_EV_UART_EMPTY, HAL_UART_CHAIN, 0);
    fake.refused_puts = 2;
    fw_event(HAL_EV_UART_EMPTY, HAL_UART_CHAIN, 0);
    EXPECT_EQ(fake.sent[HAL_UART_DATA_OUT].size(), 39u);
    EXPECT_EQ(fake.uart_flags[HAL_UART_DATA_OUT], HAL_UART_TX | HAL_UART_TX_EMPTY_EVENT);
    fake.drain(HAL_UART_DATA_OUT);
    EXPECT_EQ(fake.sent[HAL_UART_DATA_OUT].size(), 40u);
}

// M-ALG-11, M-CHN-04
TEST(InBoard, bypasses_its_own_cell) {
    reset();
    fw_event(HAL_EV_TIMER, period_timer, 0);
    fake.convert({681, 295, 512, 512});
    fake.drain(HAL_UART_CHAIN);
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    EXPECT_EQ(fake.sent[HAL_UART_CHAIN][CHAIN_BYPASSING], 1);
}

TEST(InBoard, sends_at_the_rate_that_production_has_written) {
    reset();
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], 9600u);
    fake.nvm[96] = 0xB5;
    fake.nvm[97] = 2;
    fake.nvm[98] = 0x48;
    reset();
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], 38400u);
}

TEST(InBoard, leaves_the_record_of_the_rate_alone_when_it_stores_its_own) {
    fake.nvm[96] = 0xB5;
    fake.nvm[97] = 0;
    fake.nvm[98] = 0x4A;
    reset();
    set_switch(8, true);
    set_switch(4, true);
    next_message();
    set_switch(8, false);
    set_switch(4, false);
    next_message();
    fake.finish_nvm_writes();
    EXPECT_EQ(fake.nvm[0], 0xB5);   // factory settings
    EXPECT_EQ(fake.nvm[16], 0xB5);  // zero offsets
    reset();
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], 2400u);
}

}  // namespace
