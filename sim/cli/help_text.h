#pragma once

namespace cellchain::cli {

extern const char* const general_help;
extern const char* const run_help;
extern const char* const step_help;  ///< at the prompt of `run --step`
extern const char* const test_help;
extern const char* const campaign_help;
extern const char* const certify_help;
extern const char* const cell_help;
extern const char* const check_help;
extern const char* const firmware_help;
extern const char* const schema_help;
extern const char* const signals_help;

}  // namespace cellchain::cli
