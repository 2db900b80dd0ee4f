#include "sim/results/wave_recorder.h"

#include <gtest/gtest.h>

#include <utility>

#include "firmware_glue/hal/cellhal.h"
#include "sim/results/run_directory.h"
#include "sim/scenario/input_error.h"
#include "tests/sim/results/fake_system.h"

namespace cellchain::results {
namespace {

/// At 100,000 baud: a bit lasts 10 us, 100 steps of the file.
physics::ByteOnWire byte_at(double seconds, std::uint8_t data) {
    return {at_seconds(seconds), data,
            physics::ByteOnWire::Frame(physics::exact_bit_period(100'000))};
}

/// Three boards, moved by hand; all texts are from the first #.
struct WaveTest : testing::Test {
    TemporaryFolder folder;
    FakeSystem system;
    signals::SignalTree tree = system.tree();
    std::unique_ptr<WavePlan> plan;
    std::unique_ptr<WaveRecorder> recorder;
    system::Sample sample;

    void record(const WaveRequest& request) {
        plan = std::make_unique<WavePlan>(request, tree, 3);
        recorder = std::make_unique<WaveRecorder>(RunDirectory(folder.path()).open("waves.vcd"),
                                                  "1.2.3", *plan);
    }
    void barrier(double seconds) {
        sample.time = at_seconds(seconds);
        recorder->at_barrier(sample);
    }
    /// A message of one byte, and a LED that is on for its first 10 us.
    void beat(double seconds) {
        const physics::ByteOnWire byte = byte_at(seconds, 0xFF);
        recorder->at_chain_sent(1, &byte, 1);
        recorder->at_pin(2, HAL_PIN_LED_INFO, true, at_seconds(seconds));
        recorder->at_pin(2, HAL_PIN_LED_INFO, false, at_seconds(seconds + 0.00001));
    }
    std::string changes() {
        recorder->finish();
        const std::string text = folder.text_of("waves.vcd");
        return text.substr(text.find("$enddefinitions $end\n") + 21);
    }
};

WaveRequest request_for(const std::string& signals) {
    WaveRequest request;
    request.signals = signals;
    return request;
}

TEST_F(WaveTest, shows_a_byte_bit_by_bit) {
    record(request_for("data_out"));
    barrier(0);
    // Start 0, then 1 0 1 0 0 1 0 1, stop 1.
    const physics::ByteOnWire byte = byte_at(0.001, 0xA5);
    recorder->at_data_out_sent(&byte, 1);
    barrier(0.002);
    EXPECT_EQ(changes(),
              "#0\n$dumpvars\n1!\n$end\n"
              "#10000\n0!\n#10100\n1!\n#10200\n0!\n#10300\n1!\n#10400\n0!\n#10600\n1!\n#10700\n0!\n"
              "#10800\n1!\n#20000\n");
}

TEST_F(WaveTest, merges_boards_that_run_ahead_in_order_of_time) {
    record(request_for("link[all]"));
    barrier(0);
    // 0x00: low for nine bits. Board 2 is told of first; a byte of board 1 reaches over the barrier
    // into one of board 2 that is told of after it.
    const physics::ByteOnWire late = byte_at(0.0012, 0x00);
    const physics::ByteOnWire early[] = {byte_at(0.0010, 0x00), byte_at(0.00195, 0x00)};
    recorder->at_chain_sent(2, &late, 1);
    recorder->at_chain_sent(1, early, 2);
    barrier(0.002);
    const physics::ByteOnWire last = byte_at(0.00202, 0x00);
    recorder->at_chain_sent(2, &last, 1);
    barrier(0.003);
    EXPECT_EQ(changes(),
              "#0\n$dumpvars\n1!\n1\"\n$end\n"
              "#10000\n0!\n#10900\n1!\n#12000\n0\"\n#12900\n1\"\n#19500\n0!\n"
              "#20200\n0\"\n#20400\n1!\n#21100\n1\"\n#30000\n");
}

TEST_F(WaveTest, shows_pins_contacts_and_values) {
    record(request_for("board[2].led,out.charge_contact,out.load_contact,pack.voltage_v"));
    sample.load_contact = true;
    barrier(0);
    recorder->at_pin(2, HAL_PIN_LED_INFO, true, at_seconds(0.0015));
    recorder->at_pin(3, HAL_PIN_LED_INFO, true, at_seconds(0.0016));  // not asked for
    recorder->at_pin(2, HAL_PIN_BYPASS, true, at_seconds(0.0017));    // nor this
    barrier(0.002);
    sample.charge_contact = true;
    system.voltage_v = 3.4;
    barrier(0.003);
    barrier(0.004);
    EXPECT_EQ(changes(),
              "#0\n$dumpvars\n0!\n0\"\n1#\nr3.3 $\n$end\n"
              "#15000\n1!\n#30000\n1\"\nr3.4 $\n#40000\n");
}

TEST_F(WaveTest, a_window_begins_with_what_holds_then) {
    WaveRequest request = request_for("link[1],board[2].led");
    request.from = at_seconds(0.002'005);  // with the LED on and the line low
    request.to = at_seconds(0.003'005);
    record(request);
    barrier(0);
    for (const double at : {0.001, 0.002, 0.003, 0.004}) {
        beat(at);
    }
    barrier(0.005);
    EXPECT_EQ(changes(),
              "#20050\n$dumpvars\n0!\n1\"\n$end\n"
              "#20100\n1!\n0\"\n#30000\n0!\n1\"\n#30050\n");
    EXPECT_EQ(recorder->told(), "waves.vcd holds 00:00:00.002 to 00:00:00.003 in 0.00 MB");
}

TEST_F(WaveTest, a_trigger_shows_what_was_before_and_comes_after) {
    WaveRequest request = request_for("link[1],board[2].led,alarm,board[3].bypass");
    request.trigger = "alarm";
    request.before = at_seconds(0.001'5);
    request.after = at_seconds(0.000'5);
    record(request);
    recorder->at_pin(3, HAL_PIN_BYPASS, true, at_seconds(0.000'2));
    for (const double at : {0.0, 0.001, 0.002, 0.003, 0.004}) {
        beat(at + 0.000'1);
        system.alarm = at == 0.003 ? 1.0 : 0.0;
        barrier(at);
    }
    barrier(0.005);
    EXPECT_EQ(changes(),
              "#15000\n$dumpvars\n1!\n0\"\nr0 #\n1$\n$end\n"
              "#21000\n0!\n1\"\n#21100\n1!\n0\"\n"
              "#30000\nr1 #\n#31000\n0!\n1\"\n#31100\n1!\n0\"\n#35000\n");
}

TEST_F(WaveTest, a_trigger_acts_once_and_not_when_it_is_true_from_the_start) {
    WaveRequest request = request_for("alarm");
    request.trigger = "alarm";
    request.before = 0;
    request.after = at_seconds(0.5);
    record(request);
    for (const double at : {0.0, 1.0, 2.0, 3.0, 4.0}) {
        system.alarm = at == 1.0 || at == 3.0 ? 0.0 : 1.0;
        barrier(at);
    }
    EXPECT_EQ(changes(), "#20000000\n$dumpvars\nr1 !\n$end\n#25000000\n");
}

TEST_F(WaveTest, values_of_a_frame_change_when_it_is_complete) {
    double soc = 0.0;
    tree.add({"frame.soc", "1", "of the newest frame", [&soc] { return soc; }});
    record(request_for("frame.soc,pack.voltage_v"));
    barrier(0);
    soc = 0.5;
    system.voltage_v = 3.4;  // known at the barrier, where it belongs
    recorder->at_data_out(at_seconds(0.5), {});
    barrier(1);
    EXPECT_EQ(changes(),
              "#0\n$dumpvars\nr0 !\nr3.3 \"\n$end\n"
              "#5000000\nr0.5 !\n#10000000\nr3.4 \"\n");
}

// What is known at 1 s has not been so at the frame, at 0.5 s.
TEST_F(WaveTest, a_trigger_of_frames_is_dated_at_the_frame_and_others_at_the_barrier) {
    double soc = 0.0;
    tree.add({"frame.soc", "1", "of the newest frame", [&soc] { return soc; }});
    for (const auto& [trigger, begin] :
         {std::pair("frame.soc > 0.4", "#5000000\n"), std::pair("alarm", "#10000000\n"),
          std::pair("frame.soc > 0.4 and not relay", "#10000000\n"),
          std::pair("max(cells.voltage_v) + frame.soc > 3.7", "#10000000\n")}) {
        soc = system.alarm = 0.0;
        WaveRequest request = request_for("data_out");
        request.trigger = trigger;
        request.before = 0;
        record(request);
        barrier(0);
        soc = 0.5;
        system.alarm = 1.0;
        recorder->at_data_out(at_seconds(0.5), {});
        barrier(1);
        EXPECT_EQ(changes().rfind(begin, 0), 0U) << trigger;
    }
}

TEST_F(WaveTest, says_when_the_trigger_never_came) {
    WaveRequest request = request_for("link[1]");
    request.trigger = "alarm";
    record(request);
    barrier(0);
    EXPECT_EQ(changes(), "$comment the trigger never became true $end\n");
    EXPECT_EQ(recorder->told(), "waves.vcd is empty: the trigger never became true");
}

TEST_F(WaveTest, says_when_the_run_ended_before_the_window) {
    WaveRequest request = request_for("link[1]");
    request.from = at_seconds(2);
    record(request);
    barrier(1);
    EXPECT_EQ(changes(), "$comment the run ended before the window $end\n");
    EXPECT_EQ(recorder->told(), "waves.vcd is empty: the run ended before the window");
}

TEST_F(WaveTest, a_full_file_ends_and_says_so) {
    WaveRequest request = request_for("board[2].led");
    request.most_bytes = 170;  // a header of 146; the start has 21, the first change too many
    record(request);
    barrier(0);
    beat(0.001);
    beat(0.002);
    barrier(60);
    EXPECT_EQ(changes(), "#0\n$dumpvars\n0!\n$end\n#10000\n1!\n$comment the file is full $end\n");
    EXPECT_EQ(recorder->told(),
              "waves.vcd holds 00:00:00 to 00:00:00.001 in 0.00 MB and is full: give a window or a "
              "trigger");
}

TEST_F(WaveTest, refuses_an_unknown_signal_in_the_trigger) {
    WaveRequest request = request_for("link[1]");
    request.trigger = "relay and alram";
    try {
        record(request);
        FAIL() << "no error";
    } catch (const scenario::InputError& error) {
        EXPECT_STREQ(error.what(),
                     "--vcd-trigger: unknown signal \"alram\"; did you mean \"alarm\"?\n"
                     "  hint: at character 11; `cellchain signals SCENARIO` lists what can be "
                     "named");
    }
}

TEST_F(WaveTest, names_are_whole_without_their_scope) {
    record(request_for("link[1],data_out,board[2].led,out.charge_contact,cell[2].voltage_v,relay"));
    recorder->finish();
    const std::string text = folder.text_of("waves.vcd");
    const std::size_t begin = text.find("$scope");
    EXPECT_EQ(text.substr(begin, text.find("$enddefinitions") - begin),
              "$scope module chain $end\n$var wire 1 ! link_1 $end\n$upscope $end\n"
              "$scope module out $end\n$var wire 1 \" data_out $end\n"
              "$var wire 1 $ out_charge_contact $end\n$upscope $end\n"
              "$scope module board_2 $end\n$var wire 1 # board_2_led $end\n$upscope $end\n"
              "$scope module cell_2 $end\n$var real 64 % cell_2_voltage_v $end\n$upscope $end\n"
              "$var real 64 & relay $end\n");
}

}  // namespace
}  // namespace cellchain::results
