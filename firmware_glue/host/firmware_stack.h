#pragma once

#include <setjmp.h>

#include <boost/context/fiber.hpp>
#include <csignal>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "firmware_glue/host/memory_range.h"
#include "firmware_glue/host/processor_state.h"
#include "firmware_glue/host/stack_switch.h"

namespace cellchain::host {

class FaultTrap;

/// Where firmware runs: a stack of its own, from which the host comes back whatever firmware does.
///
/// One stack serves all boards of an image whose handlers run to completion, one after the other.
/// There a job is the host's, and firmware runs in some stretches of it, so that the way there and
/// back is paid for once for all boards that a message passes. A main program that waits in the
/// middle has a stack of its own, its whole life is one job, and it pauses between activations. A
/// fault is a signal; its handler jumps to the bottom of the stack, which is then abandoned as it
/// is: no destructor of what lay on it runs.
///
/// Models  a stack with an unmapped zone below it; memory that is never touched costs none.
/// Limits  firmware that writes into memory of the host's is not found out. A frame of more than
///         16 MiB may reach beyond the unmapped zone.
class FirmwareStack {
public:
    using Job = void (*)(void* context);
    /// How a job ended: by returning, by `leave`, or by a fault; or that it pauses. `run` returns
    /// no `threw`.
    enum class Exit : std::uint8_t { returned, paused, left, faulted, threw };

    /// Bytes that firmware may use: where all boards share it, and where each has its own.
    static constexpr std::size_t shared_size = 256 * 1024;
    static constexpr std::size_t own_size = 64 * 1024;

    explicit FirmwareStack(std::size_t size = shared_size);
    ~FirmwareStack();
    FirmwareStack(const FirmwareStack&) = delete;
    FirmwareStack& operator=(const FirmwareStack&) = delete;

    /// Whose firmware runs here next, and its code, to tell it from the host's.
    void belong_to(const void* firmware, MemoryRange code) {
        owner_ = firmware;
        code_ = code;
    }
    const void* owner() const { return owner_; }

    /// Runs a job that is firmware as a whole. Throws what it throws.
    Exit run(Job job, void* context) {
        job_ = job;
        context_ = context;
        return go_on();
    }
    /// Runs a job in which the owner's firmware runs between `begin` and `end`, and only there can
    /// it fault or be left. Throws what it throws.
    Exit carry(Job job, void* context) {
        job_ = job;
        context_ = context;
        exit_ = Exit::returned;
        return switch_to_job();
    }
    void begin() {
        ++jobs_;
        running = this;
    }
    static void end() { running = nullptr; }
    /// Behind a pause, too.
    Exit go_on() {
        exit_ = Exit::returned;
        begin();
        return switch_to_job();
    }
    /// Of the last job.
    Exit exit() const { return exit_; }
    /// Within a job: back to the host, until it goes on.
    void pause() {
        exit_ = Exit::paused;
        switch_to_host();
    }
    bool is_paused() const { return exit_ == Exit::paused; }
    /// A job that pauses never goes on; nothing on the stack is destroyed.
    void give_up_paused() {
        exit_ = Exit::left;
        start_anew();
    }
    /// Within a job, from a call of the host's: ends it here.
    [[noreturn]] void leave();

    /// Of the last job that was left or faulted.
    const ProcessorState& state() const { return state_; }
    std::size_t size() const { return size_; }
    /// Bytes of the stack then in use.
    std::uintptr_t used() const;
    /// What the firmware did, to go behind "firmware"; of the last job that faulted.
    std::string what() const;
    /// The job neither returned nor let time pass. Found by the host's clock, so it cannot be told
    /// how often it went round.
    bool never_returned() const { return signal_ == SIGVTALRM; }
    bool called_address_zero() const;

    /// For a debugger: points to the registers that a paused job saved on this stack.
    const std::uint64_t* const* paused() const {
        static_assert(sizeof(firmware_) == sizeof(void*));  // as Boost.Context keeps a fiber
        return reinterpret_cast<const std::uint64_t* const*>(&firmware_);
    }

    /// The one on which a job is running, or null.
    static const FirmwareStack* running_now() { return running; }
    /// In such a job, from a sanitizer that has found something: as soon as the firmware goes on,
    /// it is stopped as for any fault. `what` as the sanitizer calls it.
    static void stop_reported(const char* what);

private:
    friend class FaultTrap;
    struct KeptMemory {
        static void deallocate(boost::context::stack_context&) noexcept {}
    };

    void on_fault(int signal, const siginfo_t& info, void* context);
    void on_tick(void* context);
    void stop_when_back_in_firmware();
    void let_firmware_run();
    [[noreturn]] void abandon();
    void make_fibre();
    void drop_fibre();
    boost::context::fiber serve(boost::context::fiber&& host);
    Exit switch_to_job();
    void switch_to_host();
    void start_anew();

    // Signals are the process's, so their handler can only find the stack that is running here.
    static inline FirmwareStack* running = nullptr;

    const void* owner_ = nullptr;
    MemoryRange code_;
    const std::size_t size_;
    std::shared_ptr<FaultTrap> trap_;
    MemoryRange memory_;   // all that is mapped
    MemoryRange reserve_;  // closed until the host needs it to finish a call
    MemoryRange stack_;
    boost::context::fiber firmware_;  // between jobs
    boost::context::fiber host_;      // during one
    StackSwitch firmware_side_;
    StackSwitch host_side_;
    alignas(boost::context::fiber) unsigned char abandoned_[sizeof(boost::context::fiber)];
    sigjmp_buf bottom_;
    Job job_ = nullptr;
    void* context_ = nullptr;
    Exit exit_ = Exit::returned;
    std::exception_ptr thrown_;
    std::uint64_t jobs_ = 0;
    std::uint64_t jobs_at_tick_ = 0;
    bool was_slow_ = false;  // the same job at the last tick too
    bool is_stopping_ = false;
    bool is_closed_ = false;  // the firmware's code, so that the host can finish its call
    int signal_ = 0;
    int signal_code_ = 0;
    std::uintptr_t fault_address_ = 0;
    std::string reported_;  // by a sanitizer
    ProcessorState state_;
};

}  // namespace cellchain::host
