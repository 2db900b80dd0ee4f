#include "firmware_glue/host/core_program.h"

#include <dlfcn.h>
#include <elf.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <fstream>

#include "firmware_glue/host/firmware.h"

namespace cellchain::host {

namespace {

constexpr const char* plugin_name = "cellchain_avr.so";
constexpr std::size_t longest_text = 1024;

// A program with sanitizers does not look where it was linked to.
std::string plugin_file() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::filesystem::path beside = program.parent_path() / plugin_name;
    return std::filesystem::exists(beside, error) ? beside.string() : plugin_name;
}

}  // namespace

void CoreProgram::Plugin::operator()(void* library) const { dlclose(library); }

bool CoreProgram::is_one(const std::filesystem::path& file) {
    Elf32_Ehdr header{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(&header), sizeof(header));
    return stream && std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
           header.e_ident[EI_CLASS] == ELFCLASS32 && header.e_machine == EM_AVR;
}

CoreProgram::CoreProgram(const std::filesystem::path& file)
    : plugin_(dlopen(plugin_file().c_str(), RTLD_NOW | RTLD_LOCAL)),
      program_(nullptr, Unloader{nullptr}) {
    if (!plugin_)
        throw FirmwareError(
            fmt::format("{}: is a program for an AVR, which the plug-in {} would run: {}\n"
                        "  hint: configure with -DCELLCHAIN_AVR=ON (needs libsimavr-dev), build, "
                        "and leave the plug-in beside the program",
                        file.string(), plugin_name, dlerror()));
    const auto load =
        reinterpret_cast<decltype(&cellcore_load)>(dlsym(plugin_.get(), "cellcore_load"));
    const auto unload =
        reinterpret_cast<decltype(&cellcore_unload)>(dlsym(plugin_.get(), "cellcore_unload"));
    if (load == nullptr || unload == nullptr)
        throw FirmwareError(fmt::format("{}: is not the plug-in it should be", plugin_name));
    std::array<char, longest_text> why{};
    program_ = {load(CELLCORE_MAJOR, file.c_str(), why.data(), why.size()), Unloader{unload}};
    if (!program_)
        throw FirmwareError(fmt::format("{}: {}", file.string(), why.data()));
}

std::string CoreProgram::state_text() const {
    std::array<char, longest_text> text{};
    program_->tell_state(text.data(), text.size());
    return text.data();
}

}  // namespace cellchain::host
