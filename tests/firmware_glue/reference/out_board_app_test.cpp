#include <gtest/gtest.h>

#include <string>

#include "out_board_bench.h"

// OUT with its button, its radio and the app: what may be set, by whom, and what it answers.

namespace {

// M-APP-01
TEST_F(OutBoard, refuses_settings_without_the_pin) {
    power_up();
    EXPECT_EQ(app("set v_min_mv 3000"), "error pin needed\n");
    EXPECT_EQ(app("pin 4321"), "error wrong pin\n");
    EXPECT_EQ(app("clear energy"), "error pin needed\n");
    EXPECT_EQ(app("pin 1234"), "ok\n");
    EXPECT_EQ(app("set v_min_mv 3000"), "ok\n");
    EXPECT_EQ(app("set pin 9"), "ok\n");
    EXPECT_EQ(app("bye"), "ok\n");
    EXPECT_EQ(app("pin 1234"), "error wrong pin\n");
    EXPECT_EQ(app("pin 9"), "ok\n");
}

// M-APP-01: 5 s, and once; the button is looked at with each message.
TEST_F(OutBoard, sets_the_pin_back_when_the_button_is_held_for_five_seconds) {
    power_up();
    app("pin 1234");
    app("set pin 9");
    press_button(4 * FakeBoard::ticks_per_second);
    EXPECT_EQ(app("pin 1234"), "error wrong pin\n");
    fake.ticks += 1 * FakeBoard::ticks_per_second;
    frame_after(message(6));
    EXPECT_EQ(app("pin 1234"), "ok\n");
    app("set pin 9");
    fake.ticks += 10 * FakeBoard::ticks_per_second;
    frame_after(message(7));
    EXPECT_EQ(app("pin 9"), "ok\n");
}

// M-APP-01: two presses of 4 s are no hold of 5 s.
TEST_F(OutBoard, begins_anew_when_the_button_is_let_go) {
    power_up();
    app("pin 1234");
    app("set pin 9");
    press_button(4 * FakeBoard::ticks_per_second);
    fake.pins[HAL_PIN_BUTTON] = 0;
    frame_after(message(6));
    press_button(4 * FakeBoard::ticks_per_second);
    EXPECT_EQ(app("pin 1234"), "error wrong pin\n");
}

// M-APP-01: without messages the communication timer's runs, every 3 s, look at the button.
TEST_F(OutBoard, sets_the_pin_back_on_a_broken_chain_too) {
    power_up();
    app("pin 1234");
    app("set pin 9");
    fake.pins[HAL_PIN_BUTTON] = 1;
    for (int i = 0; i < 3; ++i) {
        fake.ticks += 3 * FakeBoard::ticks_per_second;
        fw_event(HAL_EV_TIMER, communication_timer, 0);
    }
    EXPECT_EQ(app("pin 1234"), "ok\n");
}

// M-APP-01: held while the board is connected to its cell; a hold that does not touch the PIN.
TEST_F(OutBoard, sets_its_radio_up_for_ten_seconds_when_the_button_is_held_at_power_up) {
    power_up();
    app("pin 1234");
    app("set pin 9");
    fake.finish_nvm_writes();
    fake.pins[HAL_PIN_BUTTON] = 1;
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    EXPECT_EQ(app("get status"), "");
    fake.ticks += 9 * FakeBoard::ticks_per_second;
    frame_after(message(4));
    EXPECT_EQ(app("get status"), "");
    fake.ticks += 1 * FakeBoard::ticks_per_second;
    frame_after(message(5));
    EXPECT_EQ(app("pin 9"), "ok\n");
    fake.ticks += 6 * FakeBoard::ticks_per_second;
    frame_after(message(6));
    EXPECT_EQ(app("pin 9"), "ok\n");
    fake.pins[HAL_PIN_BUTTON] = 0;
    frame_after(message(7));
    press_button(5 * FakeBoard::ticks_per_second);
    EXPECT_EQ(app("pin 1234"), "ok\n");
}

// Record at 104: magic, version, options, complement of their sum.
void write_maker(std::uint8_t version, std::uint8_t options) {
    fake.nvm[104] = 0xB5;
    fake.nvm[105] = version;
    fake.nvm[106] = options;
    fake.nvm[107] = static_cast<std::uint8_t>(~(0xB5 + version + options));
}

// M-APP-01: below v1.8 the radio sleeps until the button is pressed.
TEST_F(OutBoard, below_version_1_8_answers_the_app_after_a_press_of_the_button) {
    write_maker(0x17, 0);
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    EXPECT_EQ(app("pin 1234"), "");
    frame_after(message(4));
    EXPECT_EQ(app("pin 1234"), "");
    fake.pins[HAL_PIN_BUTTON] = 1;
    frame_after(message(5));
    fake.pins[HAL_PIN_BUTTON] = 0;
    EXPECT_EQ(app("pin 1234"), "ok\n");
    write_maker(0x18, 0);
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    EXPECT_EQ(app("pin 1234"), "ok\n");
}

// M-OUT-07: the V1.2 dialect, minutes then hours since power-up; records over the factory count,
// 8 cells, of which 4 are there: the others read OUT_MISSING_CELL_COUNT.
TEST_F(OutBoard, speaks_the_dialect_that_the_maker_has_written) {
    write_maker(0x17, 0x01);
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    Bytes frame;
    for (std::uint8_t i = 4; i < 4 + 61; ++i)
        frame = frame_after(message(i));
    EXPECT_EQ(frame[47], 1);
    EXPECT_EQ(frame[48], 0);
    EXPECT_EQ(frame[24], 1);  // the 61st of 4 cells
    write_maker(0x20, 0x00);
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    frame = frame_after(message(4));
    EXPECT_EQ(frame[47], 25 + 61 % 19);  // a key again
}

// Cell 5 was there before: what was heard of it is not told of a missing cell.
TEST_F(OutBoard, lets_its_records_run_over_the_factory_count_where_the_maker_says_so) {
    write_maker(0x20, 0x02);
    fw_reset(HAL_RESET_POWER_ON);
    power_up();
    EXPECT_EQ(frame_after(message_of_one_more(4))[24], 1);
    EXPECT_TRUE(frame_after(message(5)).empty());
    Bytes records;
    Bytes voltages;
    for (std::uint8_t i = 0; i < 18; ++i) {
        auto m = message(static_cast<std::uint8_t>(4 + i), static_cast<std::uint8_t>(i % 8 + 1));
        m[CHAIN_FACTORY_CELLS] = 8;
        chain_seal(m.data());
        const auto frame = frame_after(m);
        EXPECT_EQ(frame[25], 4);
        records.push_back(frame[24]);
        voltages.push_back(frame[27]);
    }
    EXPECT_EQ(records, (Bytes{2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3}));
    EXPECT_EQ(Bytes(voltages.begin(), voltages.begin() + 16),
              (Bytes{0, 0, 0, 0, 0, 0, 0, 0x94, 0x94, 0x94, 0x94, 0, 0, 0, 0, 0x94}));
}

// M-APP-02: in force with the next message, in the frame, and in memory.
TEST_F(OutBoard, applies_and_stores_what_the_app_sets) {
    power_up();
    app("pin 1234");
    EXPECT_EQ(app("set v_min_mv 3300"), "ok\n");
    EXPECT_EQ(app("get v_min_mv"), "v_min_mv 3300\nok\n");
    const auto frame = frame_after(message(4));
    EXPECT_EQ(frame[30], 0x81);  // a cell at V-min: no load, and no lamp
    EXPECT_EQ(Bytes(frame.begin() + 51, frame.begin() + 53), (Bytes{0x02, 0x94}));
    fake.finish_nvm_writes();
    EXPECT_EQ(fake.nvm[1], 0x02);
    EXPECT_EQ(fake.nvm[2], 0x94);
}

// M-APP-02: in counts; 3650 mV is the default V-max of 730 counts, 55 degC the default T-max.
TEST_F(OutBoard, refuses_a_minimum_that_is_not_below_its_maximum) {
    power_up();
    app("pin 1234");
    EXPECT_EQ(app("set v_min_mv 3650"), "error min not below max\n");
    EXPECT_EQ(app("set v_min_mv 3648"), "error min not below max\n");  // is 730 counts too
    EXPECT_EQ(app("set v_min_mv 3647"), "ok\n");
    EXPECT_EQ(app("set v_max_mv 3645"), "error min not below max\n");
    EXPECT_EQ(app("set v_max_mv 3647"), "error min not below max\n");  // is 729 counts too
    EXPECT_EQ(app("set v_max_mv 4150"), "ok\n");
    EXPECT_EQ(app("set v_min_mv 3700"), "ok\n");
    EXPECT_EQ(app("set t_min_c 55"), "error min not below max\n");
    EXPECT_EQ(app("set t_min_c 54"), "ok\n");
    EXPECT_EQ(app("set t_max_c 54"), "error min not below max\n");
    EXPECT_EQ(app("get t_max_c"), "t_max_c 55\nok\n");
    EXPECT_EQ(app("set charge_restart_percent 10"), "ok\n");  // below the other restart
}

// M-APP-02: each limit of each range, and one beyond; then it is still what it was.
TEST_F(OutBoard, refuses_settings_out_of_range) {
    power_up();
    app("pin 1234");
    struct Range {
        const char* name;
        int lowest;
        int highest;
    };
    for (const auto& range :
         {Range{"t_min_c", -40, 54}, Range{"t_max_c", 55, 85},
          Range{"charge_restart_percent", 0, 100}, Range{"discharge_restart_percent", 0, 100},
          Range{"capacity_wh", 100, 6553500}, Range{"solar_peak_w", 0, 10000000},
          Range{"inverter_peak_w", 0, 10000000}, Range{"pin", 0, 9999}}) {
        const std::string set = std::string("set ") + range.name + " ";
        EXPECT_EQ(app(set + std::to_string(range.lowest)), "ok\n") << range.name;
        EXPECT_EQ(app(set + std::to_string(range.highest)), "ok\n") << range.name;
        EXPECT_NE(app(set + std::to_string(range.lowest - 1)), "ok\n") << range.name;
        EXPECT_NE(app(set + std::to_string(range.highest + 1)), "ok\n") << range.name;
        if (range.name == std::string("pin"))
            continue;  // is never told
        EXPECT_EQ(app(std::string("get ") + range.name),
                  std::string(range.name) + " " + std::to_string(range.highest) + "\nok\n");
    }
}

// M-APP-03, M-APP-04
TEST_F(OutBoard, answers_what_the_app_asks) {
    power_up();
    frame_after(message(4));
    EXPECT_EQ(app("get status"),
              "status bits 131 soc_percent 50 cells 4 bypassing 0 pack_mv 13200 stored_wh 500\n"
              "ok\n");
    EXPECT_EQ(app("get current"), "current charge_ma 10000 load_ma 0 battery_ma 10000\nok\n");
    EXPECT_EQ(app("get energy"),
              "energy in_today_wh 0 in_total_wh 0 out_today_wh 0 out_total_wh 0\nok\n");
    EXPECT_EQ(app("get cell 4"), "cell 4 voltage_mv 3300 temperature_raw 295\nok\n");
    EXPECT_EQ(app("get cell 5"), "error no such cell\n");
    EXPECT_EQ(app("get v_bypass_mv"), "v_bypass_mv 3400\nok\n");
}

// M-APP-03: one sensor, 10 A out of the pack: 15 messages of 7.33 Wh, 110 Wh of 500 Wh.
TEST_F(OutBoard, tells_the_app_what_flowed_with_one_sensor) {
    power_up();
    for (std::uint8_t i = 0; i <= 15; ++i) {
        auto m = message(static_cast<std::uint8_t>(4 + i), 4, 0x1000000u - 32000u * i);
        m[CHAIN_FLAGS] = 0;
        chain_put_u16(&m[CHAIN_CURRENT1], 0xFFB0);  // -80
        chain_put_u16(&m[CHAIN_CURRENT2], 0x8000);
        chain_seal(m.data());
        frame_after(m);
    }
    EXPECT_EQ(app("get current"), "current battery_ma -10000\nok\n");
    EXPECT_EQ(app("get energy"),
              "energy in_today_wh 0 in_total_wh 0 out_today_wh 110 out_total_wh 110\nok\n");
    // 480000 of 4500000 units less than half: 39.3 %, 393 Wh.
    EXPECT_EQ(app("get status"),
              "status bits 131 soc_percent 39 cells 4 bypassing 0 pack_mv 13200 stored_wh 393\n"
              "ok\n");
}

// M-APP-04, M-ALG-13: the five lamps are bits 2 to 6 (E, Vl, Vh, Tl, Th) of "bits"; 128 is the SOC
// that is not calibrated yet, and no relay is on.
TEST_F(OutBoard, tells_the_app_of_the_five_warnings) {
    power_up();
    const auto bits_after = [](std::uint16_t voltage, std::uint16_t temperature) {
        fake.convert({voltage, temperature});
        fake.send_chain(message(4));
        fake.convert({voltage, temperature});  // own cell, told with the next message
        fake.send_chain(message(5));
        const std::string status = app("get status");
        return std::stoi(status.substr(status.find("bits ") + 5)) & 0x7C;
    };
    EXPECT_EQ(bits_after(660, 295), 0x00);
    EXPECT_EQ(bits_after(559, 295), 0x08);
    EXPECT_EQ(bits_after(731, 295), 0x10);
    EXPECT_EQ(bits_after(660, 270), 0x20);
    EXPECT_EQ(bits_after(660, 336), 0x40);
    EXPECT_EQ(bits_after(660, 295), 0x00);  // not latched
    miss_messages();
    EXPECT_EQ(app("get status").substr(0, 15), "status bits 132");
}

// M-ALG-12: 32000 units of 1/16 A s at 13.2 V are 7.33 Wh. With every 14th message a total has
// grown by 100 Wh and is stored, twice; with the 238th it is 1745.3 Wh, 0x06D1.
TEST_F(OutBoard, stores_the_energy_totals_as_they_grow) {
    power_up();
    std::uint8_t sequence = 4;
    for (std::uint32_t charge = 0; charge <= 8000000; charge += 32000) {
        frame_after(message(sequence, 4, charge));
        sequence = chain_next_sequence(sequence);
        fake.finish_nvm_writes();
    }
    for (const int copy : {64, 80}) {
        EXPECT_EQ(hal_nvm_read(static_cast<std::uint16_t>(copy + 3)), 0x06);
        EXPECT_EQ(hal_nvm_read(static_cast<std::uint16_t>(copy + 4)), 0xD1);
    }
    app("pin 1234");
    EXPECT_EQ(app("clear energy"), "ok\n");
    fake.finish_nvm_writes();
    EXPECT_EQ(fake.nvm[67], 0x00);
    EXPECT_EQ(fake.nvm[68], 0x00);
}

// The app's settings and both copies of the totals are written and leave the record at 96 alone.
TEST_F(OutBoard, hears_the_chain_at_the_rate_that_production_has_written) {
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], 9600u);
    fake.nvm[96] = 0xB5;
    fake.nvm[97] = 2;
    fake.nvm[98] = 0x48;
    app("pin 1234");
    app("clear energy");
    fake.finish_nvm_writes();
    EXPECT_EQ(fake.nvm[80], 0xB5);
    fw_reset(HAL_RESET_POWER_ON);
    EXPECT_EQ(fake.bits_per_s[HAL_UART_CHAIN], 38400u);
    EXPECT_EQ(fake.bits_per_s[HAL_UART_DATA_OUT], 9600u);
    EXPECT_EQ(fake.bits_per_s[HAL_UART_RADIO], 9600u);
}

}  // namespace
