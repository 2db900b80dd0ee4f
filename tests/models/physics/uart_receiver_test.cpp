#include "models/physics/uart_receiver.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace cellchain::physics {
namespace {

BurstBlocks blocks;

// 9600 baud: 104.167 us a bit, 6.51 us a sample.
constexpr Ticks bit = 10'416'667;
constexpr Ticks frame = 104'166'667;

/// Bytes one behind the other, with pauses of `gap` between them.
SerialBurst sent(const std::vector<std::uint8_t>& data, double sender_ppm, Ticks start,
                 Ticks gap = 0) {
    const auto bit_period = static_cast<std::uint64_t>(static_cast<double>(exact_bit_period(9600)) /
                                                       (1.0 + sender_ppm * 1e-6));
    SerialBurst burst{blocks};
    for (const std::uint8_t value : data) {
        const ByteOnWire byte{start, value, ByteOnWire::Frame(bit_period)};
        burst.append(&byte, 1);
        start = byte.edge(bits_per_frame) + gap;
    }
    return burst;
}

Oscillator sampling_clock(double ppm) { return Oscillator{9600.0 * 16.0, ppm}; }

struct HeardByte {
    Cycles completion;
    std::uint16_t byte_and_errors;
    bool operator==(const HeardByte& other) const {
        return completion == other.completion && byte_and_errors == other.byte_and_errors;
    }
};

void showValue(const HeardByte& byte, std::ostream& out) {
    out << byte.completion << ':' << byte.byte_and_errors;
}

std::vector<HeardByte> heard(SerialBurst burst, const Oscillator& samples,
                             const LineDistortion& distortion = {}, Ticks until = never) {
    UartReceiver receiver;
    receiver.open(samples, 0);
    std::vector<HeardByte> all;
    while (receiver.look(burst, distortion, until)) {
        all.push_back({receiver.completion(), receiver.byte_and_errors()});
        receiver.take(burst, distortion);
    }
    return all;
}

std::vector<std::uint16_t> values(const std::vector<HeardByte>& bytes) {
    std::vector<std::uint16_t> values;
    for (const HeardByte& byte : bytes)
        values.push_back(byte.byte_and_errors);
    return values;
}

bool all_right(const std::vector<std::uint8_t>& data, double sender_ppm, double receiver_ppm) {
    // Every phase of the sampling grid in steps of a 32nd of a sample.
    const Oscillator samples = sampling_clock(receiver_ppm);
    for (Ticks phase = 0; phase < 651'042; phase += 20'345)
        if (values(heard(sent(data, sender_ppm, 1'000'000'000 + phase), samples)) !=
            std::vector<std::uint16_t>(data.begin(), data.end()))
            return false;
    return true;
}

/// 40 bytes of many patterns, the length of a chain message.
std::vector<std::uint8_t> message() {
    std::vector<std::uint8_t> data;
    for (unsigned i = 0; i < 40; ++i)
        data.push_back(static_cast<std::uint8_t>((i * 37 + (i % 3 == 0 ? 0 : 255)) & 0xFFu));
    return data;
}

/// Ppm of rate that make the sender's bits longer by `percent` of the receiver's.
double ppm_of_longer_bits(double percent) { return (100.0 / (100.0 + percent) - 1.0) * 1e6; }

TEST(UartReceiver, completes_a_byte_at_sample_10_of_the_stop_bit) {
    // First low sample number 1; the stop bit's tenth is 9 * 16 + 10 = 154, 153 behind it.
    const auto bytes = heard(sent({0x5A}, 0.0, 0), sampling_clock(0.0));
    ASSERT_EQ(bytes.size(), 1u);
    EXPECT_EQ(bytes[0].completion, 153u);
    EXPECT_EQ(bytes[0].byte_and_errors, 0x5A);
}

TEST(UartReceiver, lone_byte_is_right_up_to_4_86_percent_shorter_and_5_55_percent_longer_bits) {
    for (const int value : {0x00, 0xFF, 0x55, 0x80, 0x7F}) {
        EXPECT_TRUE(all_right({static_cast<std::uint8_t>(value)}, ppm_of_longer_bits(5.5), 0.0))
            << value;
        EXPECT_TRUE(all_right({static_cast<std::uint8_t>(value)}, ppm_of_longer_bits(-4.8), 0.0))
            << value;
    }
    // 0x00 has low bits to the end, so a stop bit sampled too early shows.
    EXPECT_FALSE(all_right({0x00}, ppm_of_longer_bits(5.7), 0.0));
    // In 0x7F the last data bit is a 0 before the stop bit's 1: sampled too late, it shows.
    EXPECT_FALSE(all_right({0x7F}, ppm_of_longer_bits(-4.9), 0.0));
}

TEST(UartReceiver, message_back_to_back_is_right_up_to_3_75_percent_shorter_bits) {
    EXPECT_TRUE(all_right(message(), ppm_of_longer_bits(-3.7), 0.0));
    EXPECT_FALSE(all_right(message(), ppm_of_longer_bits(-3.9), 0.0));
    EXPECT_TRUE(all_right(message(), ppm_of_longer_bits(5.5), 0.0));
    EXPECT_FALSE(all_right(message(), ppm_of_longer_bits(5.7), 0.0));
}

TEST(UartReceiver, only_the_ratio_of_both_clocks_counts) {
    EXPECT_TRUE(all_right(message(), 50'000.0, 20'000.0));
    EXPECT_TRUE(all_right(message(), -50'000.0, -40'000.0));
    EXPECT_FALSE(all_right(message(), 50'000.0, 0.0));
}

LineDisturbances with_noise(const LineNoiseConfig& config) {
    return LineDisturbances{{std::make_shared<LineNoise>(config, 7, "line"), {}}};
}

TEST(UartReceiver, short_low_pulse_is_no_start_bit) {
    // A pulse of 30 us lies over five samples; the start bit's votes come after 46 us.
    LineNoiseConfig config;
    config.pulses_per_second = 1.0;
    config.shortest_pulse = Seconds{30e-6};
    config.longest_pulse = Seconds{30e-6};
    const LineDisturbances noisy = with_noise(config);
    EXPECT_TRUE(heard(SerialBurst{blocks}, sampling_clock(0.0), LineDistortion{0, &noisy},
                      60 * ticks_per_second)
                    .empty());
}

TEST(UartReceiver, low_pulse_longer_than_half_a_bit_is_a_byte) {
    // 80 us low: a start bit by majority, then eight ones.
    LineNoiseConfig config;
    config.pulses_per_second = 1.0;
    config.shortest_pulse = Seconds{80e-6};
    config.longest_pulse = Seconds{80e-6};
    const LineDisturbances noisy = with_noise(config);
    const auto bytes = heard(SerialBurst{blocks}, sampling_clock(0.0), LineDistortion{0, &noisy},
                             60 * ticks_per_second);
    ASSERT_FALSE(bytes.empty());
    EXPECT_NEAR(static_cast<double>(bytes.size()), 60.0, 25.0);
    for (const HeardByte& byte : bytes)
        EXPECT_EQ(byte.byte_and_errors, 0xFF);
}

TEST(UartReceiver, low_stop_bit_is_an_error_and_needs_a_high_before_the_next_start) {
    // A sender at a tenth of the rate: one low bit of it covers a whole frame.
    SerialBurst burst = sent({0x00}, 0.0, 1'000'000'000);
    const ByteOnWire slow{burst.front().start_edge, 0x00, ByteOnWire::Frame(exact_bit_period(960))};
    burst = SerialBurst{blocks};
    burst.append(&slow, 1);
    // Low for nine long bits: one break, not nine bytes.
    EXPECT_EQ(values(heard(burst, sampling_clock(0.0))), (std::vector<std::uint16_t>{0x0500}));
}

TEST(UartReceiver, pulse_distortion_shifts_the_margin) {
    // Rising edges 40 us late: a start bit of 144 us, every single 1 only 64 us long, and its
    // votes come 46 to 65 us behind where it should begin. Read right only while they are high.
    const Oscillator samples = sampling_clock(0.0);
    EXPECT_EQ(values(heard(sent({0x55}, 0.0, 0), samples, {4'000'000, nullptr})),
              (std::vector<std::uint16_t>{0x55}));
    EXPECT_NE(values(heard(sent({0x55}, 0.0, 0), samples, {6'500'000, nullptr})),
              (std::vector<std::uint16_t>{0x55}));
}

TEST(UartReceiver, waits_for_what_is_not_known_yet) {
    // Bits 5.5 % short: the frame ends after 984.4 us, before the last two votes on its stop bit.
    SerialBurst burst = sent({0xFF}, ppm_of_longer_bits(-5.5), 1'000'000'000);
    const Oscillator samples = sampling_clock(0.0);
    UartReceiver receiver;
    receiver.open(samples, 0);
    EXPECT_FALSE(receiver.look(burst, {}, 0));
    EXPECT_GE(receiver.undecided_from(), 1'000'000'000 + 98'437'500u);
    EXPECT_LT(receiver.undecided_from(), 1'000'000'000 + 100'000'000u);
    EXPECT_TRUE(receiver.look(burst, {}, receiver.undecided_from() + bit));
    EXPECT_EQ(receiver.byte_and_errors(), 0xFF);
}

TEST(UartReceiver, hears_nothing_that_began_before_it_was_opened) {
    SerialBurst burst = sent({0xFF, 0x42}, 0.0, 0);
    const Oscillator samples = sampling_clock(0.0);
    UartReceiver receiver;
    receiver.open(samples, 5 * bit);  // in the ones of the first byte
    ASSERT_TRUE(receiver.look(burst, {}, 3 * frame));
    EXPECT_EQ(receiver.byte_and_errors(), 0x42);
}

TEST(UartReceiver, byte_cut_in_the_middle_goes_on_as_ones) {
    // Start bit and three data bits have passed; the line then idles high.
    LineDisturbances cut{{}};
    cut.change(1'000'000'000 + 4 * bit, {nullptr, true});
    EXPECT_EQ(values(heard(sent({0x00, 0x00}, 0.0, 1'000'000'000), sampling_clock(0.0),
                           LineDistortion{0, &cut})),
              (std::vector<std::uint16_t>{0xF8}));
}

TEST(UartReceiver, line_stuck_low_is_one_break_until_it_has_been_high) {
    LineDisturbances stuck{{}};
    stuck.change(1'000'000'000, {nullptr, false});
    stuck.change(1'000'000'000 + 30 * frame, {});
    SerialBurst burst = sent({0x41, 0x42}, 0.0, 1'000'000'000 + 10 * frame);
    const SerialBurst behind = sent({0x43}, 0.0, 1'000'000'000 + 31 * frame);
    burst.append(behind.begin(), behind.size());
    EXPECT_EQ(values(heard(burst, sampling_clock(0.0), LineDistortion{0, &stuck})),
              (std::vector<std::uint16_t>{0x500, 0x43}));
}

TEST(UartReceiver, what_was_found_behind_a_change_of_the_line_is_heard_otherwise) {
    SerialBurst burst = sent({0x00}, 0.0, 1'000'000'000);
    LineDisturbances disturbances{{}};
    const LineDistortion distortion{0, &disturbances};
    const Oscillator samples = sampling_clock(0.0);
    UartReceiver receiver;
    receiver.open(samples, 0);
    ASSERT_TRUE(receiver.look(burst, distortion, never));
    ASSERT_EQ(receiver.byte_and_errors(), 0x00);
    disturbances.change(1'000'000'000 + 4 * bit, {nullptr, true});
    receiver.settle(burst, distortion, 1'000'000'000 + 4 * bit);
    ASSERT_TRUE(receiver.look(burst, distortion, never));
    EXPECT_EQ(receiver.byte_and_errors(), 0xF8);
}

TEST(UartReceiver, never_looks_again_at_what_it_has_waited_through) {
    // Cut while a byte passed. Three seconds later nobody knows of the cut any more.
    const SerialBurst burst = sent({0x00}, 0.0, 1'000'000'000);
    LineDisturbances disturbances{{nullptr, true}};
    const LineDistortion distortion{0, &disturbances};
    const Oscillator samples = sampling_clock(0.0);
    UartReceiver receiver;
    receiver.open(samples, 0);
    for (const Ticks mended : {ticks_per_second, 3 * ticks_per_second, 5 * ticks_per_second}) {
        receiver.settle(burst, distortion, mended);
        disturbances.change(mended, {});
    }
    EXPECT_FALSE(receiver.look(burst, distortion, 6 * ticks_per_second));
}

// ---- Against a receiver that samples all the time, as silicon does
// -------------------------------

/// A level that holds the line, whatever is sent.
struct Hold {
    Ticks begin;
    Ticks end;
    bool level;
};

/// Levels from a list of edges, worked out on their own.
class EdgeList {
public:
    EdgeList(const SerialBurst& burst, Ticks rise_lag, const LineNoise* noise,
             std::optional<Hold> hold)
        : noise_(noise), hold_(hold) {
        for (const ByteOnWire& byte : burst) {
            std::uint32_t word = (byte.data() | 0x100u) << 1;  // start bit first
            bool before = true;
            for (std::uint32_t n = 0; n < 10; ++n, word >>= 1) {
                const bool level = (word & 1u) != 0;
                if (level != before)
                    edges_.push_back({byte.edge(n) + (level ? rise_lag : 0), level});
                before = level;
            }
        }
    }
    bool level(Ticks when) const {
        bool level = true;
        for (const auto& [at, to] : edges_)
            if (at <= when)
                level = to;
        if (hold_ && hold_->begin <= when && when < hold_->end)
            return hold_->level;
        return level != (noise_ != nullptr && noise_->inverts(when));
    }

private:
    std::vector<std::pair<Ticks, bool>> edges_;
    const LineNoise* noise_;
    std::optional<Hold> hold_;
};

std::vector<HeardByte> sampled_all_the_time(const EdgeList& line, const Oscillator& samples,
                                            Cycles last) {
    std::vector<HeardByte> all;
    bool armed = true;
    int count = 0;  // of the sample in the frame; 0: none
    int highs = 0;
    unsigned word = 0;
    for (Cycles n = 0; n < last; ++n) {
        const bool high = line.level(samples.instant(n));
        if (count == 0) {
            if (high) {
                armed = true;
                continue;
            }
            if (!armed)
                continue;
            word = 0;
        }
        ++count;
        const int in_bit = (count - 1) % 16 + 1;
        const int bit_number = (count - 1) / 16;
        if (in_bit == 8)
            highs = 0;
        if (in_bit >= 8 && in_bit <= 10)
            highs += high ? 1 : 0;
        if (in_bit != 10)
            continue;
        if (bit_number == 0 && highs >= 2)
            count = 0;
        if (bit_number >= 1 && bit_number <= 8 && highs >= 2)
            word |= 1u << (bit_number - 1);
        if (bit_number == 9) {
            const unsigned errors = word == 0 ? 0x500 : 0x100;  // a break is all low
            all.push_back({n, static_cast<std::uint16_t>(word | (highs >= 2 ? 0 : errors))});
            armed = highs >= 2;
            count = 0;
        }
    }
    return all;
}

RC_GTEST_PROP(UartReceiver, hears_what_sampling_all_the_time_hears, ()) {
    const auto data = *rc::gen::container<std::vector<std::uint8_t>>(
        *rc::gen::inRange<std::size_t>(1, 8), rc::gen::arbitrary<std::uint8_t>());
    const auto sender_ppm = *rc::gen::inRange(-70'000, 70'000);
    const auto receiver_ppm = *rc::gen::inRange(-20'000, 20'000);
    const auto start = *rc::gen::inRange<Ticks>(0, 50'000'000);
    const auto gap = *rc::gen::element<Ticks>(0, 0, 1'234'567, 30'000'000);
    const auto lag = *rc::gen::element<Ticks>(0, 300'000, 3'000'000);
    LineNoiseConfig config;
    config.pulses_per_second = *rc::gen::element(0.0, 100.0, 800.0);
    config.longest_pulse = Seconds{60e-6};
    std::shared_ptr<const LineNoise> noise;
    if (config.pulses_per_second > 0.0)
        noise = std::make_shared<LineNoise>(config, *rc::gen::arbitrary<std::uint64_t>(), "line");
    const SerialBurst burst = sent(data, sender_ppm, start, gap);
    const Oscillator samples = sampling_clock(receiver_ppm);
    const Ticks end = burst.back().edge(10) + 3 * frame;

    std::optional<Hold> hold;
    LineDisturbances disturbances{{noise, {}}};
    if (*rc::gen::arbitrary<bool>()) {
        hold = Hold{*rc::gen::inRange<Ticks>(0, end), 0, *rc::gen::arbitrary<bool>()};
        hold->end = hold->begin + *rc::gen::inRange<Ticks>(1, 3 * frame);
        disturbances.change(hold->begin, {noise, hold->level});
        disturbances.change(hold->end, {noise, {}});
    }
    const auto expected = sampled_all_the_time(EdgeList{burst, lag, noise.get(), hold}, samples,
                                               samples.first_cycle_at_or_after(end));
    const LineDistortion distortion{static_cast<std::int64_t>(lag), &disturbances};
    RC_ASSERT(heard(burst, samples, distortion, end) == expected);
}

// What is known grows by and by, and the clock is tuned between: nothing may be heard otherwise.
RC_GTEST_PROP(UartReceiver, hears_the_same_in_small_portions, ()) {
    const auto sender_ppm = *rc::gen::inRange(-60'000, 60'000);
    const auto start = *rc::gen::inRange<Ticks>(0, 50'000'000);
    const auto portion = *rc::gen::inRange<Ticks>(100'000, 40'000'000);
    SerialBurst burst = sent({0x31, 0x00, 0xFF, 0x6B, 0xA5}, sender_ppm, start);
    const std::vector<ByteOnWire> bytes(burst.begin(), burst.end());
    const Oscillator samples = sampling_clock(0.0);
    const Ticks end = bytes.back().edge(10) + 3 * frame;
    const auto expected = heard(burst, samples, {}, end);

    UartReceiver receiver;
    receiver.open(samples, 0);
    std::vector<HeardByte> all;
    SerialBurst line{blocks};
    std::size_t on_line = 0;
    for (Ticks now = 0; now < end; now += portion) {
        for (; on_line < bytes.size() && bytes[on_line].start_edge < now; ++on_line)
            line.append(&bytes[on_line], 1);
        while (receiver.look(line, {}, now) && samples.instant(receiver.completion()) < now) {
            all.push_back({receiver.completion(), receiver.byte_and_errors()});
            receiver.take(line, {});
        }
        receiver.settle(line, {}, now);  // to the same rate
    }
    while (receiver.look(line, {}, end)) {
        all.push_back({receiver.completion(), receiver.byte_and_errors()});
        receiver.take(line, {});
    }
    RC_ASSERT(all == expected);
}

}  // namespace
}  // namespace cellchain::physics
