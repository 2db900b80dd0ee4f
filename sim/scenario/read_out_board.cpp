#include <charconv>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

bool is_part(int number, int lowest) {
    constexpr int highest = 15;  // four bits each on the board
    return number >= lowest && number <= highest;
}

/// "1.7" as two numbers; false for any other text.
bool parse_version(const std::string& text, OutBoardSettings& board) {
    const char* const end = text.data() + text.size();
    const auto major = std::from_chars(text.data(), end, board.version_major);
    if (major.ptr == end || *major.ptr != '.')
        return false;
    const auto minor = std::from_chars(major.ptr + 1, end, board.version_minor);
    return major.ec == std::errc{} && minor.ec == std::errc{} && minor.ptr == end &&
           is_part(board.version_major, 1) && is_part(board.version_minor, 0);
}

}  // namespace

OutBoardSettings read_out_board(JsonReader json) {
    using Board = OutBoardSettings;
    Board board;
    std::string version;
    if (json.optional("version", version) && !parse_version(version, board)) {
        json.problem("version",
                     "must be a version from \"1.0\" to \"15.15\", got " + json_text(version));
    }
    json.optional("data_out", board.dialect,
                  {{"v3.3.11", Board::Dialect::v3_3_11}, {"v1.2", Board::Dialect::v1_2}});
    json.optional("records_over", board.records,
                  {{"counted_cells", Board::Records::counted_cells},
                   {"factory_cells", Board::Records::factory_cells}});
    board.load_wired_to = board.load_allowed();
    json.optional("load_wired_to", board.load_wired_to,
                  {{"1-2", Board::Contacts::pins_1_2}, {"2-3", Board::Contacts::pins_2_3}});
    json.refuse_unknown_keys();
    return board;
}

}  // namespace cellchain::scenario
