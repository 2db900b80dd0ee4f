#include "firmware_glue/reference/nvm_pair.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>

#include "fake_board.h"
#include "firmware_glue/reference/nvm_record.h"

// The test itself says when a byte is written.
void fw_event(std::uint8_t, std::uint8_t, std::uint16_t) {}

namespace {

using Memory = std::map<std::uint16_t, std::uint8_t>;

constexpr std::uint16_t first = 0;
constexpr std::uint16_t second = 32;
constexpr std::uint8_t length = 6;
using Record = std::array<std::uint8_t, length>;

Record record(std::array<std::uint8_t, 4> payload) {
    Record image{0, payload[0], payload[1], payload[2], payload[3], 0};
    nvm_record_seal(image.data(), length);
    return image;
}

// Sums of their bytes, so checksums, are equal for the first two.
const Record old_record = record({0x10, 0x20, 0x30, 0x40});
const Record new_record = record({0x11, 0x1F, 0x33, 0x3D});
const Record newest_record = record({0xFF, 0x00, 0x80, 0x01});

/// As long as the power lasts, or until all is written: the number of bytes written.
int write(const Record& image, int bytes = 1000) {
    int written = 0;
    while (written < bytes && nvm_pair_write(first, second, image.data(), length) != 0) {
        ++written;
        fake.nvm_busy = false;
    }
    return written;
}

/// Writes, and calls `after` with what the memory may hold when the power goes within each byte.
void lose_power_in_every_byte(const Record& image, const std::function<void()>& after) {
    const Memory before = fake.nvm;
    const int bytes = write(image);
    for (int n = 0; n < bytes; ++n) {
        fake.nvm = before;
        write(image, n);
        const Memory whole = fake.nvm;
        ASSERT_NE(nvm_pair_write(first, second, image.data(), length), 0);
        fake.nvm_busy = false;
        std::uint16_t address = 0;
        while (fake.nvm[address] == (whole.count(address) != 0 ? whole.at(address) : 0xFF))
            ASSERT_LT(++address, 64) << "no byte was written";
        const Memory written = fake.nvm;
        for (int spoilt = 0; spoilt < 256; ++spoilt) {
            fake.nvm = written;
            fake.nvm[address] = static_cast<std::uint8_t>(spoilt);
            after();
        }
    }
}

Record read() {
    Record image{};
    EXPECT_TRUE(nvm_pair_read(first, second, image.data(), length));
    return image;
}

TEST(NvmPair, holds_nothing_in_a_memory_that_was_never_written) {
    Record image{};
    EXPECT_FALSE(nvm_pair_read(first, second, image.data(), length));
}

TEST(NvmPair, holds_what_was_written_twice) {
    write(old_record);
    EXPECT_EQ(read(), old_record);
    fake.nvm[first + 2] ^= 1;
    EXPECT_EQ(read(), old_record);
    EXPECT_EQ(write(old_record), 3);  // open, mend, close
    fake.nvm[second + 2] ^= 1;
    EXPECT_EQ(read(), old_record);
}

// M-SW-03, M-ALG-12: whatever the byte holds that the power was lost in.
TEST(NvmPair, holds_the_old_or_the_new_record_after_a_power_loss_in_any_byte) {
    write(old_record);
    int old_ones = 0;
    int new_ones = 0;
    lose_power_in_every_byte(new_record, [&] {
        const Record found = read();
        ASSERT_TRUE(found == old_record || found == new_record);
        ++(found == old_record ? old_ones : new_ones);
    });
    EXPECT_GT(old_ones, 1000);
    EXPECT_GT(new_ones, 1000);
}

TEST(NvmPair, holds_a_record_after_a_power_loss_while_the_damage_of_the_last_one_is_mended) {
    write(old_record);
    std::array<Memory, 14> damaged;  // within each byte, with one value left in it
    for (int n = 0; n < 14; ++n) {
        write(old_record);
        write(new_record, n);
        damaged[static_cast<std::size_t>(n)] = fake.nvm;
    }
    for (const Memory& memory : damaged) {
        fake.nvm = memory;
        const Record before = read();
        lose_power_in_every_byte(newest_record, [&] {
            const Record found = read();
            ASSERT_TRUE(found == before || found == new_record || found == newest_record);
        });
    }
}

// The app sets one value while another is still being written.
TEST(NvmPair, holds_a_record_after_a_power_loss_when_the_image_changed_while_it_was_written) {
    for (int n = 0; n <= 14; ++n) {
        fake.nvm.clear();
        write(old_record);
        write(new_record, n);
        lose_power_in_every_byte(newest_record, [&] {
            const Record found = read();
            ASSERT_TRUE(found == old_record || found == new_record || found == newest_record);
        });
        write(newest_record);
        EXPECT_EQ(read(), newest_record);
    }
}

}  // namespace
