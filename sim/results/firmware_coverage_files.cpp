#include <fmt/format.h>

#include <algorithm>

#include "sim/results/firmware_coverage.h"
#include "sim/results/reached.h"
#include "sim/results/xml_text.h"

namespace cellchain::results {

namespace {

std::string lcov_lines(const CoveredLines& lines) {
    std::string text;
    for (const auto& [number, line] : lines)
        for (std::size_t i = 0; i < line.branches.size(); ++i)
            text += fmt::format("BRDA:{},0,{},{}\n", number, i,
                                line.count == 0 ? "-" : std::to_string(line.branches[i]));
    const Reached reached = reached_of(lines);
    text += fmt::format("BRF:{}\nBRH:{}\n", reached.branches, reached.branches_reached);
    for (const auto& [number, line] : lines)
        text += fmt::format("DA:{},{}\n", number, line.count);
    return text + fmt::format("LF:{}\nLH:{}\n", reached.lines, reached.lines_reached);
}

std::string rates(const Reached& reached) {
    return fmt::format(" line-rate=\"{:.4f}\" branch-rate=\"{:.4f}\" complexity=\"0\"",
                       fraction(reached.lines_reached, reached.lines),
                       fraction(reached.branches_reached, reached.branches));
}

std::string line_xml(int number, const CoveredLine& line) {
    std::string text = fmt::format("            <line number=\"{}\" hits=\"{}\" branch=\"{}\"",
                                   number, line.count, line.branches.empty() ? "false" : "true");
    if (!line.branches.empty()) {
        const Reached reached = reached_of(CoveredLines{{number, line}});
        text += fmt::format(" condition-coverage=\"{:.0f}% ({}/{})\"",
                            100 * fraction(reached.branches_reached, reached.branches),
                            reached.branches_reached, reached.branches);
    }
    return text + "/>\n";
}

std::string class_xml(const std::filesystem::path& file, const CoveredLines& lines) {
    std::string text = "        <class" + xml_attribute("name", file.filename().string()) +
                       xml_attribute("filename", file.string()) + rates(reached_of(lines)) +
                       ">\n          <methods/>\n          <lines>\n";
    for (const auto& [number, line] : lines)
        text += line_xml(number, line);
    return text + "          </lines>\n        </class>\n";
}

std::string package_xml(const std::string& role, const CoveredSources& sources) {
    std::string text = "    <package" + xml_attribute("name", role) + rates(reached_of(sources)) +
                       ">\n      <classes>\n";
    for (const auto& [file, lines] : sources)
        text += class_xml(file, lines);
    return text + "      </classes>\n    </package>\n";
}

}  // namespace

std::string lcov_text(const FirmwareCoverage& coverage) {
    std::string text;
    for (const auto& [role, sources] : coverage.roles)
        for (const auto& [file, lines] : sources)
            text += fmt::format("TN:{}\nSF:{}\n{}end_of_record\n", role, file.string(),
                                lcov_lines(lines));
    return text;
}

std::string cobertura_xml(const FirmwareCoverage& coverage) {
    Reached all;
    std::string packages;
    for (const auto& [role, sources] : coverage.roles) {
        all.add(reached_of(sources));
        packages += package_xml(role, sources);
    }
    // Its time stamp is a duty, and would be the only thing that differs between two runs.
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<coverage" + rates(all) +
           fmt::format(
               " lines-covered=\"{}\" lines-valid=\"{}\" branches-covered=\"{}\""
               " branches-valid=\"{}\" version=\"1\" timestamp=\"0\">\n",
               all.lines_reached, all.lines, all.branches_reached, all.branches) +
           "  <sources>\n    <source>.</source>\n  </sources>\n  <packages>\n" + packages +
           "  </packages>\n</coverage>\n";
}

}  // namespace cellchain::results
