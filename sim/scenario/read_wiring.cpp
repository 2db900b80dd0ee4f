#include "sim/scenario/read_wiring.h"

#include <utility>

namespace cellchain::scenario {
namespace {

const std::vector<Word<parts::EnabledBy>>& enablers() {
    static const std::vector<Word<parts::EnabledBy>> words{{"charge", parts::EnabledBy::charge},
                                                           {"load", parts::EnabledBy::load},
                                                           {"both", parts::EnabledBy::both},
                                                           {"always", parts::EnabledBy::always}};
    return words;
}

enum class Flyback { diode, none };

const std::vector<Word<Flyback>>& flybacks() {
    static const std::vector<Word<Flyback>> words{{"diode", Flyback::diode},
                                                  {"none", Flyback::none}};
    return words;
}

}  // namespace

void read_contactor(JsonReader& parent, parts::DeviceWiring& wiring) {
    if (!parent.has("contactor"))
        return;
    JsonReader json = parent.object({"contactor", "whose coil the contacts drive"});
    parts::ContactorConfig contactor;
    Flyback flyback = Flyback::diode;
    json.optional("operate_s", contactor.operate_time, above(0.001).at_most(1.0));
    json.optional("release_s", contactor.release_time, above(0.001).at_most(1.0));
    json.optional("coil_a", contactor.coil_current, above(0.0));
    json.optional({"flyback", "over the coil; a diode releases five times later"}, flyback,
                  flybacks());
    json.refuse_unknown_keys();
    contactor.has_flyback_diode = flyback == Flyback::diode;
    wiring.contactor = contactor;
}

void read_wiring(JsonReader& json, parts::DeviceWiring& wiring) {
    json.optional({"enabled_by", "which contacts; both in series"}, wiring.enabled_by, enablers());
    read_contactor(json, wiring);
    if (wiring.contactor && wiring.enabled_by == parts::EnabledBy::always) {
        json.problem("contactor", "its coil needs \"enabled_by\" a contact, got \"always\"");
    }
}

}  // namespace cellchain::scenario
