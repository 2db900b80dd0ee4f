#include "firmware_glue/host/firmware.h"

#include <gtest/gtest.h>

#include <fstream>

namespace cellchain::host {
namespace {

std::string error_of(const std::filesystem::path& file, Role role) {
    try {
        FirmwareImage image(file, role);
    } catch (const FirmwareError& error) {
        return error.what();
    }
    return "loaded";
}

TEST(FirmwareImage, names_a_file_that_is_not_there) {
    EXPECT_EQ(error_of("/nowhere/cell.so", Role::cell),
              "/nowhere/cell.so: cannot be opened: No such file or directory");
}

TEST(FirmwareImage, refuses_firmware_of_another_role) {
    EXPECT_EQ(error_of(ECHO_FIRMWARE, Role::out),
              std::string(ECHO_FIRMWARE) + ": was built for role cell, wanted for role out");
}

TEST(FirmwareImage, takes_a_file_name_for_one_of_the_working_folder) {
    EXPECT_EQ(error_of("libm.so.6", Role::cell),
              "libm.so.6: cannot be opened: No such file or directory");
}

TEST(FirmwareImage, keeps_a_small_state_per_board) {
    const FirmwareImage image(ECHO_FIRMWARE, Role::cell);
    EXPECT_GT(image.state_size(), 0u);
    EXPECT_LT(image.state_size(), 256u);
}

}  // namespace
}  // namespace cellchain::host
