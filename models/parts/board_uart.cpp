#include "models/parts/board_uart.h"

namespace cellchain::parts {

void BoardUart::flush() {
    if (next_sent != nullptr)
        out->send_up_to(next_sent);
    next_sent = room_end = nullptr;
}

SerialReceiverIf* BoardUart::hand_over() {
    SerialReceiverIf* const next = next_sent != nullptr ? out->hand_over(next_sent) : nullptr;
    next_sent = room_end = nullptr;
    return next;
}

void BoardUart::make_room() {
    flush();
    const SerialBurst::Room room = out->room();
    next_sent = room.begin;
    room_end = room.end;
}

void BoardUart::set_clock(const physics::Oscillator& cpu) {
    samples = cpu.divided_by(divider);
    bit_period = samples.period() * physics::UartReceiver::samples_per_bit;
}

}  // namespace cellchain::parts
