#include "firmware_glue/reference/app_link.h"

#include <gtest/gtest.h>

#include <string>

#include "firmware_glue/reference/cell_records.h"

namespace {

app_command parse(const std::string& line) {
    app_link link{};
    bool complete = false;
    for (const char c : line + "\n")
        complete = app_link_receive(&link, c) != 0;
    EXPECT_TRUE(complete);
    return app_link_parse(&link);
}

int reason(const std::string& line) {
    const auto command = parse(line);
    return command.kind == APP_ERROR ? command.error : -1;
}

TEST(AppLink, understands_the_pin) {
    EXPECT_EQ(parse("pin 1234").kind, APP_PIN);
    EXPECT_EQ(parse("pin 1234\r").value, 1234);
}

// M-APP-02
TEST(AppLink, understands_every_setting) {
    const char* const lines[] = {"set v_min_mv 2800",
                                 "set v_max_mv 3650",
                                 "set t_min_c -10",
                                 "set t_max_c 55",
                                 "set charge_restart_percent 90",
                                 "set discharge_restart_percent 20",
                                 "set capacity_wh 6553500",
                                 "set solar_peak_w 5000",
                                 "set inverter_peak_w 3000",
                                 "set pin 42"};
    const int values[] = {2800, 3650, -10, 55, 90, 20, 6553500, 5000, 3000, 42};
    for (std::uint8_t i = 0; i < 10; ++i) {
        const auto command = parse(lines[i]);
        EXPECT_EQ(command.kind, APP_SET) << lines[i];
        EXPECT_EQ(command.setting, i) << lines[i];
        EXPECT_EQ(command.value, values[i]) << lines[i];
    }
}

TEST(AppLink, understands_the_other_commands) {
    EXPECT_EQ(parse("clear energy").kind, APP_CLEAR_ENERGY);
    EXPECT_EQ(parse("get status").kind, APP_GET_STATUS);
    EXPECT_EQ(parse("get current").kind, APP_GET_CURRENT);
    EXPECT_EQ(parse("get energy").kind, APP_GET_ENERGY);
    EXPECT_EQ(parse("get v_bypass_mv").setting, APP_SETTING_V_BYPASS);
    EXPECT_EQ(parse("get cell 255").value, 255);
    EXPECT_EQ(parse("bye").kind, APP_BYE);
}

TEST(AppLink, says_what_is_wrong_with_a_line) {
    EXPECT_EQ(reason(""), APP_REASON_COMMAND);
    EXPECT_EQ(reason("pinn 1"), APP_REASON_COMMAND);
    EXPECT_EQ(reason("set v_mid_mv 3000"), APP_REASON_COMMAND);
    EXPECT_EQ(reason("get pin"), APP_REASON_COMMAND);
    EXPECT_EQ(reason("set v_min_mv"), APP_REASON_VALUE);
    EXPECT_EQ(reason("set v_min_mv 2.8"), APP_REASON_VALUE);
    EXPECT_EQ(reason("pin 123456789"), APP_REASON_VALUE);
    EXPECT_EQ(reason("set v_min_mv 1999"), APP_REASON_RANGE);
    EXPECT_EQ(reason("set v_min_mv 5001"), APP_REASON_RANGE);
    EXPECT_EQ(reason("set v_max_mv 1999"), APP_REASON_RANGE);
    EXPECT_EQ(reason("set v_max_mv 5001"), APP_REASON_RANGE);
    EXPECT_EQ(reason("set v_bypass_mv 3500"), APP_REASON_RANGE);
    EXPECT_EQ(reason(std::string(40, 'x')), APP_REASON_LENGTH);
    EXPECT_EQ(reason(std::string(39, 'x')), APP_REASON_COMMAND);
}

TEST(AppLink, a_line_after_one_too_long_is_understood) {
    app_link link{};
    for (const char c : std::string(100, 'x') + "\n")
        app_link_receive(&link, c);
    EXPECT_EQ(app_link_parse(&link).error, APP_REASON_LENGTH);
    for (const char c : std::string("bye\n"))
        app_link_receive(&link, c);
    EXPECT_EQ(app_link_parse(&link).kind, APP_BYE);
}

TEST(AppLink, replies_are_words_and_numbers) {
    app_link link{};
    app_reply_start(&link);
    app_reply_word(&link, "current");
    app_reply_number(&link, "battery_ma", -4095875);
    app_reply_number(&link, "cells", 0);
    app_reply_end(&link);
    app_reply_error(&link, APP_REASON_LOCKED);
    std::string sent;
    for (; app_reply_next(&link) >= 0; app_reply_taken(&link))
        sent.push_back(static_cast<char>(app_reply_next(&link)));
    EXPECT_EQ(sent, "current battery_ma -4095875 cells 0\nerror pin needed\n");
}

TEST(CellRecords, keep_ten_bits_of_each_cell) {
    cell_records records{};
    cell_records_put(&records, 1, 1023, 0);
    cell_records_put(&records, 2, 660, 295);
    cell_records_put(&records, 255, 512, 1023);
    cell_records_put(&records, 1, 0x155, 0x2AA);
    EXPECT_EQ(cell_records_voltage(&records, 1), 0x155);
    EXPECT_EQ(cell_records_temperature(&records, 1), 0x2AA);
    EXPECT_EQ(cell_records_voltage(&records, 2), 660);
    EXPECT_EQ(cell_records_temperature(&records, 2), 295);
    EXPECT_EQ(cell_records_voltage(&records, 3), 0);
    EXPECT_EQ(cell_records_voltage(&records, 255), 512);
    EXPECT_EQ(cell_records_temperature(&records, 255), 1023);
}

}  // namespace
