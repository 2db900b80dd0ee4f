#include "sim/system/chain_timing.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace cellchain::system {
namespace {

constexpr Ticks ms = ticks_per_second / 1000;

/// Boards at 10 bits a millisecond, so that a message of 40 bytes takes 40 ms. A byte is heard
/// when it is complete: OUT has the last one 1 ms after the board before began to send it.
class Chain {
public:
    explicit Chain(int boards = 3) : timing(boards), boards_(boards) {}

    /// IN begins a message at `start`, each board passes it on `delay` later. OUT finds it good or
    /// bad.
    void pass(Ticks start, Ticks delay = 1 * ms, bool good = true) {
        std::vector<physics::ByteOnWire> bytes(40);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = {start + i * ms, 0,
                        physics::ByteOnWire::Frame(ms * physics::parts_of_tick / 10)};
        }
        for (int board = 1; board < boards_; ++board) {
            timing.at_chain_sent(board, bytes.data(), bytes.size());
            for (auto& byte : bytes)
                byte.start_edge += delay;
        }
        for (std::size_t i = 0; i < bytes.size(); ++i)
            timing.at_chain_heard(boards_, bytes[i].start_edge - delay + 1 * ms, value(i, good));
    }

    ChainTiming timing;

private:
    // 1, 2, ... 38 and their CRC, as in the test of ChainArrivals.
    static std::uint16_t value(std::size_t i, bool good) {
        constexpr std::uint16_t crc_high = 0x22;
        constexpr std::uint16_t crc_low = 0x27;
        if (i == 38)
            return crc_high;
        if (i == 39)
            return good ? crc_low : crc_low ^ 0x55U;
        return static_cast<std::uint16_t>(i + 1);
    }

    const int boards_;
};

TEST(ChainTiming, tells_nothing_before_the_first_message_but_the_silence) {
    Chain chain;
    EXPECT_FALSE(chain.timing.advance(700 * ms));
    EXPECT_EQ(chain.timing.messages(), 0);
    EXPECT_EQ(chain.timing.pass_time(), Seconds{0.0});
    EXPECT_EQ(chain.timing.period(), Seconds{0.0});
    EXPECT_EQ(chain.timing.oldest_reading_age(), Seconds{0.0});
    EXPECT_EQ(chain.timing.silence(), Seconds{0.7});
}

// The last byte starts at IN 39 ms behind the first, at board 2 one more, and takes 1 ms.
TEST(ChainTiming, a_message_is_under_way_from_its_first_edge_to_its_last_byte) {
    Chain chain;
    chain.pass(1000 * ms);
    EXPECT_FALSE(chain.timing.advance(1041 * ms - 1));
    ASSERT_TRUE(chain.timing.advance(1041 * ms));
    EXPECT_EQ(chain.timing.messages(), 1);
    EXPECT_EQ(chain.timing.newest_arrival(), 1041 * ms);
    EXPECT_EQ(chain.timing.pass_time(), Seconds{0.041});
    EXPECT_EQ(chain.timing.period(), Seconds{0.0});
    EXPECT_EQ(chain.timing.silence(), Seconds{1.041});
    EXPECT_FALSE(chain.timing.advance(1100 * ms));
    EXPECT_EQ(chain.timing.silence(), Seconds{0.059});
}

TEST(ChainTiming, messages_come_one_after_the_other_with_their_period) {
    Chain chain;
    chain.pass(1000 * ms);
    chain.pass(1500 * ms, 3 * ms);
    ASSERT_TRUE(chain.timing.advance(2000 * ms));
    EXPECT_EQ(chain.timing.newest_arrival(), 1041 * ms);
    ASSERT_TRUE(chain.timing.advance(2000 * ms));
    EXPECT_EQ(chain.timing.newest_arrival(), 1543 * ms);
    EXPECT_EQ(chain.timing.pass_time(), Seconds{0.043});
    EXPECT_EQ(chain.timing.period(), Seconds{0.5});
    EXPECT_EQ(chain.timing.silence(), Seconds{0.502});
    EXPECT_FALSE(chain.timing.advance(2000 * ms));
}

// Twelve boards, ten of which take 25 ms each: 290 ms, while IN sends every 100 ms.
TEST(ChainTiming, a_message_longer_under_way_than_a_period_is_told_from_those_behind_it) {
    Chain chain(12);
    for (Ticks start = 1000; start <= 1400; start += 100)
        chain.pass(start * ms, 25 * ms);
    for (Ticks arrival = 1290; arrival <= 1690; arrival += 100) {
        ASSERT_TRUE(chain.timing.advance(2000 * ms));
        EXPECT_EQ(chain.timing.newest_arrival(), arrival * ms);
        EXPECT_EQ(chain.timing.pass_time(), Seconds{0.290});
    }
}

TEST(ChainTiming, a_bad_message_does_not_arrive_and_the_silence_goes_on) {
    Chain chain;
    chain.pass(1000 * ms);
    chain.pass(2000 * ms, 1 * ms, false);
    chain.pass(3000 * ms);
    ASSERT_TRUE(chain.timing.advance(4000 * ms));
    ASSERT_TRUE(chain.timing.advance(4000 * ms));
    EXPECT_EQ(chain.timing.messages(), 2);
    EXPECT_EQ(chain.timing.silence(), Seconds{2.0});
    EXPECT_EQ(chain.timing.period(), Seconds{1.0});  // IN sent one in between
}

// Each board's newest sample before the message left it; that of OUT before it came.
TEST(ChainTiming, the_oldest_reading_decides_wherever_it_is) {
    struct Row {
        Ticks in, middle, out;
        double age_s;
    };
    for (const Row& row :
         {Row{900 * ms, 950 * ms, 960 * ms, 0.141}, Row{990 * ms, 500 * ms, 960 * ms, 0.541},
          Row{990 * ms, 980 * ms, 970 * ms, 0.071}}) {
        Chain chain;
        chain.timing.at_reading(1, row.in);
        chain.timing.at_reading(2, row.middle);
        chain.timing.at_reading(3, row.out);
        chain.pass(1000 * ms);
        ASSERT_TRUE(chain.timing.advance(2000 * ms));
        EXPECT_EQ(chain.timing.oldest_reading_age(), Seconds{row.age_s});
    }
}

// Boards run ahead: the sample behind a message is known before the message is traced.
TEST(ChainTiming, a_reading_made_behind_a_message_is_in_the_next_one) {
    Chain chain;
    for (int board = 1; board <= 3; ++board) {
        chain.timing.at_reading(board, 950 * ms);
        chain.timing.at_reading(board, 1045 * ms);
    }
    chain.pass(1000 * ms);
    chain.pass(2000 * ms);
    ASSERT_TRUE(chain.timing.advance(3000 * ms));
    EXPECT_EQ(chain.timing.oldest_reading_age(), Seconds{0.091});
    ASSERT_TRUE(chain.timing.advance(3000 * ms));
    EXPECT_EQ(chain.timing.oldest_reading_age(), Seconds{0.996});
}

// OUT has the first message at 1041 ms and moves a relay three seconds later.
TEST(ChainTiming, a_relay_moves_on_the_readings_of_the_newest_message) {
    Chain chain;
    chain.timing.at_reading(1, 990 * ms);
    chain.timing.at_reading(2, 941 * ms);
    chain.timing.at_reading(3, 960 * ms);
    chain.pass(1000 * ms);
    EXPECT_EQ(chain.timing.age_when_relay_moved(2), Seconds{0.0});
    ASSERT_TRUE(chain.timing.advance(4041 * ms));
    chain.timing.at_reading(2, 4000 * ms);  // nobody has told OUT of it
    chain.timing.at_relay_moved(4041 * ms);
    EXPECT_EQ(chain.timing.age_when_relay_moved(1), Seconds{3.051});
    EXPECT_EQ(chain.timing.age_when_relay_moved(2), Seconds{3.1});
    EXPECT_EQ(chain.timing.age_when_relay_moved(3), Seconds{3.081});
    EXPECT_EQ(chain.timing.oldest_age_when_relay_moved(), Seconds{3.1});
    EXPECT_EQ(chain.timing.figures().oldest_reading_switched_on, Seconds{3.1});
}

TEST(ChainTiming, a_relay_that_moves_before_the_first_message_knows_nothing_since_the_start) {
    Chain chain;
    chain.timing.at_relay_moved(20 * ms);
    EXPECT_EQ(chain.timing.oldest_age_when_relay_moved(), Seconds{0.02});
}

TEST(ChainTiming, keeps_the_worst_of_the_run) {
    Chain chain;
    chain.pass(1000 * ms, 9 * ms);
    chain.pass(1500 * ms);
    chain.pass(2900 * ms);
    while (chain.timing.advance(3500 * ms)) {
    }
    const ChainFigures& worst = chain.timing.figures();
    EXPECT_EQ(worst.messages, 3);
    EXPECT_EQ(worst.longest_pass_time, Seconds{0.049});
    EXPECT_EQ(worst.shortest_period, Seconds{0.5});
    EXPECT_EQ(worst.oldest_reading_age, Seconds{2.941});  // nobody read: since the start
    EXPECT_EQ(worst.longest_silence, Seconds{1.4});
}

// Messages that nobody hears are let go, not the newest ones.
TEST(ChainTiming, a_message_after_a_long_cut_is_timed_like_any_other) {
    Chain chain;
    std::vector<physics::ByteOnWire> byte(1);
    for (Ticks second = 1; second <= 100'000; ++second) {
        byte[0].start_edge = second * ticks_per_second;
        chain.timing.at_chain_sent(1, byte.data(), 1);
    }
    chain.pass(100'001 * ticks_per_second);
    ASSERT_TRUE(chain.timing.advance(100'002 * ticks_per_second));
    EXPECT_EQ(chain.timing.pass_time(), Seconds{0.041});
}

}  // namespace
}  // namespace cellchain::system
