#pragma once

#include "sim/cli/exit_status.h"
#include "sim/results/test_report.h"

namespace cellchain::cli {

inline ExitStatus status_of(results::Outcome outcome) {
    switch (outcome) {
        case results::Outcome::passed:
            return passed;
        case results::Outcome::failed:
            return failed;
        case results::Outcome::limit:
            return limit;
        case results::Outcome::fault:
            return fault;
        case results::Outcome::bad_input:
            return bad_input;
        case results::Outcome::interrupted:
            break;
    }
    return interrupted;
}

}  // namespace cellchain::cli
