#include "sim/results/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace cellchain::results {

namespace {

constexpr std::size_t buffer_size = 1U << 16U;

}  // namespace

WriteError::WriteError(const std::filesystem::path& file, const char* action, int error_number)
    : std::runtime_error(file.string() + ": cannot " + action + ": " +
                         std::generic_category().message(error_number)) {}

std::filesystem::path OutputFile::part_of(const std::filesystem::path& file) {
    return file.string() + ".part";
}

OutputFile::OutputFile(std::filesystem::path file)
    : file_(std::move(file)),
      descriptor_(::open(part_of(file_).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) {
        throw WriteError(file_, "create", errno);
    }
    buffer_.reserve(buffer_size + 4096);
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void OutputFile::write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffer_size) {
        flush();
    }
}

void OutputFile::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty() && error_number_ == 0) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            error_number_ = errno;
        }
    }
    buffer_.clear();
    if (error_number_ != 0) {
        throw WriteError(file_, "write", error_number_);
    }
}

void OutputFile::finish() {
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        throw WriteError(file_, "write", errno);
    }
    if (std::rename(part_of(file_).c_str(), file_.c_str()) != 0) {
        throw WriteError(file_, "rename to it", errno);
    }
}

}  // namespace cellchain::results
