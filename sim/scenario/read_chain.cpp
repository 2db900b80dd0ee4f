#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

FirmwareFiles read_firmware(JsonReader json) {
    FirmwareFiles firmware;
    json.optional("in", firmware.in);
    json.optional("cell", firmware.cell);
    json.optional("out", firmware.out);
    json.refuse_unknown_keys();
    return firmware;
}

}  // namespace

Chain read_chain(JsonReader json) {
    Chain chain;
    const bool has_cells =
        json.required("cells", chain.cells,
                      between(2, 255).hint("one IN board, one OUT board and up to 253 cell boards "
                                           "between them (M-CHN-01)"));
    if (!has_cells)
        return chain;  // nothing else can be checked against it
    chain.clock_error_ppm.assign(static_cast<std::size_t>(chain.cells), 0.0);
    json.optional_each_cell(
        "clock_error_ppm", chain.clock_error_ppm,
        between(-50'000.0, 50'000.0)
            .hint("receivers follow a neighbour that is up to about 4 % off (M-CHN-02)"));
    chain.firmware = read_firmware(json.object("firmware"));
    json.refuse_unknown_keys();
    return chain;
}

}  // namespace cellchain::scenario
