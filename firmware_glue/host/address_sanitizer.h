#pragma once

// Compilers say in different ways that the address sanitizer is at work.

#if defined(__SANITIZE_ADDRESS__)
#define CELLCHAIN_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CELLCHAIN_ADDRESS_SANITIZER
#endif
#endif
