#include "sim/system/installation.h"

#include "sim/system/actions.h"

namespace cellchain::system {

namespace {

bool any_needs_edges(const scenario::Scenario& scenario, FirmwareShelf& shelf) {
    for (const scenario::Bms& bms : scenario.packs)
        for (int number = 1; number <= bms.chain.cells; ++number) {
            const auto& file = bms.chain.firmware.of_board(number, bms.chain.cells);
            if (shelf.image(file, role_of_board(number, bms.chain.cells)).needs_line())
                return true;
        }
    return false;
}

}  // namespace

Installation::Installation(const scenario::Scenario& scenario, parts::BarrierIf& observer_stage,
                           const SinksOf& sinks_of, parts::Transport transport)
    : needs_edges(any_needs_edges(scenario, firmware)),
      horizon("horizon", to_ticks(scenario.duration),
              needs_edges ? parts::Transport::edges : transport),
      packs(make_packs(scenario, sinks_of)),
      bus("bus", scenario.plant, parallel_packs(scenario)),
      plant("plant", scenario.plant),
      timeline("timeline", scenario.timeline,
               [this](const scenario::TimelineStep& step) { return perform(step, *this); }) {
    std::vector<Plant::Contact*> charge_contacts;
    std::vector<Plant::Contact*> load_contacts;
    for (auto& bms : packs) {
        bms->connect_to(bus);
        charge_contacts.push_back(&bms->charge_contact);
        load_contacts.push_back(bms->load_enable);
    }
    plant.wire(bus, charge_contacts, load_contacts);
    order_stages(observer_stage);
}

std::vector<std::unique_ptr<BmsSystem>> Installation::make_packs(const scenario::Scenario& scenario,
                                                                 const SinksOf& sinks_of) {
    std::vector<std::unique_ptr<BmsSystem>> made;
    for (std::size_t i = 0; i < scenario.packs.size(); ++i) {
        const std::string& name = scenario.packs[i].name;
        const std::string module_name = name.empty() ? "bms" : "bms_" + name;
        made.push_back(std::make_unique<BmsSystem>(module_name.c_str(), scenario, i, firmware,
                                                   horizon, sinks_of(i)));
    }
    return made;
}

parts::ParallelPacks Installation::parallel_packs(const scenario::Scenario& scenario) const {
    std::vector<parts::CabledPack> cabled;
    for (std::size_t i = 0; i < packs.size(); ++i)
        cabled.push_back({&packs[i]->battery, scenario.packs[i].cable_resistance});
    return parts::ParallelPacks(std::move(cabled));
}

void Installation::order_stages(parts::BarrierIf& observer_stage) {
    timeline.horizon(horizon);
    bus.horizon(horizon);
    horizon.stages(timeline);
    for (auto& bms : packs)
        bms->add_stages_before_plant();
    plant.order_stages(horizon);
    horizon.stages(bus);
    for (auto& bms : packs)
        bms->add_stages_behind_plant();
    horizon.stages(observer_stage);
}

}  // namespace cellchain::system
