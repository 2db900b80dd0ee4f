#include "sim/live/heard_message.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "sim/system/chain_protocol.h"

namespace cellchain::live {

namespace {

using system::chain_protocol::gap_bits;
constexpr std::size_t message_size = system::chain_protocol::message_bytes;

struct Field {
    int first_byte;
    const char* name;
};

constexpr Field fields[] = {{0, "position"},
                            {1, "requested cell"},
                            {2, "sequence"},
                            {3, "flags"},
                            {4, "voltage sum"},
                            {7, "lowest voltage"},
                            {9, "lowest voltage cell"},
                            {10, "highest voltage"},
                            {12, "highest voltage cell"},
                            {13, "lowest temperature"},
                            {15, "lowest temperature cell"},
                            {16, "highest temperature"},
                            {18, "highest temperature cell"},
                            {19, "requested cell's voltage"},
                            {21, "requested cell's temperature"},
                            {23, "V-bypass"},
                            {25, "I1"},
                            {27, "I2"},
                            {29, "sensor type"},
                            {30, "factory cell count"},
                            {31, "boards bypassing"},
                            {32, "charge of I1"},
                            {35, "charge of I2"},
                            {38, "CRC"}};

}  // namespace

const char* field_of_chain_message(int place) {
    assert(place >= 0 && place < static_cast<int>(message_size));
    const auto behind =
        std::upper_bound(std::begin(fields), std::end(fields), place,
                         [](int wanted, const Field& field) { return wanted < field.first_byte; });
    return std::prev(behind)->name;
}

HeardMessage::HeardMessage(int bits_per_s)
    : longest_gap_(ticks_per_second * gap_bits / static_cast<Ticks>(bits_per_s)) {}

void HeardMessage::take(Ticks complete, std::uint8_t byte, std::uint8_t errors) {
    if (!newest_ || complete - *newest_ > longest_gap_) {
        bytes_.clear();
        errors_ = 0;
    }
    newest_ = complete;
    is_past_end_ = bytes_.size() == message_size;
    if (is_past_end_) {
        return;
    }
    bytes_.push_back(byte);
    errors_ |= errors;
}

std::optional<int> HeardMessage::place() const {
    return is_past_end_ || bytes_.empty() ? std::nullopt
                                          : std::optional(static_cast<int>(bytes_.size()) - 1);
}

std::optional<results::MessageVerdict> HeardMessage::verdict() const {
    return is_past_end_ || bytes_.size() < message_size
               ? std::nullopt
               : std::optional(results::judge_chain_message(bytes_, errors_));
}

}  // namespace cellchain::live
