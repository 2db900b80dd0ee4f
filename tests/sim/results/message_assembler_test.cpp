#include "sim/results/message_assembler.h"

#include <gtest/gtest.h>

#include <string>

#include "sim/results/number_text.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

using Bytes = std::vector<std::uint8_t>;

// A message's 40 bytes; the CRC is from Python's binascii.crc_hqx(..., 0xFFFF).
Bytes message_at_position_1() {
    Bytes bytes(40, 0);
    bytes[0] = 0x01;
    bytes[38] = 0xAA;
    bytes[39] = 0xC4;
    return bytes;
}
Bytes message_at_position_2() {
    Bytes bytes(40, 0);
    bytes[0] = 0x02;
    bytes[38] = 0x97;
    bytes[39] = 0x48;
    return bytes;
}
Bytes part(const Bytes& bytes, std::size_t first, std::size_t count) {
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

constexpr Ticks ms = 100'000'000;
constexpr Ticks byte_time = 105 * ms / 100;  // 1.05 ms from one start edge to the next: 40.95 ms
                                             // from the first to the last of 40

/// Three boards; the test is their firmware and their wires.
struct ThreeBoards {
    std::vector<std::string> rows;
    MessageAssembler assembler{3, 9600,
                               [this](const HopMessage& row) { rows.push_back(text(row)); }};

    void send(int board, double first_start_s, const Bytes& bytes) {
        Ticks start = at_seconds(first_start_s);
        for (const std::uint8_t byte : bytes) {
            const physics::ByteOnWire on_wire{start, byte};
            assembler.at_chain_sent(board, &on_wire, 1);
            start += byte_time;
        }
    }
    void hear(int board, double first_complete_s, const Bytes& bytes, std::uint16_t flags = 0) {
        Ticks complete = at_seconds(first_complete_s);
        for (const std::uint8_t byte : bytes) {
            assembler.at_chain_heard(board, complete, static_cast<std::uint16_t>(flags | byte));
            complete += byte_time;
        }
    }
    /// Each byte is complete 1 ms after its start edge.
    void pass(int board, double first_start_s, const Bytes& bytes) {
        send(board, first_start_s, bytes);
        hear(board + 1, first_start_s + 0.001, bytes);
    }
    void data_out(double first_start_s, const Bytes& bytes) {
        Ticks start = at_seconds(first_start_s);
        for (const std::uint8_t byte : bytes) {
            const physics::ByteOnWire on_wire{start, byte};
            assembler.at_data_out_sent(&on_wire, 1);
            start += byte_time;
        }
    }
    void barrier(double at_s) { assembler.at_barrier(sample_at(at_s)); }
    void end(double at_s) {
        barrier(at_s);
        assembler.finish();
    }

    static std::string seconds(const std::optional<Ticks>& time) {
        std::string text = "-";
        if (time) {
            text.clear();
            append_short_seconds(text, *time);
        }
        return text;
    }
    static std::string text(const HopMessage& row) {
        return (row.line == Line::chain ? "hop " : "data out ") + std::to_string(row.from_board) +
               ": message " + std::to_string(row.number) + " left IN " + seconds(row.left_in) +
               " sent " + seconds(row.first_start_edge) + " gap " + seconds(row.gap) +
               (row.is_heard() ? " arrived " : " gone ") + seconds(row.end) + " " +
               std::to_string(row.bytes.size()) + " bytes " + name_of(row.verdict);
    }
};
using Rows = std::vector<std::string>;

TEST(MessageAssembler, follows_a_message_along_the_chain) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());
    three.pass(2, 0.102, message_at_position_2());
    three.end(1.0);
    EXPECT_EQ(
        three.rows,
        (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.14195 40 bytes good",
              "hop 2: message 1 left IN 0.1 sent 0.102 gap - arrived 0.14395 40 bytes good"}));
}

// The last byte of the first message starts at 0.14095 s and is 10 bits of 9600 baud long.
TEST(MessageAssembler, measures_the_silence_before_a_message) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());
    three.pass(1, 1.1, message_at_position_1());
    three.end(2.0);
    ASSERT_EQ(three.rows.size(), 2U);
    EXPECT_EQ(three.rows[1],
              "hop 1: message 2 left IN 1.1 sent 1.1 gap 0.95800833333 arrived 1.14195 40 bytes "
              "good");
}

TEST(MessageAssembler, tells_messages_apart_that_are_on_the_chain_at_once) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());
    three.pass(2, 0.13, message_at_position_2());
    three.pass(1, 0.15, message_at_position_1());
    three.end(1.0);
    EXPECT_EQ(three.rows,
              (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.14195 40 bytes good",
                    "hop 2: message 1 left IN 0.1 sent 0.13 gap - arrived 0.17195 40 bytes good",
                    "hop 1: message 2 left IN 0.15 sent 0.15 gap 0.00800833333 arrived 0.19195 "
                    "40 bytes good"}));
}

TEST(MessageAssembler, numbers_on_when_a_board_drops_a_message) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());
    three.pass(1, 1.1, message_at_position_1());
    three.pass(2, 1.102, message_at_position_2());
    three.end(2.0);
    ASSERT_EQ(three.rows.size(), 3U);
    EXPECT_EQ(three.rows[2],
              "hop 2: message 2 left IN 1.1 sent 1.102 gap - arrived 1.14395 40 bytes good");
}

// Gone when its last byte has left the wire.
TEST(MessageAssembler, tells_of_a_message_that_nobody_heard) {
    ThreeBoards three;
    three.send(1, 0.1, message_at_position_1());
    three.end(1.0);
    EXPECT_EQ(three.rows, (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - gone 0.14199166667 0 "
                                "bytes not_received"}));
}

// Bytes 10 to 14 are lost: 0.0063 s from byte 9 to byte 15.
TEST(MessageAssembler, gives_both_parts_of_a_cut_message_its_number) {
    ThreeBoards three;
    const Bytes message = message_at_position_1();
    three.send(1, 0.1, message);
    three.hear(2, 0.101, part(message, 0, 10));
    three.hear(2, 0.11675, part(message, 15, 25));
    three.send(2, 0.102, part(message, 0, 10));
    three.send(2, 0.118, part(message, 15, 25));
    three.end(1.0);
    EXPECT_EQ(three.rows,
              (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.11045 10 bytes short",
                    "hop 2: message 1 left IN 0.1 sent 0.102 gap - gone 0.11249166667 0 bytes "
                    "not_received",
                    "hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.14195 25 bytes short",
                    "hop 2: message 1 left IN 0.1 sent 0.118 gap 0.00550833333 gone "
                    "0.14424166667 0 bytes not_received"}));
}

// The sender leaves 3.2 ms between start edges, the receiver hears the next byte after 3.1 ms.
TEST(MessageAssembler, tells_of_messages_that_ran_together) {
    ThreeBoards three;
    three.send(1, 0.1, Bytes(40, 0x55));
    three.send(1, 0.14415, Bytes(2, 0x66));
    three.hear(2, 0.101, Bytes(40, 0x55));
    three.hear(2, 0.14505, Bytes(2, 0x66));
    three.end(1.0);
    EXPECT_EQ(three.rows,
              (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.1461 42 bytes long",
                    "hop 1: message 2 left IN 0.14415 sent 0.14415 gap 0.00215833333 gone "
                    "0.14624166667 0 bytes merged"}));
}

TEST(MessageAssembler, gives_noise_and_what_follows_from_it_the_number_0) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());
    three.hear(2, 0.5, Bytes{0xFF});
    three.pass(2, 0.501, Bytes{0x00});
    three.end(1.0);
    ASSERT_EQ(three.rows.size(), 3U);
    EXPECT_EQ(three.rows[1], "hop 1: message 0 left IN - sent - gap - arrived 0.5 1 bytes short");
    EXPECT_EQ(three.rows[2],
              "hop 2: message 0 left IN - sent 0.501 gap - arrived 0.502 1 bytes short");
}

TEST(MessageAssembler, keeps_one_bytes_error_for_the_whole_message) {
    ThreeBoards three;
    const Bytes message = message_at_position_1();
    three.send(1, 0.1, message);
    three.hear(2, 0.101, part(message, 0, 20));
    three.hear(2, 0.122, part(message, 20, 1), 0x0100);
    three.hear(2, 0.12305, part(message, 21, 19));
    three.end(1.0);
    EXPECT_EQ(three.rows, (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.14195 40 "
                                "bytes framing_error"}));
}

// Three byte times are 3.125 ms: 30 bits at 9600 baud.
TEST(MessageAssembler, ends_a_message_after_more_than_three_byte_times) {
    ThreeBoards three;
    for (const double start_s : {0.1, 0.103125}) {
        three.pass(1, start_s, Bytes{0x01});
    }
    for (const double start_s : {0.2, 0.20312500001}) {
        three.pass(1, start_s, Bytes{0x01});
    }
    three.end(1.0);
    EXPECT_EQ(three.rows,
              (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.104125 2 bytes short",
                    "hop 1: message 2 left IN 0.2 sent 0.2 gap 0.09583333333 arrived 0.201 1 bytes "
                    "short",
                    "hop 1: message 3 left IN 0.20312500001 sent 0.20312500001 gap 0.00208333334 "
                    "arrived 0.20412500001 1 bytes short"}));
}

TEST(MessageAssembler, leaves_out_what_silence_has_not_ended_when_the_run_ends) {
    ThreeBoards three;
    three.pass(1, 0.1, message_at_position_1());  // arrives at 0.14195 s
    three.end(0.145075);
    EXPECT_EQ(three.rows, Rows{});

    ThreeBoards longer;
    longer.pass(1, 0.1, message_at_position_1());
    longer.end(0.14507500001);
    EXPECT_EQ(longer.rows.size(), 1U);
}

// 57 times 5 is 285, whose low byte is 29. Frames end after 50 ms, so 30 ms leave one whole.
TEST(MessageAssembler, follows_a_message_into_the_data_output) {
    ThreeBoards three;
    Bytes frame(58, 5);
    frame[57] = 29;
    three.pass(1, 0.1, message_at_position_1());
    three.pass(2, 0.102, message_at_position_2());
    three.data_out(0.15, frame);
    three.data_out(0.5, Bytes(20, 5));
    three.data_out(0.55, Bytes(10, 5));
    three.end(1.0);
    ASSERT_EQ(three.rows.size(), 4U);
    EXPECT_EQ(three.rows[2],
              "data out 3: message 1 left IN 0.1 sent 0.15 gap - arrived 0.21089166667 58 bytes "
              "good");
    EXPECT_EQ(three.rows[3],
              "data out 3: message 1 left IN 0.1 sent 0.5 gap 0.28910833333 arrived "
              "0.56049166667 30 bytes short");
}

TEST(MessageAssembler, cuts_a_message_without_end_into_pieces) {
    ThreeBoards three;
    three.pass(1, 0.1, Bytes(550, 0x55));  // the third piece as long as a message
    three.end(1.0);
    EXPECT_EQ(three.rows,
              (Rows{"hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.3677 255 bytes long",
                    "hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.63545 255 bytes long",
                    "hop 1: message 1 left IN 0.1 sent 0.1 gap - arrived 0.67745 40 bytes long"}));
}

// Boards run ahead one after the other, as far as the next barrier lets them.
TEST(MessageAssembler, does_not_depend_on_how_far_boards_have_run_ahead) {
    const auto tell_hop_2 = [](ThreeBoards& three) {
        three.pass(2, 0.102, message_at_position_2());
        three.pass(2, 1.102, message_at_position_2());
        three.data_out(0.15, Bytes(58, 5));
    };
    ThreeBoards ahead;
    ahead.pass(1, 0.1, message_at_position_1());
    ahead.pass(1, 0.18, message_at_position_1());  // is over before the data-out frame
    ahead.pass(1, 1.1, message_at_position_1());
    tell_hop_2(ahead);
    ahead.end(2.0);

    ThreeBoards step_by_step;
    step_by_step.pass(1, 0.1, message_at_position_1());
    step_by_step.pass(1, 0.18, message_at_position_1());
    step_by_step.send(1, 1.1, message_at_position_1());
    tell_hop_2(step_by_step);
    step_by_step.hear(2, 1.101, message_at_position_1());
    for (const double at_s :
         {0.1, 0.12, 0.1425, 0.144, 0.17, 0.19, 0.24, 0.9, 1.1015, 1.12, 1.15}) {
        step_by_step.barrier(at_s);
    }
    step_by_step.end(2.0);
    EXPECT_EQ(step_by_step.rows.size(), 6U);
    EXPECT_EQ(step_by_step.rows, ahead.rows);
}

}  // namespace
}  // namespace cellchain::results
