#include "firmware_glue/host/firmware_stack.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <type_traits>

namespace cellchain::host {
namespace {

using Exit = FirmwareStack::Exit;

template <class Job>
Exit run(FirmwareStack& stack, Job job) {
    return stack.run([](void* context) { (*static_cast<Job*>(context))(); }, &job);
}

// Nothing is mapped there; not null, which a sanitizer would find before the processor does.
void write_to_nowhere() { *reinterpret_cast<volatile int*>(0x1000) = 1; }

TEST(FirmwareStack, comes_back_from_a_job) {
    FirmwareStack stack;
    int runs = 0;
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(run(stack, [&runs] { ++runs; }), Exit::returned);
    EXPECT_EQ(runs, 3);
}

TEST(FirmwareStack, is_another_one_than_the_hosts) {
    FirmwareStack stack;
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    std::uintptr_t there = 0;
    run(stack, [&there] { there = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); });
    EXPECT_GT(there > here ? there - here : here - there, FirmwareStack::shared_size);
}

TEST(FirmwareStack, is_left_from_the_middle_of_a_job) {
    FirmwareStack stack;
    bool came_behind = false;
    EXPECT_EQ(run(stack,
                  [&] {
                      stack.leave();
                      came_behind = true;
                  }),
              Exit::left);
    EXPECT_FALSE(came_behind);
}

TEST(FirmwareStack, serves_after_a_thousand_faults) {
    FirmwareStack stack;
    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(run(stack, [] { write_to_nowhere(); }), Exit::faulted);
    EXPECT_EQ(stack.what(), "accessed invalid memory at address 0x1000");
    int runs = 0;
    EXPECT_EQ(run(stack, [&runs] { ++runs; }), Exit::returned);
    EXPECT_EQ(runs, 1);
}

TEST(FirmwareStack, goes_on_behind_a_pause) {
    FirmwareStack one(FirmwareStack::own_size);
    FirmwareStack other(FirmwareStack::own_size);
    std::string order;
    const auto job = [&order](FirmwareStack& stack, char letter) {
        return [&order, &stack, letter] {
            for (int i = 0; i < 2; ++i) {
                order += letter;
                stack.pause();
            }
            order += '.';
        };
    };
    auto a = job(one, 'a');
    auto b = job(other, 'b');
    const auto start = [](FirmwareStack& stack, auto& work) {
        return stack.run(
            [](void* context) {
                (*static_cast<std::remove_reference_t<decltype(work)>*>(context))();
            },
            &work);
    };
    EXPECT_EQ(start(one, a), Exit::paused);
    EXPECT_EQ(start(other, b), Exit::paused);
    EXPECT_EQ(one.go_on(), Exit::paused);
    EXPECT_EQ(other.go_on(), Exit::paused);
    EXPECT_EQ(one.go_on(), Exit::returned);
    EXPECT_EQ(order, "abab.");
    EXPECT_TRUE(other.is_paused());
    other.give_up_paused();
    EXPECT_FALSE(other.is_paused());
    EXPECT_EQ(run(other, [&order] { order += '!'; }), Exit::returned);
    EXPECT_EQ(order, "abab.!");
}

TEST(FirmwareStack, hands_on_what_the_host_throws_within_a_job) {
    FirmwareStack stack;
    EXPECT_THROW(run(stack, [] { throw std::runtime_error("full"); }), std::runtime_error);
    EXPECT_EQ(run(stack, [] {}), Exit::returned);
}

// As a message that several boards hear: each runs its own firmware in its stretch.
TEST(FirmwareStack, carries_a_job_of_the_hosts_with_firmware_in_parts_of_it) {
    FirmwareStack stack;
    std::string order;
    const auto carry = [&stack](auto work) {
        return stack.carry([](void* context) { (*static_cast<decltype(work)*>(context))(); },
                           &work);
    };
    EXPECT_EQ(carry([&] {
                  order += 'h';
                  stack.begin();
                  order += FirmwareStack::running_now() == &stack ? 'f' : '?';
                  FirmwareStack::end();
                  order += FirmwareStack::running_now() == nullptr ? 'h' : '?';
                  stack.begin();
                  write_to_nowhere();
                  order += '!';
              }),
              Exit::faulted);
    EXPECT_EQ(order, "hfh");
    EXPECT_EQ(FirmwareStack::running_now(), nullptr);
    EXPECT_EQ(carry([&order] { order += 'h'; }), Exit::returned);
    EXPECT_EQ(order, "hfhh");
}

TEST(FirmwareStackDeathTest, hides_no_crash_of_the_hosts_beside_firmware) {
    FirmwareStack stack;
    EXPECT_DEATH(stack.carry([](void*) { write_to_nowhere(); }, nullptr), "");
}

TEST(FirmwareStackDeathTest, hides_no_crash_of_the_host) {
    FirmwareStack stack;
    EXPECT_DEATH(write_to_nowhere(), "");
}

}  // namespace
}  // namespace cellchain::host
