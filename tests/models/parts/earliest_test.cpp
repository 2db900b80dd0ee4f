#include "models/parts/earliest.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace cellchain::parts {
namespace {

TEST(Earliest, of_nothing_set_is_never) {
    Earliest earliest;
    const std::size_t one = earliest.add();
    const std::size_t other = earliest.add();
    EXPECT_EQ(earliest.of_all(), never);
    EXPECT_EQ(earliest.but_for(one), never);
    EXPECT_EQ(earliest.but_for(other), never);
}

TEST(Earliest, of_one_part_is_its_own_and_there_is_none_but_for_it) {
    Earliest earliest;
    const std::size_t only = earliest.add();
    earliest.set(only, 7);
    EXPECT_EQ(earliest.of_all(), 7u);
    EXPECT_EQ(earliest.but_for(only), never);
}

RC_GTEST_PROP(Earliest, is_the_least_of_all_and_of_all_others, ()) {
    const auto parts = *rc::gen::inRange<std::size_t>(1, 40);
    Earliest earliest;
    std::vector<Ticks> instants(parts, never);
    for (std::size_t i = 0; i < parts; ++i)
        earliest.add();
    for (int change = 0; change < 60; ++change) {
        const auto part = *rc::gen::inRange<std::size_t>(0, parts);
        instants[part] = *rc::gen::inRange<Ticks>(0, 50);
        earliest.set(part, instants[part]);
        const auto first = std::min_element(instants.begin(), instants.end());
        RC_ASSERT(earliest.of_all() == *first);
        RC_ASSERT(earliest.leader() == static_cast<std::size_t>(first - instants.begin()));
        const auto but_for = *rc::gen::inRange<std::size_t>(0, parts);
        Ticks others = never;
        for (std::size_t i = 0; i < parts; ++i)
            if (i != but_for)
                others = std::min(others, instants[i]);
        RC_ASSERT(earliest.but_for(but_for) == others);
    }
}

}  // namespace
}  // namespace cellchain::parts
