#include "sim/cli/options.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "sim/cli/usage_error.h"
#include "sim/scenario/nearest_name.h"

namespace cellchain::cli {

namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& option, const std::string& expected,
                         const std::string& got) {
    throw UsageError(option + ": must be " + expected + ", got \"" + got + "\"");
}

UsageError unknown_option(const std::string& option, const po::options_description& known) {
    Words names;
    for (const auto& description : known.options()) {
        names.push_back("--" + description->long_name());
    }
    return UsageError("unknown option \"" + option + "\"" + scenario::did_you_mean(option, names));
}

/// Options given, with what stands between them under the name `files`.
po::variables_map parse(const Words& words, const po::options_description& visible) {
    po::options_description all;
    all.add(visible).add_options()("files", po::value<Words>());
    po::positional_options_description positional;
    positional.add("files", -1);
    // --se for --seed would make scripts break when an option is added.
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::variables_map values;
    try {
        po::store(
            po::command_line_parser(words).options(all).positional(positional).style(style).run(),
            values);
    } catch (const po::unknown_option& error) {
        throw unknown_option(error.get_option_name(), visible);
    } catch (const po::error& error) {
        throw UsageError(error.what());
    }
    return values;
}

Words words_of(const po::variables_map& values, const char* option) {
    return values.count(option) > 0 ? values[option].as<Words>() : Words{};
}

/// The last one given counts; absent when none was.
std::optional<std::string> last_of(const po::variables_map& values, const char* option) {
    const Words words = words_of(values, option);
    return words.empty() ? std::nullopt : std::optional(words.back());
}

template <class Number>
bool read_number(const std::string& text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc() && result.ptr == end;
}

std::optional<std::uint64_t> read_seed(const std::optional<std::string>& text) {
    std::uint64_t seed = 0;
    if (!text) {
        return std::nullopt;
    }
    if (!read_number(*text, seed)) {
        refuse("--seed", "a whole number from 0 to 18446744073709551615", *text);
    }
    return seed;
}

std::optional<Seconds> read_seconds(const std::string& option,
                                    const std::optional<std::string>& text) {
    double seconds = 0.0;
    if (!text) {
        return std::nullopt;
    }
    if (!read_number(*text, seconds) || !(seconds > 0.0)) {
        refuse(option, "a number of seconds above 0", *text);
    }
    return Seconds{seconds};
}

double read_between(const std::string& option, const std::optional<std::string>& text, int low,
                    int high, double otherwise) {
    double number = otherwise;
    if (text && (!read_number(*text, number) || !(number >= low && number <= high))) {
        refuse(option, "a number from " + std::to_string(low) + " to " + std::to_string(high),
               *text);
    }
    return number;
}

/// Whole messages have no order of time among them, so a stepped run has none.
parts::Transport read_transport(const std::optional<std::string>& word, bool step) {
    const std::string wanted = word.value_or(step ? "bytes" : "bursts");
    if (wanted == "bytes") {
        return parts::Transport::bytes;
    }
    if (wanted == "edges") {
        return parts::Transport::edges;
    }
    if (step || wanted != "bursts") {
        refuse("--transport", step ? "bytes or edges with --step" : "bursts, bytes or edges",
               wanted);
    }
    return parts::Transport::bursts;
}

int read_at_once(const std::optional<std::string>& text) {
    constexpr int most = 255;
    int at_once = 1;
    if (text && (!read_number(*text, at_once) || at_once < 1 || at_once > most)) {
        refuse("--jobs", "a whole number from 1 to 255", *text);
    }
    return at_once;
}

std::optional<int> read_board(const char* option, const std::optional<std::string>& text) {
    int board = 0;
    if (!text) {
        return std::nullopt;
    }
    if (!read_number(*text, board) || board < 1) {
        refuse(option, "the number of a board, 1 is IN", *text);
    }
    return board;
}

std::vector<scenario::Override> read_overrides(const Words& words) {
    std::vector<scenario::Override> overrides;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (word.empty() || word[0] != '/' || equals == std::string::npos) {
            refuse("--set", "/json/pointer=value", word);
        }
        overrides.push_back({word.substr(0, equals), word.substr(equals + 1)});
    }
    return overrides;
}

std::vector<FirmwareChoice> read_firmware(const Words& words) {
    const Words roles{"in", "cell", "out"};
    std::vector<FirmwareChoice> firmware;
    for (const std::string& word : words) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const FirmwareChoice choice{word.substr(0, equals),
                                    word.substr(std::min(equals + 1, word.size()))};
        const bool is_role = std::find(roles.begin(), roles.end(), choice.boards) != roles.end();
        if (choice.path.empty() || !(is_role || choice.selection())) {
            refuse("--firmware", "in=PATH, cell=PATH, out=PATH or board[NUMBERS]=PATH", word);
        }
        firmware.push_back(choice);
    }
    return firmware;
}

po::options_description common_options() {
    po::options_description options;
    options.add_options()("help,h", "")("set", po::value<Words>()->composing())(
        "seed", po::value<Words>()->composing())("firmware", po::value<Words>()->composing())(
        "firmware-copies", "");
    return options;
}

std::string only_scenario(const po::variables_map& values, const char* command) {
    const Words files = words_of(values, "files");
    if (files.size() != 1) {
        throw UsageError(std::string(command) + ": needs one SCENARIO, got " +
                         std::to_string(files.size()));
    }
    return files[0];
}

RunOptions read_common(const po::variables_map& values) {
    RunOptions options;
    options.help = values.count("help") > 0;
    if (options.help) {
        return options;
    }
    options.overrides = read_overrides(words_of(values, "set"));
    options.seed = read_seed(last_of(values, "seed"));
    options.firmware = read_firmware(words_of(values, "firmware"));
    options.firmware_copies = values.count("firmware-copies") > 0;
    return options;
}

RunOptions read_common(const po::variables_map& values, const char* command) {
    RunOptions options = read_common(values);
    if (!options.help) {
        options.scenario = only_scenario(values, command);
    }
    return options;
}

std::vector<std::filesystem::path> paths_of(const po::variables_map& values) {
    const Words words = words_of(values, "files");
    return {words.begin(), words.end()};
}

std::vector<std::string> read_names(const std::string& option, const std::string& what,
                                    const Words& lists) {
    std::vector<std::string> tags;
    for (const std::string& list : lists) {
        std::size_t start = 0;
        while (start <= list.size()) {
            const std::size_t end = std::min(list.find(',', start), list.size());
            tags.push_back(list.substr(start, end - start));
            if (tags.back().empty()) {
                refuse(option, what + " with commas between them", list);
            }
            start = end + 1;
        }
    }
    return tags;
}

}  // namespace

std::optional<std::string> FirmwareChoice::selection() const {
    const std::string begin = "board[";
    if (boards.compare(0, begin.size(), begin) != 0 || boards.back() != ']')
        return std::nullopt;
    return boards.substr(begin.size(), boards.size() - begin.size() - 1);
}

Words firmware_words(const RunOptions& common) {
    Words words;
    for (const FirmwareChoice& choice : common.firmware)
        words.insert(words.end(), {"--firmware", choice.boards + "=" + choice.path.string()});
    if (common.firmware_copies)
        words.emplace_back("--firmware-copies");
    return words;
}

Words run_words(const RunOptions& common) {
    Words words;
    for (const scenario::Override& change : common.overrides)
        words.insert(words.end(), {"--set", change.pointer + "=" + change.value});
    if (common.seed)
        words.insert(words.end(), {"--seed", std::to_string(*common.seed)});
    for (std::string& word : firmware_words(common))
        words.push_back(std::move(word));
    return words;
}

RunOptions parse_run_options(const Words& words) {
    po::options_description known = common_options();
    known.add_options()("out", po::value<Words>()->composing())(
        "until", po::value<Words>()->composing())("transport", po::value<Words>()->composing())(
        "frames", "")("trace-hal", po::value<Words>()->composing())("firmware-counters", "")(
        "step", "")("quiet,q", "");
    for (const char* option : {"vcd", "vcd-window", "vcd-trigger", "vcd-around"}) {
        known.add_options()(option, po::value<Words>()->composing());
    }
    const po::variables_map values = parse(words, known);
    RunOptions options = read_common(values, "run");
    options.out = last_of(values, "out");
    options.until = read_seconds("--until", last_of(values, "until"));
    options.step = values.count("step") > 0;
    options.transport = read_transport(last_of(values, "transport"), options.step);
    options.transport_is_wanted = last_of(values, "transport").has_value();
    options.waves = {last_of(values, "vcd"), last_of(values, "vcd-window"),
                     last_of(values, "vcd-trigger"), last_of(values, "vcd-around")};
    options.frames = values.count("frames") > 0;
    options.traced_board = read_board("--trace-hal", last_of(values, "trace-hal"));
    options.firmware_counters = values.count("firmware-counters") > 0;
    options.quiet = values.count("quiet") > 0;
    return options;
}

RunOptions parse_signals_options(const Words& words) {
    return read_common(parse(words, common_options()), "signals");
}

CertifyOptions parse_certify_options(const Words& words) {
    po::options_description known = common_options();
    known.add_options()("out", po::value<Words>()->composing())(
        "duration", po::value<Words>()->composing())("max-age-s", po::value<Words>()->composing())(
        "with-expectations", "")("jobs,j", po::value<Words>()->composing())("quiet,q", "");
    const po::variables_map values = parse(words, known);
    CertifyOptions options;
    options.common = read_common(values, "certify");
    options.common.out = last_of(values, "out");
    options.common.quiet = values.count("quiet") > 0;
    options.duration = read_seconds("--duration", last_of(values, "duration"));
    options.longest_age =
        read_seconds("--max-age-s", last_of(values, "max-age-s")).value_or(options.longest_age);
    options.with_expectations = values.count("with-expectations") > 0;
    options.at_once = read_at_once(last_of(values, "jobs"));
    return options;
}

CampaignOptions parse_campaign_options(const Words& words) {
    po::options_description known = common_options();
    known.add_options()("out", po::value<Words>()->composing())(
        "links", po::value<Words>()->composing())("ways", po::value<Words>()->composing())(
        "jobs,j", po::value<Words>()->composing())("quiet,q", "");
    const po::variables_map values = parse(words, known);
    CampaignOptions options;
    options.common = read_common(values, "campaign");
    options.common.out = last_of(values, "out");
    options.common.quiet = values.count("quiet") > 0;
    options.links = last_of(values, "links").value_or(options.links);
    options.ways = read_names("--ways", "ways of breaking", words_of(values, "ways"));
    options.at_once = read_at_once(last_of(values, "jobs"));
    return options;
}

CellOptions parse_cell_options(const Words& words) {
    po::options_description known;
    known.add_options()("help,h", "");
    for (const char* option : {"state-of-charge", "hysteresis", "out"}) {
        known.add_options()(option, po::value<Words>()->composing());
    }
    const po::variables_map values = parse(words, known);
    CellOptions options;
    options.help = values.count("help") > 0;
    if (options.help) {
        return options;
    }
    const Words files = words_of(values, "files");
    if (files.size() != 2) {
        throw UsageError("cell: needs a TYPE and a RUN, got " + std::to_string(files.size()));
    }
    options.type = files[0];
    options.run = files[1];
    options.state_of_charge = read_between("--state-of-charge", last_of(values, "state-of-charge"),
                                           0, 1, options.state_of_charge);
    options.hysteresis =
        read_between("--hysteresis", last_of(values, "hysteresis"), -1, 1, options.hysteresis);
    options.out = last_of(values, "out");
    return options;
}

TestOptions parse_test_options(const Words& words) {
    po::options_description known = common_options();
    known.add_options()("out", po::value<Words>()->composing())(
        "tags", po::value<Words>()->composing())("junit", po::value<Words>()->composing())(
        "firmware-coverage", po::value<Words>()->composing())(
        "jobs,j", po::value<Words>()->composing())("rows", "")("quiet,q", "");
    const po::variables_map values = parse(words, known);
    TestOptions options;
    options.common = read_common(values);
    options.common.out = last_of(values, "out");
    options.common.quiet = values.count("quiet") > 0;
    options.paths = paths_of(values);
    options.tags = read_names("--tags", "tags", words_of(values, "tags"));
    options.junit = last_of(values, "junit");
    options.firmware_coverage = last_of(values, "firmware-coverage");
    options.at_once = read_at_once(last_of(values, "jobs"));
    options.rows = values.count("rows") > 0;
    if (options.rows && (options.junit || options.firmware_coverage)) {
        throw UsageError(std::string("--rows: runs nothing, so not with ") +
                         (options.junit ? "--junit" : "--firmware-coverage"));
    }
    if (!options.common.help && options.paths.empty()) {
        throw UsageError("test: needs at least one PATH");
    }
    return options;
}

SchemaOptions parse_schema_options(const Words& words) {
    po::options_description known;
    known.add_options()("help,h", "");
    const po::variables_map values = parse(words, known);
    const SchemaOptions options{values.count("help") > 0};
    if (!options.help && values.count("files") > 0) {
        throw UsageError("schema: takes no files, got \"" + words_of(values, "files")[0] + "\"");
    }
    return options;
}

CheckOptions parse_check_options(const Words& words) {
    po::options_description known;
    known.add_options()("help,h", "");
    const po::variables_map values = parse(words, known);
    CheckOptions options;
    options.help = values.count("help") > 0;
    options.files = paths_of(values);
    if (!options.help && options.files.empty()) {
        throw UsageError("check: needs at least one FILE");
    }
    return options;
}

FirmwareOptions parse_firmware_options(const Words& words) {
    po::options_description known;
    known.add_options()("help,h", "");
    const po::variables_map values = parse(words, known);
    FirmwareOptions options;
    options.help = values.count("help") > 0;
    if (options.help) {
        return options;
    }
    options.files = paths_of(values);
    if (options.files.empty() || options.files.front() != "check") {
        throw UsageError("firmware: must be followed by check, got \"" +
                         (options.files.empty() ? "" : options.files.front().string()) + "\"");
    }
    options.files.erase(options.files.begin());
    if (options.files.empty()) {
        throw UsageError("firmware check: needs at least one FILE");
    }
    return options;
}

}  // namespace cellchain::cli
