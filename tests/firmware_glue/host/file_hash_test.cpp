#include "firmware_glue/host/file_hash.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/temporary_folder.h"

namespace cellchain::host {
namespace {

struct HashRow {
    const char* name;
    const char* text;
    const char* hash;
};

class FileHash : public testing::TestWithParam<HashRow> {};

// FIPS 180-4 by its published examples: no block, one, and a length that needs a block of its own.
TEST_P(FileHash, is_as_published) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "file";
    std::ofstream(file) << GetParam().text;
    EXPECT_EQ(file_hash(file), GetParam().hash);
}

INSTANTIATE_TEST_SUITE_P(
    Fips, FileHash,
    testing::Values(
        HashRow{"empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        HashRow{"short_text", "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        HashRow{"two_blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cellchain::host
