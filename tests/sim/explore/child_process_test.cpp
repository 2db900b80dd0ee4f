#include "sim/explore/child_process.h"

#include <gtest/gtest.h>
#include <signal.h>

namespace cellchain::explore {
namespace {

Command shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

TEST(ChildProcess, tells_status_and_errors_of_each) {
    const std::atomic<bool> interrupted{false};
    const auto outcomes = run_children({shell("echo dropped; echo first >&2"),
                                        shell("echo second >&2; exit 3"), shell("kill -SEGV $$")},
                                       2, interrupted);
    ASSERT_EQ(outcomes.size(), 3U);
    EXPECT_EQ(outcomes[0].status, 0);
    EXPECT_EQ(outcomes[0].errors, "first\n");
    EXPECT_EQ(outcomes[1].status, 3);
    EXPECT_EQ(outcomes[1].errors, "second\n");
    EXPECT_EQ(outcomes[2].status, 139);  // 128 and SIGSEGV's 11
}

// A pipe holds 64 KiB: a child that writes more waits until somebody reads.
TEST(ChildProcess, takes_more_errors_than_a_pipe_holds) {
    const std::atomic<bool> interrupted{false};
    const auto outcomes =
        run_children({shell("head -c 300000 /dev/zero >&2"), shell("head -c 200000 /dev/zero >&2")},
                     2, interrupted);
    EXPECT_EQ(outcomes[0].errors.size(), 300000U);
    EXPECT_EQ(outcomes[1].errors.size(), 200000U);
}

TEST(ChildProcess, tells_of_a_program_that_is_not_there) {
    const std::atomic<bool> interrupted{false};
    const auto outcomes = run_children({{"/no/such/program"}}, 1, interrupted);
    EXPECT_EQ(outcomes[0].status, 127);
    EXPECT_EQ(outcomes[0].errors, "/no/such/program: cannot be run: No such file or directory\n");
}

// The first one asks for the interrupt itself, so that nothing here depends on time.
TEST(ChildProcess, passes_an_interrupt_on_and_starts_no_more) {
    static std::atomic<bool> interrupted{false};
    const auto on_user_signal = [](int) { interrupted = true; };
    struct sigaction action {};
    action.sa_handler = on_user_signal;
    ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
    const auto outcomes =
        run_children({shell("trap 'exit 7' INT; kill -USR1 $PPID; while :; do sleep 0.01; done"),
                      shell("exit 0")},
                     1, interrupted);
    EXPECT_EQ(outcomes[0].status, 7);
    EXPECT_TRUE(outcomes[0].was_started);
    EXPECT_EQ(outcomes[1].status, 130);
    EXPECT_FALSE(outcomes[1].was_started);
}

// Field 5 of /proc/PID/stat is the process group, to which the keyboard sends its interrupt.
TEST(ChildProcess, is_out_of_reach_of_the_keyboard) {
    const std::atomic<bool> interrupted{false};
    const auto outcomes =
        run_children({shell("test $(cut -d ' ' -f 5 /proc/$$/stat) = $$")}, 1, interrupted);
    EXPECT_EQ(outcomes[0].status, 0);
}

TEST(ChildProcess, tells_what_is_running_and_how_much_has_ended) {
    const std::atomic<bool> interrupted{false};
    std::vector<std::vector<std::size_t>> seen;
    std::vector<std::size_t> ended;
    run_children({shell("exit 0"), shell("exit 0")}, 1, interrupted,
                 [&](const std::vector<std::size_t>& running, std::size_t count) {
                     if (seen.empty() || seen.back() != running) {
                         seen.push_back(running);
                         ended.push_back(count);
                     }
                 });
    EXPECT_EQ(seen, (std::vector<std::vector<std::size_t>>{{0}, {1}}));
    EXPECT_EQ(ended, (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace cellchain::explore
