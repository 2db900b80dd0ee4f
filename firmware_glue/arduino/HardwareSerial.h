// Serial: USART 0, the chain's line, behind a ring of 64 bytes each way.
#ifndef CELLCHAIN_ARDUINO_HARDWARE_SERIAL_H
#define CELLCHAIN_ARDUINO_HARDWARE_SERIAL_H

#include "Stream.h"

#define SERIAL_RX_BUFFER_SIZE 64
#define SERIAL_TX_BUFFER_SIZE 64
#define SERIAL_8N1 0x06

class HardwareSerial : public Stream {
public:
    void begin(unsigned long bits_per_s, uint8_t format = SERIAL_8N1);
    void end();
    int available() override;
    int read() override;
    int peek() override;
    int availableForWrite() override;
    size_t write(uint8_t data) override;
    size_t write(int data) { return write(static_cast<uint8_t>(data)); }
    size_t write(unsigned int data) { return write(static_cast<uint8_t>(data)); }
    size_t write(long data) { return write(static_cast<uint8_t>(data)); }
    size_t write(unsigned long data) { return write(static_cast<uint8_t>(data)); }
    using Print::write;
    /// Waits until the last stop bit is out.
    void flush() override;
    operator bool() const { return true; }

    /// A byte that finds no room is lost, as the Arduino core has it.
    void on_received();
    void on_register_empty();

private:
    struct Ring {
        volatile uint8_t bytes[SERIAL_RX_BUFFER_SIZE];
        volatile uint8_t head;
        volatile uint8_t tail;

        static uint8_t behind(uint8_t at) {
            return static_cast<uint8_t>((at + 1) % SERIAL_RX_BUFFER_SIZE);
        }
        uint8_t length() const {
            return static_cast<uint8_t>((SERIAL_RX_BUFFER_SIZE + head - tail) %
                                        SERIAL_RX_BUFFER_SIZE);
        }
        bool is_empty() const { return head == tail; }
        bool is_full() const { return behind(head) == tail; }
        void push(uint8_t data) {
            bytes[head] = data;
            head = behind(head);
        }
        uint8_t pop() {
            const uint8_t data = bytes[tail];
            tail = behind(tail);
            return data;
        }
    };
    void make_room();

    Ring received_{};
    Ring outgoing_{};
    bool has_written_ = false;
};

extern HardwareSerial Serial;

#endif
