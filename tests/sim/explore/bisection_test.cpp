#include "sim/explore/bisection.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace cellchain::explore {
namespace {

using Lengths = std::vector<int>;

/// Judges by a rule and remembers what it was asked.
class FakeChains {
public:
    explicit FakeChains(std::function<bool(int boards)> holds) : holds_(std::move(holds)) {}

    FirstBreak find() {
        return find_first_break(2, 255, [this](const Lengths& lengths) {
            batches.push_back(lengths);
            std::vector<bool> answers;
            for (const int boards : lengths)
                answers.push_back(holds_(boards));
            return answers;
        });
    }

    std::vector<Lengths> batches;

private:
    std::function<bool(int)> holds_;
};

TEST(Bisection, judges_both_ends_first_and_no_more_when_the_long_chain_holds) {
    FakeChains chains([](int) { return true; });
    const FirstBreak found = chains.find();
    EXPECT_FALSE(found.boards);
    EXPECT_TRUE(found.breaks_for_good());
    EXPECT_EQ(chains.batches, (std::vector<Lengths>{{2, 255}}));
}

TEST(Bisection, of_what_always_breaks_finds_the_shortest) {
    FakeChains chains([](int) { return false; });
    const FirstBreak found = chains.find();
    EXPECT_EQ(found.boards, 2);
    EXPECT_TRUE(found.breaks_for_good());
    EXPECT_EQ(chains.batches, (std::vector<Lengths>{{2, 255}}));
}

// 128, 191, 223, ...: each the middle of what is left, at the end 198 and 201 around the edge.
TEST(Bisection, halves_down_to_200_and_looks_around_it) {
    FakeChains chains([](int boards) { return boards < 200; });
    const FirstBreak found = chains.find();
    EXPECT_EQ(found.boards, 200);
    EXPECT_TRUE(found.breaks_for_good());
    EXPECT_EQ(chains.batches,
              (std::vector<Lengths>{
                  {2, 255}, {128}, {191}, {223}, {207}, {199}, {203}, {201}, {200}, {198}}));
}

TEST(Bisection, finds_every_edge_and_judges_none_twice) {
    for (int edge = 3; edge <= 255; ++edge) {
        FakeChains chains([edge](int boards) { return boards < edge; });
        const FirstBreak found = chains.find();
        EXPECT_EQ(found.boards, edge);
        EXPECT_TRUE(found.breaks_for_good()) << edge;
        std::set<int> judged;
        for (const Lengths& batch : chains.batches)
            for (const int boards : batch)
                EXPECT_TRUE(judged.insert(boards).second) << boards << " twice, edge " << edge;
        EXPECT_LE(judged.size(), 12U) << edge;
    }
}

TEST(Bisection, tells_of_longer_ones_that_hold_beyond_the_edge) {
    FakeChains chains([](int boards) { return boards < 200 || boards == 201; });
    const FirstBreak found = chains.find();
    EXPECT_EQ(found.boards, 200);
    EXPECT_EQ(found.longer_that_hold, (Lengths{201}));
}

// Halving ends at 200; 198, judged to check it, breaks.
TEST(Bisection, takes_a_shorter_one_that_breaks_before_the_edge) {
    FakeChains chains([](int boards) { return boards < 200 && boards != 198; });
    const FirstBreak found = chains.find();
    EXPECT_EQ(found.boards, 198);
    EXPECT_EQ(found.longer_that_hold, (Lengths{199}));
}

TEST(Bisection, tells_when_only_the_shortest_breaks) {
    FakeChains chains([](int boards) { return boards != 2; });
    const FirstBreak found = chains.find();
    EXPECT_EQ(found.boards, 2);
    EXPECT_EQ(found.longer_that_hold, (Lengths{255}));
}

}  // namespace
}  // namespace cellchain::explore
