#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace cellchain::scenario {

/// A comma-separated file, line by line: empty lines and lines that begin with # are passed over.
/// What it refuses, it refuses with the line's number (InputError).
class CsvFile {
public:
    explicit CsvFile(const std::filesystem::path& file);

    /// The next line that holds something, without blanks around it; false at the end.
    bool next();
    const std::string& line() const { return line_; }
    std::size_t line_number() const { return number_; }
    std::vector<std::string> fields() const;
    /// Where `name` stands among `header`, the fields of this line.
    std::size_t index_of(const std::string& name, const std::vector<std::string>& header) const;
    /// `text`, of a column, as a finite number.
    double number(const std::string& column, const std::string& text) const;

    /// About this line.
    [[noreturn]] void refuse(const std::string& what) const;
    [[noreturn]] void refuse_line(std::size_t line, const std::string& what) const;
    /// About the file as a whole.
    [[noreturn]] void refuse_file(const std::string& what) const;

private:
    std::filesystem::path file_;
    std::ifstream in_;
    std::string line_;
    std::size_t number_ = 0;
};

}  // namespace cellchain::scenario
