#include <utility>

#include "models/parts/board.h"

// The converter: which input is measured against which reference, and when.

namespace cellchain::parts {

namespace {

// Contract, 5 mV a count: of the internal reference, as the cell's input divides it.
constexpr Volts internal_reference{5.12};
constexpr Volts volts_per_count{0.005};

// A reference like the REF3325, fed by the pin that feeds the sensors.
constexpr Volts external_reference{2.5};

constexpr double supply_divider = 10.0;
constexpr std::uint16_t full_scale = 1023;

}  // namespace

void Board::adc_start(std::uint8_t channel, std::uint8_t reference, std::uint8_t flags) {
    // One converter: a start while busy is lost, as on silicon.
    if (due_[adc_slot] != no_cycle || adc_.waits_for_sleep || reference > HAL_ADC_REF_EXTERNAL)
        return;
    adc_.channel = channel;
    adc_.reference = reference;
    adc_.is_quiet = (flags & HAL_ADC_QUIET) != 0;
    adc_.waits_for_sleep = adc_.is_quiet;
    if (!adc_.is_quiet)
        return begin_conversion();
    rests_ = true;
    recheck_ = true;
}

void Board::begin_conversion() {
    adc_.waits_for_sleep = false;
    adc_.sampled_at = oscillator_.instant(cursor_ + adc_.sample_cycles);
    adc_.awaits_limit = adc_.sampled_at >= limit_instant_;
    if (!adc_.awaits_limit)
        sample();
    set_due(adc_slot, cursor_ + adc_.conversion_cycles);
}

// The world may change before: a handler that takes long may begin to measure behind the limit.
void Board::sample_within_limit() {
    if (adc_.sampled_at < limit_instant_)
        sample();
}

void Board::sample() {
    adc_.awaits_limit = false;
    horizon_->note_look(adc_.sampled_at);
    adc_.code =
        adc_.reference == HAL_ADC_REF_INTERNAL
            ? convert(adc_.channel, adc_.sampled_at)
            : convert_against(input_voltage(adc_.channel, adc_.sampled_at), adc_.sampled_at);
}

// Finished, and not handled yet while the handler runs.
bool Board::adc_busy() {
    return adc_.waits_for_sleep || (due_[adc_slot] != no_cycle && due_[adc_slot] > cursor_);
}

std::uint16_t Board::adc_result() {
    if (adc_.awaits_limit && due_[adc_slot] <= cursor_)
        sample();  // the handler that began it has waited for it
    return due_[adc_slot] != no_cycle && due_[adc_slot] <= cursor_ ? adc_.code : adc_.result;
}

// With the internal reference.
std::uint16_t Board::convert(std::uint8_t channel, Ticks when) {
    switch (channel) {
        case HAL_ADC_CELL:
            return voltage_adc_.convert(cell_->board_voltage(when), draw_noise());
        case HAL_ADC_TEMP:
            return temperature_adc_.convert(cell_->board_temperature(when), draw_noise());
        case HAL_ADC_TEMP2:
        case HAL_ADC_BAND_GAP:
        case HAL_ADC_SUPPLY:
            return physics::ReferencedAdc{}.convert(input_voltage(channel, when),
                                                    internal_reference, draw_noise());
        default:
            return 0;  // not connected on this board
    }
}

// Of the others what they are worth is known by their codes.
Volts Board::input_voltage(std::uint8_t channel, Ticks when) {
    switch (channel) {
        case HAL_ADC_CELL:
            return cell_->board_voltage(when) + config_.voltage_bias;
        case HAL_ADC_TEMP2:
            return pin_level(HAL_PIN_SENSOR_POWER)
                       ? cell_->board_voltage(when) *
                             physics::Thermistor{}.share(cell_->board_temperature(when))
                       : Volts{0.0};
        case HAL_ADC_BAND_GAP:
            return config_.identity.band_gap;
        case HAL_ADC_SUPPLY:
            return cell_->board_voltage(when) / supply_divider;
        default:
            return volts_per_count * (convert(channel, when) + 0.5);
    }
}

std::uint16_t Board::convert_against(Volts input, Ticks when) {
    if (adc_.reference == HAL_ADC_REF_EXTERNAL && !pin_level(HAL_PIN_SENSOR_POWER))
        return full_scale;
    const Volts reference =
        adc_.reference == HAL_ADC_REF_SUPPLY ? cell_->board_voltage(when) : external_reference;
    return physics::ReferencedAdc{}.convert(input, reference, draw_noise());
}

}  // namespace cellchain::parts
