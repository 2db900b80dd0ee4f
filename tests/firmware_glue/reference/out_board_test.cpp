#include <gtest/gtest.h>

#include <string>

#include "out_board_bench.h"

// OUT with chain, relays, data-out and LEDs.

namespace {

// M-OUT-01
TEST_F(OutBoard, drives_both_relays_to_not_allowed_at_power_up_one_after_the_other) {
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_CHARGE_RESET], 1);
    EXPECT_EQ(coils_on(), 1);
    EXPECT_EQ(fake.timers[coil_timer], 160000u);  // 20 ms of 8 MHz
    fw_event(HAL_EV_TIMER, coil_timer, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_LOAD_RESET], 1);
    EXPECT_EQ(coils_on(), 1);
    fw_event(HAL_EV_TIMER, coil_timer, 0);
    EXPECT_EQ(coils_on(), 0);
}

// M-OUT-07
TEST_F(OutBoard, sends_a_frame_for_each_good_message) {
    power_up();
    const auto frame = frame_after(message(4));
    ASSERT_EQ(frame.size(), 58u);
    EXPECT_EQ(Bytes(frame.begin(), frame.begin() + 3), (Bytes{0x00, 0x0A, 0x50}));  // 4 x 660
    EXPECT_EQ(frame[24], 1);                                                        // record 1
    EXPECT_EQ(frame[25], 4);                                                        // counted cells
    EXPECT_EQ(frame[30], 0x83);  // both allowed, SOC not calibrated
    EXPECT_EQ(frame[40], 50);    // SOC
    EXPECT_EQ(frame[47], 25);    // key 0
    auto bad = message(5);
    bad[39] ^= 0x55;
    EXPECT_TRUE(frame_after(bad).empty());
}

TEST_F(OutBoard, tells_what_it_last_heard_of_each_cell) {
    power_up();
    Bytes frame;
    for (std::uint8_t i = 4; i < 8; ++i)
        frame = frame_after(message(i, 4));
    EXPECT_EQ(frame[24], 4);
    EXPECT_EQ(Bytes(frame.begin() + 26, frame.begin() + 30), (Bytes{0x02, 0x94, 0x01, 0x27}));
    frame = frame_after(message(8, 4));
    EXPECT_EQ(frame[24], 1);
    EXPECT_EQ(Bytes(frame.begin() + 26, frame.begin() + 30), (Bytes{0, 0, 0, 0}));
}

TEST_F(OutBoard, sets_both_relays_one_after_the_other) {
    power_up();
    fake.send_chain(message(4));
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_CHARGE_SET], 1);
    EXPECT_EQ(coils_on(), 1);
    fw_event(HAL_EV_TIMER, coil_timer, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_LOAD_SET], 1);
    EXPECT_EQ(coils_on(), 1);
}

// M-ALG-05, M-ALG-07, M-FAQ-01
TEST_F(OutBoard, opens_both_relays_when_messages_stop_and_tells_it_in_the_next_frame) {
    power_up();
    frame_after(message(4));
    finish_coils();
    EXPECT_EQ(fake.timers[communication_timer], 24000000u);  // 3 s of 8 MHz
    fake.sent[HAL_UART_DATA_OUT].clear();
    EXPECT_EQ(app("get cell 4"), "cell 4 voltage_mv 3300 temperature_raw 295\nok\n");
    fw_event(HAL_EV_TIMER, communication_timer, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_CHARGE_RESET], 1);
    fw_event(HAL_EV_TIMER, coil_timer, 0);
    EXPECT_EQ(fake.pins[HAL_PIN_COIL_LOAD_RESET], 1);
    EXPECT_TRUE(fake.sent[HAL_UART_DATA_OUT].empty());
    EXPECT_EQ(app("get status").substr(0, 15), "status bits 132");
    EXPECT_EQ(app("get cell 4"), "cell 4 voltage_mv 0 temperature_raw 0\nok\n");
    // Boards have measured nothing since the break until this message; no relay moves by it.
    EXPECT_EQ(frame_after(message(5))[30], 0x84);
    EXPECT_EQ(frame_after(message(6))[30], 0x83);
}

// 1 kWh over 4 cells: 78.125 Ah = 4500000 units; 1 % is 45000.
TEST_F(OutBoard, loses_no_charge_with_missed_messages_or_a_restart_of_in) {
    power_up();
    frame_after(message(4, 4, 16777000));
    miss_messages();
    EXPECT_EQ(frame_after(message(40, 4, 44784))[40], 51);
    miss_messages();
    EXPECT_EQ(frame_after(message(1, 4, 45000))[40], 52);
    miss_messages();
    EXPECT_EQ(frame_after(message(2, 4, 90000))[40], 53);
}

// A spoilt message whose CRC is good by chance (one in 2800 of a bad link's).
TEST_F(OutBoard, takes_a_message_that_cannot_be_for_none) {
    power_up();
    frame_after(message(4));
    fake.timers.erase(communication_timer);
    auto jump = message(5, 4, 8000000);
    EXPECT_TRUE(frame_after(jump).empty());
    auto unknown_sensor = message(6);
    unknown_sensor[CHAIN_SENSOR_TYPE] = 8;
    chain_seal(unknown_sensor.data());
    EXPECT_TRUE(frame_after(unknown_sensor).empty());
    EXPECT_EQ(fake.timers.count(communication_timer), 0u);
    EXPECT_EQ(fake.traces.size(), 2u);
    const auto frame = frame_after(message(7));
    EXPECT_EQ(frame[30], 0x83);
    EXPECT_EQ(frame[40], 50);
    EXPECT_EQ(fake.timers.count(communication_timer), 1u);
}

// M-CHN-09: a board that is mounted between others while they work.
TEST_F(OutBoard, believes_a_longer_chain_with_its_second_message) {
    power_up();
    frame_after(message(4));
    EXPECT_TRUE(frame_after(message_of_one_more(5)).empty());
    EXPECT_EQ(fake.traces, (std::vector<std::array<std::uint32_t, 3>>{{1, 5, 4}}));
    EXPECT_EQ(frame_after(message_of_one_more(6))[25], 5);
}

// M-CHN-08: factory settings for 255 cells ask for many that are not there.
TEST_F(OutBoard, has_no_drawback_of_a_factory_count_above_the_boards) {
    power_up();
    for (const auto requested : Bytes{1, 4, 5, 255}) {
        auto m = message(4, requested);
        m[CHAIN_FACTORY_CELLS] = 255;
        chain_seal(m.data());
        const auto frame = frame_after(m);
        ASSERT_EQ(frame.size(), 58u);
        EXPECT_EQ(frame[25], 4);
        EXPECT_EQ(frame[30], 0x83);
        EXPECT_LE(frame[24], 4);
    }
    EXPECT_EQ(app("get cell 5"), "error no such cell\n");
}

// M-OUT-05
TEST_F(OutBoard, shows_arriving_data_on_the_leds_of_the_relays_that_are_on) {
    power_up();
    fake.send_chain({3});
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    frame_after(message(4));
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    fake.send_chain({3});
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_CHARGE], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_LOAD], 1);
}

// M-OUT-05: one relay on, the other off: only its own LED flashes, and info does not.
TEST_F(OutBoard, shows_each_relay_on_its_own_led) {
    power_up();
    app("pin 1234");
    app("set discharge_restart_percent 60");
    frame_after(message(4));  // SOC 50 %: charge only
    fake.send_chain({3});
    EXPECT_EQ(fake.pins[HAL_PIN_LED_CHARGE], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_LOAD], 0);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 0);
    frame_after(message(5));
    for (const int led : {HAL_PIN_LED_CHARGE, HAL_PIN_LED_LOAD, HAL_PIN_LED_INFO})
        EXPECT_EQ(fake.pins[static_cast<std::size_t>(led)], 0);
    miss_messages();
    fake.send_chain({3});
    EXPECT_EQ(fake.pins[HAL_PIN_LED_CHARGE], 0);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);  // both relays are off
}

// M-OUT-05, M-ALG-11: 681 counts are above V-bypass; info is on with and without data.
TEST_F(OutBoard, shows_its_own_bypass_on_the_info_led) {
    power_up();
    fake.send_chain(message(4));
    fake.convert({681, 295});
    EXPECT_EQ(fake.pins[HAL_PIN_BYPASS], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    fake.send_chain({3});
    EXPECT_EQ(fake.pins[HAL_PIN_LED_INFO], 1);
    EXPECT_EQ(fake.pins[HAL_PIN_LED_LOAD], 1);
}

}  // namespace
