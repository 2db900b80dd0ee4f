#pragma once

namespace cellchain::parts {

/// How bytes travel along the chain. All three give the same bytes at the same ticks at every
/// board; they differ in speed and in what can be looked at on the way.
enum class Transport {
    bursts,  ///< a board takes whole messages, ahead of the kernel's time: for production
    bytes,   ///< every byte and every timer at the kernel's time, in strict order: for stepping
    edges    ///< every bit edge at the kernel's time, sampled 16 times a bit: the oracle
};

}  // namespace cellchain::parts
