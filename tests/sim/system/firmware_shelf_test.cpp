#include "sim/system/firmware_shelf.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace cellchain::system {
namespace {

TEST(FirmwareShelf, loads_a_file_once) {
    FirmwareShelf shelf;
    EXPECT_EQ(&shelf.image(ECHO_FIRMWARE, host::Role::cell),
              &shelf.image(ECHO_FIRMWARE, host::Role::cell));
}

// A debugger finds the board by the file's name; the loader tells files apart by inode.
TEST(FirmwareShelf, gives_a_board_a_file_by_its_own_name_while_it_lives) {
    std::filesystem::path file;
    {
        FirmwareShelf shelf;
        const host::FirmwareImage& one =
            shelf.private_copy(ECHO_FIRMWARE, host::Role::cell, "B017-cell.so");
        const host::FirmwareImage& other =
            shelf.private_copy(ECHO_FIRMWARE, host::Role::cell, "B018-cell.so");
        EXPECT_NE(&one.description(), &other.description());
        file = one.file();
        EXPECT_EQ(file.filename(), "B017-cell.so");
        EXPECT_TRUE(std::filesystem::exists(file));
    }
    EXPECT_FALSE(std::filesystem::exists(file.parent_path()));
}

TEST(FirmwareShelf, tells_what_is_wrong_of_the_file_that_was_named) {
    FirmwareShelf shelf;
    try {
        shelf.private_copy(ECHO_FIRMWARE, host::Role::out, "B255-out.so");
        FAIL() << "it was taken";
    } catch (const host::FirmwareError& error) {
        EXPECT_EQ(error.what(),
                  std::string(ECHO_FIRMWARE) + ": was built for role cell, wanted for role out");
    }
}

}  // namespace
}  // namespace cellchain::system
