#pragma once

namespace cellchain::host {

/// In a program that was built with the address sanitizer: reports about firmware say from now on
/// whose it is and when, and are that board's fault. In others nothing.
void take_sanitizer_reports();

}  // namespace cellchain::host
