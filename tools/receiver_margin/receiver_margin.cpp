// What a UART receiver makes of senders whose clock is not its own, over a grid of both clocks'
// errors.
//
//     receiver_margin SENDERS RECEIVERS
//
// Each is FIRST:LAST:STEP in ppm of rate, positive: fast. Prints CSV, one row per pair of clocks
// and spacing of the bytes: how many were sent, how many of them were not received right, and how
// many framing errors there were.

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/physics/uart_receiver.h"

namespace cellchain::physics {
namespace {

constexpr double bits_per_second = 9600.0;
// As many as a chain message has.
constexpr int bytes_in_a_row = 40;
// One sample is 651042 ticks: the messages start at every 32nd of it.
constexpr Ticks sample = 651'042;
constexpr Ticks phases = 32;
// Between bytes with pauses: long enough for any receiver to be through with the stop bit, and no
// whole number of bits or samples.
constexpr Ticks pause = 24'680'246;

struct Spacing {
    const char* name;
    Ticks gap;
};
constexpr Spacing spacings[] = {{"back_to_back", 0}, {"with_pauses", pause}};

struct Range {
    int first = 0, last = 0, step = 1;
};

struct Tally {
    int bytes = 0;
    int wrong = 0;
    int framing_errors = 0;
};

/// All zeros, all ones, single edges early and late, and mixtures.
std::uint8_t pattern(int i) {
    constexpr std::uint8_t extremes[] = {0x00, 0xFF, 0x80, 0x7F, 0x01, 0xFE, 0x55, 0xAA};
    return i % 2 == 0 ? extremes[i / 2 % 8] : static_cast<std::uint8_t>(i * 37);
}

std::vector<ByteOnWire> message(int sender_ppm, Ticks start, Ticks gap) {
    const auto bit_period = static_cast<std::uint64_t>(static_cast<double>(exact_bit_period(9600)) /
                                                       (1.0 + sender_ppm * 1e-6));
    std::vector<ByteOnWire> bytes;
    for (int i = 0; i < bytes_in_a_row; ++i) {
        bytes.push_back({start, pattern(i), ByteOnWire::Frame(bit_period)});
        start = bytes.back().edge(bits_per_frame) + gap;
    }
    return bytes;
}

/// A byte is right when the receiver found its start bit, and heard what was sent.
void count(const std::vector<ByteOnWire>& sent, const Oscillator& samples, Tally& tally) {
    BurstBlocks blocks;
    SerialBurst burst{blocks};
    burst.append(sent.data(), sent.size());
    UartReceiver receiver;
    receiver.open(samples, 0);
    std::size_t next = 0;
    int right = 0;
    while (receiver.look(burst, {}, never)) {
        const Ticks first_low =
            samples.instant(receiver.completion() - UartReceiver::samples_to_completion);
        while (next < sent.size() && sent[next].edge(1) <= first_low)
            ++next;
        if (next < sent.size() && sent[next].start_edge <= first_low &&
            receiver.byte_and_errors() == sent[next].data())
            ++right;
        if (receiver.byte_and_errors() > 0xFF)
            ++tally.framing_errors;
        receiver.take(burst, {});
    }
    tally.bytes += bytes_in_a_row;
    tally.wrong += bytes_in_a_row - right;
}

Tally tally_of(int sender_ppm, int receiver_ppm, Ticks gap) {
    const Oscillator samples{bits_per_second * UartReceiver::samples_per_bit,
                             static_cast<double>(receiver_ppm)};
    Tally tally;
    for (Ticks phase = 0; phase < phases; ++phase)
        count(message(sender_ppm, ticks_per_second + phase * sample / phases, gap), samples, tally);
    return tally;
}

Range range_of(std::string_view text) {
    Range range;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (int* number : {&range.first, &range.last, &range.step}) {
        const auto [rest, error] = std::from_chars(at, end, *number);
        const bool is_last = number == &range.step;
        if (error != std::errc{} || (is_last ? rest != end : rest == end || *rest != ':'))
            throw std::invalid_argument(std::string{text} + ": must be FIRST:LAST:STEP");
        at = rest + 1;
    }
    if (range.step < 1 || range.last < range.first)
        throw std::invalid_argument(std::string{text} + ": must rise in steps above 0");
    return range;
}

void print_grid(const Range& senders, const Range& receivers) {
    std::puts("sender_ppm,receiver_ppm,spacing,bytes,wrong,framing_errors");
    for (int receiver = receivers.first; receiver <= receivers.last; receiver += receivers.step)
        for (int sender = senders.first; sender <= senders.last; sender += senders.step)
            for (const Spacing& spacing : spacings) {
                const Tally tally = tally_of(sender, receiver, spacing.gap);
                std::printf("%d,%d,%s,%d,%d,%d\n", sender, receiver, spacing.name, tally.bytes,
                            tally.wrong, tally.framing_errors);
            }
}

}  // namespace
}  // namespace cellchain::physics

int main(int argument_count, char** arguments) {
    using namespace cellchain::physics;
    if (argument_count != 3) {
        std::fputs("usage: receiver_margin SENDERS RECEIVERS, each FIRST:LAST:STEP in ppm\n",
                   stderr);
        return 2;
    }
    try {
        print_grid(range_of(arguments[1]), range_of(arguments[2]));
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr, "receiver_margin: %s\n", error.what());
        return 2;
    }
    return 0;
}
