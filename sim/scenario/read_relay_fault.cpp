#include <fmt/format.h>

#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

using RelayKind = parts::LatchingRelayFault::Kind;

/// On the charge relay terminals 1-2 are the throw that allows; on LOAD the board's version says.
RelayKind read_weld(JsonReader& json, bool allows_by_12, std::string& detail) {
    bool is_12 = true;
    json.required({"contact", "terminals as on the board"}, is_12,
                  std::vector<Word<bool>>{{"1-2", true}, {"2-3", false}});
    detail += is_12 ? ", contact 1-2" : ", contact 2-3";
    return is_12 == allows_by_12 ? RelayKind::set_contact_welded : RelayKind::reset_contact_welded;
}

RelayKind read_coil(JsonReader& json, std::string& detail) {
    bool is_set = true;
    json.required("coil", is_set, std::vector<Word<bool>>{{"set", true}, {"reset", false}});
    detail += is_set ? ", set" : ", reset";
    return is_set ? RelayKind::set_coil_open : RelayKind::reset_coil_open;
}

}  // namespace

Action read_relay_fault(JsonReader& json, const std::string& kind, bool repaired,
                        const OutBoardSettings& out_board) {
    const bool load_allows_by_12 = out_board.load_allowed() == OutBoardSettings::Contacts::pins_1_2;
    RelayFault fault;
    fault.repaired = repaired;
    json.required("relay", fault.on_load_relay,
                  std::vector<Word<bool>>{{"charge", false}, {"load", true}});
    fault.detail = fmt::format("{}: {}", kind, fault.on_load_relay ? "load" : "charge");
    if (kind == "relay_welded")
        fault.fault.kind = read_weld(json, !fault.on_load_relay || load_allows_by_12, fault.detail);
    if (kind == "relay_coil_open")
        fault.fault.kind = read_coil(json, fault.detail);
    return fault;
}

}  // namespace cellchain::scenario
