#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cellchain::results {

/// A result could not be written: the file and the reason.
class WriteError : public std::runtime_error {
public:
    /// The reason is that of `error_number`, an errno.
    WriteError(const std::filesystem::path& file, const char* action, int error_number);
};

/// A file that carries its name only when it is complete: written as `NAME.part`, renamed by
/// `finish`. Without `finish` the part stays behind under that name. Throws WriteError.
class OutputFile {
public:
    explicit OutputFile(std::filesystem::path file);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// After a failure every further call fails likewise.
    void write(std::string_view text);
    void finish();

    static std::filesystem::path part_of(const std::filesystem::path& file);

private:
    void flush();

    std::filesystem::path file_;
    std::string buffer_;
    int descriptor_;
    int error_number_ = 0;  // of the first failure; nothing is written after it
};

}  // namespace cellchain::results
