#include "tests/sim/scenario/schema_check.h"

#include <memory>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "sim/scenario/scenario_schema.h"

namespace cellchain::scenario {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

const valijson::Schema& compiled_schema() {
    static const nlohmann::json document = nlohmann::json::parse(scenario_schema().dump());
    static const std::unique_ptr<valijson::Schema> schema = [] {
        auto parsed = std::make_unique<valijson::Schema>();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(NlohmannJsonAdapter(document), *parsed);
        return parsed;
    }();
    return *schema;
}

}  // namespace

bool schema_admits(const nlohmann::json& document) {
    return valijson::Validator(valijson::Validator::kStrongTypes)
        .validate(compiled_schema(), NlohmannJsonAdapter(document), nullptr);
}

}  // namespace cellchain::scenario
