#include "sim/live/happening.h"

#include <gtest/gtest.h>

#include "firmware_glue/hal/cellhal.h"

namespace cellchain::live {
namespace {

using Kind = Happening::Kind;

Happening heard(std::uint8_t byte) {
    Happening happening;
    happening.kind = Kind::chain_heard;
    happening.board = 3;
    happening.byte = byte;
    return happening;
}

Happening event_at(Ticks time, const char* text) {
    Happening happening;
    happening.time = time;
    happening.text = text;
    return happening;
}

TEST(Describe, a_byte_by_its_place_in_the_message) {
    Happening byte = heard(0x0c);
    byte.place = 30;
    EXPECT_EQ(describe(byte), "board 3 hears 0x0c, byte 30: factory cell count");
    byte.errors = HAL_UART_ERR_FRAMING;
    EXPECT_EQ(describe(byte),
              "board 3 hears 0x0c with a framing error, byte 30: factory cell count");
    byte.errors = HAL_UART_ERR_OVERRUN;
    EXPECT_EQ(describe(byte), "board 3 hears 0x0c behind a lost byte, byte 30: factory cell count");
    EXPECT_EQ(describe(heard(0xff)), "board 3 hears 0xff, behind the end of a message");
}

TEST(Describe, a_message_by_what_its_receiver_has_to_make_of_it) {
    Happening byte = heard(0x5a);
    byte.place = 39;
    byte.verdict = results::MessageVerdict::crc_wrong;
    EXPECT_EQ(describe(byte), "board 3 hears 0x5a, byte 39: CRC; message crc_wrong");
}

TEST(Describe, lines_pins_and_events) {
    Happening happening;
    happening.kind = Kind::chain_sent;
    happening.board = 2;
    happening.byte = 0xa0;
    EXPECT_EQ(describe(happening), "board 2 sends 0xa0");
    happening.kind = Kind::data_out_sent;
    EXPECT_EQ(describe(happening), "data_out sends 0xa0");
    happening.kind = Kind::pin;
    happening.text = "board[2].led";
    happening.byte = 1;
    EXPECT_EQ(describe(happening), "board[2].led on");
    happening.byte = 0;
    EXPECT_EQ(describe(happening), "board[2].led off");
    EXPECT_EQ(describe(event_at(0, "app reply ok")), "app reply ok");
}

std::string texts_of(const RecentHappenings& recent) {
    std::string texts;
    for (const Happening& happening : recent.newest)
        texts += happening.text;
    return texts;
}

TEST(HappeningLog, keeps_what_is_dated_later_for_the_next_look) {
    HappeningLog log;
    log.note(event_at(20, "b"));
    log.note(event_at(31, "d"));
    log.note(event_at(10, "a"));
    log.note(event_at(20, "c"));
    const RecentHappenings first = log.take(30, 8);
    EXPECT_EQ(texts_of(first), "abc");
    EXPECT_EQ(first.earlier, 0U);
    EXPECT_EQ(texts_of(log.take(30, 8)), "");
    EXPECT_EQ(texts_of(log.take(31, 8)), "d");
}

TEST(HappeningLog, shows_the_newest_and_counts_the_rest) {
    HappeningLog log;
    for (Ticks time = 1; time <= 5000; ++time)
        log.note(event_at(time, time > 4998 ? "z" : "y"));
    const RecentHappenings recent = log.take(5000, 3);
    EXPECT_EQ(texts_of(recent), "yzz");
    EXPECT_EQ(recent.earlier, 4997U);
    EXPECT_EQ(log.take(6000, 3).earlier, 0U);
}

}  // namespace
}  // namespace cellchain::live
