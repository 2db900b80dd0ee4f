#include "sim/scenario/read_blocks.h"

namespace cellchain::scenario {
namespace {

void read_milliseconds(JsonReader& json, const Key& key, const Allowed& allowed, Seconds& target) {
    double milliseconds = target.value * 1e3;
    if (json.optional(key, milliseconds, allowed))
        target = Seconds{milliseconds * 1e-3};
}

void read_relay(JsonReader json, parts::LatchingRelayConfig& relay) {
    // Boards run 1 ms ahead of what contacts may do: the earliest is operate time less gap.
    read_milliseconds(json,
                      {"operate_time_ms", "from the coil's pulse until the contact has moved"},
                      between(2.0, 20.0), relay.operate_time);
    read_milliseconds(json, {"gap_ms", "both contacts open on the way"}, between(0.0, 1.0),
                      relay.gap);
    read_milliseconds(json, {"bounce_ms", "of the contact that closes"}, between(0.0, 10.0),
                      relay.bounce);
    json.optional({"coil_v", "nominal; 75 % must reach the coil"}, relay.nominal_coil_voltage,
                  above(0.0));
    json.optional({"driver_drop_v", "between the last cell and the coil"}, relay.driver_drop,
                  at_least(0.0));
    json.optional("contact_current_a", relay.contact_current,
                  at_least(0.0).hint("through what is wired to it, while it is closed"));
    json.optional({"starts", "as it was left"}, relay.starts_set,
                  std::vector<Word<bool>>{{"not_allowed", false}, {"allowed", true}});
    json.refuse_unknown_keys();
}

}  // namespace

Relays read_relays(JsonReader json, const OutBoardSettings& out_board) {
    Relays relays;
    read_relay(json.object("charge"), relays.charge);
    read_relay(json.object("load"), relays.load);
    relays.load.wired_to_set_contact = out_board.load_wired_to == out_board.load_allowed();
    json.refuse_unknown_keys();
    return relays;
}

}  // namespace cellchain::scenario
