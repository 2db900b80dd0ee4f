#include <gtest/gtest.h>

#include <utility>

#include "firmware_glue/hal/cellhal.h"
#include "firmware_glue/host/firmware.h"

// Only in a program that was built with sanitizers, as the firmware is here.

namespace cellchain::host {
namespace {

using Exit = FirmwareStack::Exit;

/// A board that counts traces and knows what time it is.
class Board : public BoardPeripherals {
public:
    std::uint16_t traced = 0;

    std::uint32_t ticks() override { return 0; }
    std::uint32_t ticks_per_second() override { return 8000000; }
    void cost(std::uint32_t) override {}
    bool uart_open(std::uint8_t, std::uint32_t, std::uint8_t) override { return true; }
    void uart_enable(std::uint8_t, std::uint8_t) override {}
    bool uart_put(std::uint8_t, std::uint8_t) override { return true; }
    void pin_write(std::uint8_t, bool) override {}
    bool pin_read(std::uint8_t) override { return false; }
    void pin_mode(std::uint8_t, std::uint8_t) override {}
    void pin_irq(std::uint8_t, std::uint8_t) override {}
    void pwm_set(std::uint8_t, std::uint16_t, std::uint32_t) override {}
    void timer_start(std::uint8_t, std::uint32_t, bool) override {}
    void timer_stop(std::uint8_t) override {}
    void adc_start(std::uint8_t, std::uint8_t, std::uint8_t) override {}
    std::uint8_t nvm_read(std::uint16_t) override { return 0; }
    void nvm_write(std::uint16_t, std::uint8_t) override {}
    bool nvm_busy() override { return false; }
    void record_trace(std::uint16_t id, std::uint32_t, std::uint32_t) override { traced = id; }
    void watchdog_set(std::uint8_t, std::uint16_t) override {}
    void watchdog_kick() override {}
    void poll() override {}
    void delay_us(std::uint32_t) override {}
    bool irq_save() override { return false; }
    void irq_restore(bool) override {}
    void sleep(std::uint8_t, std::uint16_t) override {}
    std::int16_t uart_get(std::uint8_t, std::uint8_t*) override { return -1; }
    std::uint8_t uart_state(std::uint8_t) override { return 0; }
    std::uint32_t millis() override { return 0; }
    void timer_at(std::uint8_t, std::uint32_t) override {}
    bool adc_busy() override { return false; }
    std::uint16_t adc_result() override { return 0; }
    std::uint8_t take_reset_cause() override { return HAL_RESET_NONE; }
    std::uint32_t ident(std::uint8_t) override { return 0; }
    void count_block(std::uint32_t) override {}
    void fail(std::uint16_t, std::uint16_t) override {}
    void fail_assertion(const char*, const char*, std::uint32_t) override {}
    void halt(std::uint8_t, std::int32_t) override {}
    void software_reset() override {}
    std::uint64_t present() const override { return 1'250'000'000'000; }  // 12.5 s
};

class SanitizedFirmware : public testing::Test {
protected:
    SanitizedFirmware() {
        firmware_.introduce(0, 7);
        neighbour_.introduce(0, 8);
        run([this] { firmware_.reset(HAL_RESET_POWER_ON); });
        run([this] { neighbour_.reset(HAL_RESET_POWER_ON); });
    }

    template <class Job>
    Exit run(Job job) {
        return firmware_.run([](void* context) { (*static_cast<Job*>(context))(); }, &job);
    }

    Exit event(FirmwareInstance& firmware, std::uint8_t event) {
        return run([&] {
            firmware.activate();
            firmware.event(event, 0, 0);
        });
    }

    /// What is told, and what it is told for.
    std::pair<std::string, std::string> report_of(std::uint8_t misdeed) {
        testing::internal::CaptureStderr();
        const Exit exit = event(firmware_, misdeed);
        const std::string report = testing::internal::GetCapturedStderr();
        return {report, exit == Exit::faulted ? firmware_.fault().what : "no fault"};
    }

    FirmwareImage image_{SANITIZED_FIRMWARE, Role::cell};
    Board board_;
    Board other_;
    FirmwareInstance firmware_{image_, board_};
    FirmwareInstance neighbour_{image_, other_};
};

const std::string whose = "board 7 at 12.500000 s, " SANITIZED_FIRMWARE ":\n";

TEST_F(SanitizedFirmware, tells_whose_array_on_the_stack_was_overstepped) {
    const auto [report, what] = report_of(HAL_EV_TIMER);
    EXPECT_EQ(what, "was reported by a sanitizer: stack-buffer-overflow");
    EXPECT_LT(report.find(whose), report.find("ERROR: AddressSanitizer")) << report;
}

TEST_F(SanitizedFirmware, tells_whose_static_array_was_overstepped) {
    const auto [report, what] = report_of(HAL_EV_ADC);
    EXPECT_EQ(what, "was reported by a sanitizer: global-buffer-overflow");
    EXPECT_LT(report.find(whose), report.find("ERROR: AddressSanitizer")) << report;
}

TEST_F(SanitizedFirmware, tells_whose_number_overflowed) {
    const auto [report, what] = report_of(HAL_EV_NVM_DONE);
    EXPECT_EQ(what, "was reported by a sanitizer: signed-integer-overflow");
    EXPECT_LT(report.find(whose), report.find("runtime error")) << report;
}

TEST_F(SanitizedFirmware, goes_on_with_each_boards_own_state_behind_a_report) {
    EXPECT_EQ(event(firmware_, HAL_EV_UART_BYTE), Exit::returned);
    report_of(HAL_EV_TIMER);
    EXPECT_EQ(event(neighbour_, HAL_EV_UART_BYTE), Exit::returned);
    EXPECT_EQ(event(firmware_, HAL_EV_UART_BYTE), Exit::returned);
    EXPECT_EQ(other_.traced, 1);
    EXPECT_EQ(board_.traced, 3);
}

}  // namespace
}  // namespace cellchain::host
