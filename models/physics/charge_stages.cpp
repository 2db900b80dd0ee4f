#include "models/physics/charge_stages.h"

namespace cellchain::physics {

Volts ChargeStages::voltage_limit(Seconds now, Volts bus) {
    const bool begins = stage_ == ChargeStage::off ||
                        (stage_ == ChargeStage::float_charge && bus < config_.rebulk_voltage);
    if (begins) {
        stage_ = ChargeStage::bulk;
        absorbed_ = Seconds{0.0};
        holds_voltage_ = false;
        asked_ = now;
    }
    const bool is_there = holds_voltage_ || bus >= config_.absorption_voltage;
    if (stage_ != ChargeStage::float_charge && is_there) {
        stage_ = ChargeStage::absorption;
        absorbed_ += now - asked_;
        if (absorbed_ >= config_.absorption_time || current_ < config_.tail_current)
            stage_ = ChargeStage::float_charge;
    }
    asked_ = now;
    return stage_ == ChargeStage::float_charge ? config_.float_voltage : config_.absorption_voltage;
}

void ChargeStages::deliver(Amperes current, bool holds_voltage) {
    current_ = current;
    holds_voltage_ = holds_voltage;
}

}  // namespace cellchain::physics
