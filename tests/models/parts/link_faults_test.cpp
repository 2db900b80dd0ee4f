#include "models/parts/link_faults.h"

#include <gtest/gtest.h>

#include "tests/models/parts/echo_chain.h"

namespace cellchain::parts {
namespace {

using Kind = LinkFault::Kind;
constexpr Ticks ms = ticks_per_second / 1000;
constexpr Ticks bit = 10'416'667;  // 9600 baud

/// Notes when it is disturbed, and what holds it then: 'h', 'l' or '-'.
class NotingLine : public sc_core::sc_module, public DisturbableLineIf {
public:
    explicit NotingLine(const sc_core::sc_module_name& name) : sc_module(name) {}
    void disturb(physics::LineState state) override {
        times.push_back(sc_core::sc_time_stamp().value());
        held += state.held ? (*state.held ? 'h' : 'l') : '-';
        noisy.push_back(state.noise != nullptr);
    }
    std::vector<Ticks> times;
    std::string held;
    std::vector<bool> noisy;
};

/// Two lines, of which a script breaks the second.
struct TwoLines {
    Horizon horizon{"horizon", ticks_per_second};
    Script script{"script"};
    LinkFaults faults;
    NotingLine first{"first"};
    NotingLine second{"second"};

    explicit TwoLines(std::uint64_t seed = 1) : faults("faults", seed) {
        script.horizon(horizon);
        faults.horizon(horizon);
        faults.links(first);
        faults.links(second);
        horizon.stages(script);
        horizon.stages(faults);
    }
    void inject_at(Ticks when, const LinkFault& fault) {
        script.at(when, [this, fault] { faults.inject(2, fault); });
    }
    void repair_at(Ticks when, Kind kind) {
        script.at(when, [this, kind] { faults.repair(2, kind); });
    }
};

LinkFault fault_of(Kind kind) {
    LinkFault fault;
    fault.kind = kind;
    return fault;
}

TEST(LinkFaults, disturb_their_own_link_at_the_barrier_of_the_fault) {
    TwoLines lines;
    lines.inject_at(100 * ms, fault_of(Kind::cut));
    lines.repair_at(300 * ms, Kind::cut);
    run_until(500 * ms);
    EXPECT_EQ(lines.second.times, (std::vector<Ticks>{100 * ms, 300 * ms}));
    EXPECT_EQ(lines.second.held, "h-");
    EXPECT_TRUE(lines.first.times.empty());
}

TEST(LinkFaults, cut_hides_a_short_and_a_short_noise) {
    TwoLines lines;
    LinkFault noise = fault_of(Kind::noisy);
    noise.noise.pulses_per_second = 10.0;
    lines.inject_at(100 * ms, noise);
    lines.inject_at(200 * ms, fault_of(Kind::stuck));
    lines.inject_at(300 * ms, fault_of(Kind::cut));
    lines.repair_at(400 * ms, Kind::cut);
    lines.repair_at(500 * ms, Kind::stuck);
    lines.repair_at(600 * ms, Kind::noisy);
    run_until(700 * ms);
    EXPECT_EQ(lines.second.held, "-lhl--");
    EXPECT_EQ(lines.second.noisy, (std::vector<bool>{true, true, true, true, true, false}));
}

TEST(LinkFaults, bad_contact_opens_at_once_and_stays_for_times_between_its_limits) {
    TwoLines lines;
    LinkFault contact = fault_of(Kind::intermittent);
    contact.open = {Seconds{0.002}, Seconds{0.003}};
    contact.closed = {Seconds{0.010}, Seconds{0.020}};
    lines.inject_at(100 * ms, contact);
    lines.repair_at(900 * ms, Kind::intermittent);
    run_until(ticks_per_second);
    const std::vector<Ticks>& at = lines.second.times;
    ASSERT_GT(at.size(), 60U);  // 800 ms, of which each turn takes 23 at most
    EXPECT_EQ(at.front(), 100 * ms);
    EXPECT_EQ(at.back(), 900 * ms);
    EXPECT_EQ(lines.second.held.back(), '-');
    for (std::size_t i = 0; i + 2 < at.size(); ++i) {
        const bool is_open = i % 2 == 0;
        EXPECT_EQ(lines.second.held[i], is_open ? 'h' : '-');
        EXPECT_GE(at[i + 1] - at[i], is_open ? 2 * ms : 10 * ms);
        EXPECT_LE(at[i + 1] - at[i], is_open ? 3 * ms : 20 * ms);
    }
}

std::vector<Ticks> first_turns(std::uint64_t seed) {
    TwoLines lines(seed);
    LinkFault contact = fault_of(Kind::intermittent);
    contact.open = contact.closed = {Seconds{0.1}, Seconds{0.4}};
    lines.inject_at(0, contact);
    run_until(ticks_per_second);
    return lines.second.times;
}

// Drawn once and typed here.
TEST(LinkFaults, bad_contact_turns_at_the_same_times_with_the_same_seed) {
    EXPECT_EQ(first_turns(1),
              (std::vector<Ticks>{0, 32'630'011'872, 65'898'722'035, 88'576'456'343}));
}
TEST(LinkFaults, bad_contact_turns_at_other_times_with_another_seed) {
    EXPECT_EQ(first_turns(2), (std::vector<Ticks>{0, 26'260'646'901, 56'829'086'426, 70'057'648'077,
                                                  99'771'415'507}));
}

// ---- On a chain of two boards that echo what they hear: link 1 leads to the first of them
// ----------

/// 20 bytes of zeros, one each 1060 us, the first start edge at 1 ms.
std::vector<ByteOnWire> zeros() {
    std::vector<ByteOnWire> message;
    for (Ticks i = 0; i < 20; ++i)
        message.push_back({ms + 106'000'000 * i, 0x00});
    return message;
}

struct BrokenChain : EchoChain {
    Script script{"script"};
    LinkFaults faults{"faults", 1};

    BrokenChain() : EchoChain({0.0, 0.0}) {
        script.horizon(horizon);
        faults.horizon(horizon);
        for (const auto& link : links)
            faults.links(*link);
        horizon.stages(script);
        horizon.stages(faults);
        send(zeros());
    }
    std::vector<int> bytes_behind() {
        std::vector<int> data;
        for (const ByteOnWire& byte : heard_at_the_end())
            data.push_back(byte.data());
        return data;
    }
};

TEST(BrokenChain, passes_on_what_came_before_a_cut_and_ones_behind_it) {
    BrokenChain chain;
    // In the fourth byte: its start bit and three of its zeros have passed.
    const Ticks cut = ms + 3 * 106'000'000 + 4 * bit;
    chain.script.at(cut, [&] { chain.faults.inject(1, fault_of(Kind::cut)); });
    run_until(500 * ms);
    EXPECT_EQ(chain.bytes_behind(), (std::vector<int>{0, 0, 0, 0xF8}));
}

// 2.4 bits into the 17th byte the line goes low: a start bit, 5.6 zeros, 1.2 ones of the pause, and
// the next byte's start for the last data bit and the stop bit. The 18th byte is lost on that.
TEST(BrokenChain, takes_the_rest_of_a_byte_for_one_when_it_is_mended_in_the_middle) {
    BrokenChain chain;
    chain.script.at(ms / 2, [&] { chain.faults.inject(1, fault_of(Kind::cut)); });
    chain.script.at(ms + 106'000'000 * 16 + ms / 4, [&] { chain.faults.repair(1, Kind::cut); });
    run_until(500 * ms);
    EXPECT_EQ(chain.bytes_behind(), (std::vector<int>{0x40, 0x00, 0x00}));
}

TEST(BrokenChain, hears_a_line_stuck_low_once_until_it_is_mended) {
    BrokenChain chain;
    LinkFault low = fault_of(Kind::stuck);
    low.level = false;
    chain.script.at(ms / 2, [&] { chain.faults.inject(1, low); });
    chain.script.at(100 * ms, [&] { chain.faults.repair(1, Kind::stuck); });
    chain.script.at(200 * ms, [&] { chain.send({{201 * ms, 0x5A}}); });
    run_until(500 * ms);
    EXPECT_EQ(chain.bytes_behind(), (std::vector<int>{0x00, 0x5A}));
}

// What a board behind the break has promised, it has promised because of the one before it.
TEST(BrokenChain, no_board_behind_a_break_keeps_its_promise_of_silence) {
    BrokenChain chain;
    Script behind{"behind"};
    behind.horizon(chain.horizon);
    chain.horizon.stages(behind);  // has its turn when the boards know
    chain.script.at(99 * ms, [&] { chain.links[0]->promise_silence(500 * ms, never); });
    chain.script.at(100 * ms, [&] { chain.send({{101 * ms, 0x5A}}); });
    std::vector<Ticks> before;
    std::vector<Ticks> after;
    chain.script.at(200 * ms, [&] {
        for (const auto& link : chain.links)
            before.push_back(link->silent_until());
        chain.faults.inject(1, fault_of(Kind::stuck));
    });
    behind.at(200 * ms, [&] {
        for (const auto& link : chain.links)
            after.push_back(link->silent_until());
    });
    run_until(500 * ms);
    EXPECT_EQ(before, (std::vector<Ticks>{500 * ms, 500 * ms, 500 * ms}));
    EXPECT_EQ(after, (std::vector<Ticks>{200 * ms, 200 * ms, 200 * ms}));
}

TEST(BrokenChain, keeps_no_bytes_that_nobody_will_hear) {
    BrokenChain chain;
    chain.script.at(0, [&] { chain.faults.inject(1, fault_of(Kind::cut)); });
    for (Ticks at = 50 * ms; at < 900 * ms; at += 50 * ms)
        chain.script.at(at, [&chain, at] { chain.send({{at + ms, 0x5A}}); });
    run_until(ticks_per_second);
    EXPECT_LE(chain.links[0]->burst().size(), 2U);
    EXPECT_TRUE(chain.bytes_behind().empty());
}

}  // namespace
}  // namespace cellchain::parts
