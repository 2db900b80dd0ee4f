#pragma once

#include <cstddef>

#include "firmware_glue/host/address_sanitizer.h"

#if defined(CELLCHAIN_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace cellchain::host {

/// Tells the address sanitizer, where the program has it, which stack is in use; else nothing.
class StackSwitch {
public:
#if defined(CELLCHAIN_ADDRESS_SANITIZER)
    void leave_for(const void* bottom, std::size_t size) {
        __sanitizer_start_switch_fiber(&fake_stack_, bottom, size);
    }
    void leave_for(const StackSwitch& other) { leave_for(other.bottom_, other.size_); }
    /// Behind a switch; `from` is the side that was left.
    void arrive_from(StackSwitch& from) {
        __sanitizer_finish_switch_fiber(fake_stack_, &from.bottom_, &from.size_);
    }
    /// No frame on it is in use any more.
    void forget(void* bottom, std::size_t size) {
        __asan_unpoison_memory_region(bottom, size);
        fake_stack_ = nullptr;
    }

private:
    void* fake_stack_ = nullptr;
    const void* bottom_ = nullptr;
    std::size_t size_ = 0;
#else
    void leave_for(const void* /*bottom*/, std::size_t /*size*/) {}
    void leave_for(const StackSwitch& /*other*/) {}
    void arrive_from(StackSwitch& /*from*/) {}
    void forget(void* /*bottom*/, std::size_t /*size*/) {}
#endif
};

}  // namespace cellchain::host
