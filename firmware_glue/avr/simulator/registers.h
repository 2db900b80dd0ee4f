#pragma once

#include <cstdint>

/// Addresses and bits of the registers that are modelled; both parts have them at the same places.
/// Source  ATmega328P and ATmega324PA data sheets, "Register Summary".
namespace cellchain::avr::registers {

constexpr std::uint16_t first_io = 0x20;
constexpr std::uint16_t first_memory = 0x100;
constexpr std::uint16_t last_memory = 0x8FF;

constexpr std::uint16_t tifr1 = 0x36;
constexpr std::uint16_t pcifr = 0x3B;
constexpr std::uint16_t gpior0 = 0x3E;
constexpr std::uint16_t eecr = 0x3F;
constexpr std::uint16_t eedr = 0x40;
constexpr std::uint16_t eearl = 0x41;
constexpr std::uint16_t eearh = 0x42;
constexpr std::uint16_t tccr0a = 0x44;
constexpr std::uint16_t gpior1 = 0x4A;
constexpr std::uint16_t gpior2 = 0x4B;
constexpr std::uint16_t smcr = 0x53;
constexpr std::uint16_t mcusr = 0x54;
constexpr std::uint16_t spl = 0x5D;
constexpr std::uint16_t sph = 0x5E;
constexpr std::uint16_t sreg = 0x5F;
constexpr std::uint16_t wdtcsr = 0x60;
constexpr std::uint16_t pcicr = 0x68;
constexpr std::uint16_t pcmsk0 = 0x6B;
constexpr std::uint16_t pcmsk1 = 0x6C;
constexpr std::uint16_t pcmsk2 = 0x6D;
constexpr std::uint16_t timsk1 = 0x6F;
constexpr std::uint16_t pcmsk3 = 0x73;  // of the ATmega324PA alone
constexpr std::uint16_t adcl = 0x78;
constexpr std::uint16_t adch = 0x79;
constexpr std::uint16_t adcsra = 0x7A;
constexpr std::uint16_t admux = 0x7C;
constexpr std::uint16_t tccr1b = 0x81;
constexpr std::uint16_t tcnt1l = 0x84;
constexpr std::uint16_t tcnt1h = 0x85;
constexpr std::uint16_t ocr1al = 0x88;
constexpr std::uint16_t ocr1ah = 0x89;
constexpr std::uint16_t tccr2a = 0xB0;
constexpr std::uint16_t usart0 = 0xC0;  // the first of its seven
constexpr std::uint16_t usart_stride = 8;

}  // namespace cellchain::avr::registers
