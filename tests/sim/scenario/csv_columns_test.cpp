#include "sim/scenario/csv_columns.h"

#include <gtest/gtest.h>

#include "tests/sim/scenario/scenario_folder.h"

namespace cellchain::scenario {
namespace {

TEST(CsvColumns, leaves_a_column_empty_that_need_not_be_there) {
    const ScenarioFolder folder;
    folder.write("a.csv", "time_s,b,a\n0,2,1\n1,4,3\n");
    const CsvColumns columns = read_csv_columns(folder.path() / "a.csv", {"a"}, {"b", "c"});
    EXPECT_EQ(columns.times.size(), 2U);
    EXPECT_EQ(columns.values, (std::vector<std::vector<double>>{{1.0, 3.0}, {2.0, 4.0}, {}}));
}

}  // namespace
}  // namespace cellchain::scenario
