#include "sim/results/certification.h"

#include <gtest/gtest.h>

namespace cellchain::results {
namespace {

CertifiedLength length_of(int boards, double pass_time_s) {
    const double margin_s = 1.0 - pass_time_s;
    CertifiedLength length;
    length.boards = boards;
    length.holds = margin_s > 0.0;
    length.summary.firmware = {{"in", "reference in 1.0"}};
    length.summary.verdicts = {
        {"message_within_period", length.holds ? "pass" : "fail", margin_s, "s", 4.5},
        {"reading_age", "pass", 1.0 - 0.5 * pass_time_s, "s", 1.25}};
    length.summary.chain = {30,           Seconds{pass_time_s}, Seconds{1.0}, Seconds{2.25},
                            Seconds{1.5}, Seconds{0.0}};
    return length;
}

Certification small_certification() {
    Certification certification;
    certification.version = "1.2.3";
    certification.scenario_id = "small";
    certification.scenario_title = "A small one";
    certification.seed = 7;
    certification.duration = Seconds{30.0};
    certification.longest_age = Seconds{3.0};
    certification.lengths = {length_of(2, 0.16625), length_of(202, 0.9995),
                             length_of(203, 1.00375)};
    certification.first_break = 203;
    certification.exit_status = 1;
    certification.directory = "out";
    return certification;
}

TEST(CertificationTable, tells_each_length_and_the_first_that_breaks) {
    EXPECT_EQ(certification_table(small_certification(), false),
              "small: A small one\n"
              "  30 s at each length; a reading may be 3 s old; seed 7\n"
              "\n"
              "  boards  pass time    period  oldest reading  silence  verdict   smallest margin\n"
              "       2    0.166 s   1.000 s         2.250 s  1.500 s  \u2714 holds    +0.8337 s  "
              "message_within_period\n"
              "     202    1.000 s   1.000 s         2.250 s  1.500 s  \u2714 holds    +0.0005 s  "
              "message_within_period\n"
              "     203    1.004 s   1.000 s         2.250 s  1.500 s  \u2718 breaks   -0.0037 s  "
              "message_within_period\n"
              "\n"
              "results in out/\n"
              "breaks at 203 boards: message_within_period\n");
}

TEST(CertificationTable, tells_when_nothing_breaks) {
    Certification certification = small_certification();
    certification.lengths.pop_back();
    certification.first_break.reset();
    const std::string text = certification_table(certification, false);
    EXPECT_EQ(text.substr(text.find("results in")), "results in out/\nholds up to 202 boards\n");
}

TEST(CertificationTable, tells_when_longer_ones_hold) {
    Certification certification = small_certification();
    certification.longer_that_hold = {204, 255};
    const std::string text = certification_table(certification, false);
    EXPECT_EQ(text.substr(text.find("breaks at")),
              "breaks at 203 boards: message_within_period\n"
              "but not for good: 204, 255 boards hold, so shorter chains that were not judged may "
              "break\n");
}

TEST(CertificationTable, is_coloured_for_a_terminal_only) {
    EXPECT_EQ(certification_table(small_certification(), false).find('\x1b'), std::string::npos);
    EXPECT_NE(certification_table(small_certification(), true).find('\x1b'), std::string::npos);
}

// What failed tells more than a smaller margin that passed.
TEST(CertifiedLength, is_told_by_its_worst_verdict) {
    CertifiedLength length = length_of(203, 1.00375);
    length.summary.verdicts.push_back({"own", "pass", -7.0, "V", 1.0});
    EXPECT_EQ(tightest_verdict(length)->id, "message_within_period");
    length.summary.verdicts.push_back({"never", "untested", std::nullopt, "", std::nullopt});
    length.summary.verdicts.erase(length.summary.verdicts.begin());
    EXPECT_EQ(tightest_verdict(length)->id, "never");
    EXPECT_EQ(tightest_verdict(length_of(2, 0.2))->id, "message_within_period");
    EXPECT_EQ(tightest_verdict(CertifiedLength{}), nullptr);
}

TEST(CertificationJson, has_the_published_fields) {
    Certification certification = small_certification();
    certification.lengths = {length_of(203, 1.25)};
    EXPECT_EQ(certification_json(certification), R"({
  "version": "1.2.3",
  "seed": 7,
  "scenario": {
    "id": "small",
    "title": "A small one"
  },
  "firmware": {
    "in": "reference in 1.0"
  },
  "duration_s": 30.0,
  "longest_age_s": 3.0,
  "with_expectations": false,
  "exit": 1,
  "first_break": 203,
  "longer_that_hold": [],
  "lengths": [
    {
      "boards": 203,
      "holds": false,
      "messages": 30,
      "longest_pass_time_s": 1.25,
      "shortest_period_s": 1.0,
      "oldest_reading_age_s": 2.25,
      "longest_silence_s": 1.5,
      "verdicts": [
        {
          "id": "message_within_period",
          "result": "fail",
          "margin": -0.25,
          "unit": "s",
          "at_s": 4.5
        },
        {
          "id": "reading_age",
          "result": "pass",
          "margin": 0.375,
          "unit": "s",
          "at_s": 1.25
        }
      ]
    }
  ]
}
)");
}

TEST(CertificationJson, of_what_holds_has_no_first_break) {
    Certification certification = small_certification();
    certification.first_break.reset();
    EXPECT_NE(certification_json(certification).find("\"first_break\": null,"), std::string::npos);
}

}  // namespace
}  // namespace cellchain::results
