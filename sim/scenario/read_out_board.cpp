#include <charconv>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

// Four bits each on the board.
constexpr TextRule version_rule{"([1-9]|1[0-5])\\.([0-9]|1[0-5])",
                                "a version from \"1.0\" to \"15.15\""};

/// "1.7" as two numbers.
void parse_version(const std::string& text, OutBoardSettings& board) {
    const char* const end = text.data() + text.size();
    const auto major = std::from_chars(text.data(), end, board.version_major);
    std::from_chars(major.ptr + 1, end, board.version_minor);
}

}  // namespace

OutBoardSettings read_out_board(JsonReader json) {
    using Board = OutBoardSettings;
    Board board;
    std::string version;
    if (json.optional(
            {"version", "of the OUT board's firmware: decides the LOAD contacts (M-OUT-03)", "2.0"},
            version, version_rule) &&
        !version.empty()) {
        parse_version(version, board);
    }
    json.optional({"data_out", "dialect of the data output"}, board.dialect,
                  {{"v3.3.11", Board::Dialect::v3_3_11}, {"v1.2", Board::Dialect::v1_2}});
    json.optional({"records_over", "what the data output's cell record runs over"}, board.records,
                  {{"counted_cells", Board::Records::counted_cells},
                   {"factory_cells", Board::Records::factory_cells}});
    board.load_wired_to = board.load_allowed();
    json.optional(
        {"load_wired_to", "LOAD contacts that enable the load", "those closed when allowed"},
        board.load_wired_to,
        {{"1-2", Board::Contacts::pins_1_2}, {"2-3", Board::Contacts::pins_2_3}});
    json.refuse_unknown_keys();
    return board;
}

}  // namespace cellchain::scenario
