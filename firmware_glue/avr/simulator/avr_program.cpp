#include "firmware_glue/avr/simulator/avr_program.h"

#include <elf.h>
#include <fmt/format.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace cellchain::avr {

namespace {

constexpr std::uint32_t data_space = 0x800000;  // where the linker puts what is not in flash
constexpr std::uint32_t flash_size = 32 * 1024;

/// The file's bytes, read as what lies there; throws where the file ends before.
class ElfFile {
public:
    explicit ElfFile(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(stream), {});
    }
    template <class Record>
    Record at(std::uint64_t offset) const {
        Record record;
        std::memcpy(&record, range(offset, sizeof(Record)), sizeof(Record));
        return record;
    }
    const char* range(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset)
            throw ProgramError("is cut short");
        return bytes_.data() + offset;
    }
    std::string text(std::uint64_t offset) const {
        const char* const begin = range(offset, 1);
        return {begin, ::strnlen(begin, bytes_.size() - offset)};
    }

private:
    std::vector<char> bytes_;
};

class ProgramReader {
public:
    explicit ProgramReader(const std::string& file) : file_(file), header_(read_header()) {}

    AvrProgram read() {
        AvrProgram program;
        program.identity = identity();
        program.flash = flash();
        program.functions = functions();
        return program;
    }

private:
    Elf32_Ehdr read_header() const {
        const auto header = file_.at<Elf32_Ehdr>(0);
        if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
            header.e_ident[EI_CLASS] != ELFCLASS32 || header.e_machine != EM_AVR)
            throw ProgramError("is no program for an AVR");
        return header;
    }
    Elf32_Shdr section(std::uint32_t index) const {
        return file_.at<Elf32_Shdr>(header_.e_shoff + std::uint64_t{index} * sizeof(Elf32_Shdr));
    }

    program_identity identity() const {
        const Elf32_Shdr names = section(header_.e_shstrndx);
        for (std::uint32_t i = 0; i < header_.e_shnum; ++i) {
            const Elf32_Shdr found = section(i);
            if (file_.text(std::uint64_t{names.sh_offset} + found.sh_name) !=
                PROGRAM_IDENTITY_SECTION)
                continue;
            auto identity = file_.at<program_identity>(found.sh_offset);
            if (identity.magic != PROGRAM_IDENTITY_MAGIC ||
                identity.version != PROGRAM_IDENTITY_VERSION)
                break;
            identity.name[sizeof(identity.name) - 1] = '\0';
            identity.firmware_version[sizeof(identity.firmware_version) - 1] = '\0';
            return identity;
        }
        throw ProgramError(
            "does not say which board it is for\n  hint: link it with "
            "firmware_glue/avr/driver/ of this cellchain");
    }

    std::vector<std::uint8_t> flash() const {
        std::vector<std::uint8_t> flash(flash_size, 0xFF);
        for (std::uint32_t i = 0; i < header_.e_phnum; ++i) {
            const auto segment =
                file_.at<Elf32_Phdr>(header_.e_phoff + std::uint64_t{i} * sizeof(Elf32_Phdr));
            if (segment.p_type != PT_LOAD || segment.p_paddr >= data_space)
                continue;
            if (std::uint64_t{segment.p_paddr} + segment.p_filesz > flash_size)
                throw ProgramError(
                    fmt::format("does not fit into {} KiB of flash", flash_size / 1024));
            std::memcpy(flash.data() + segment.p_paddr,
                        file_.range(segment.p_offset, segment.p_filesz), segment.p_filesz);
        }
        return flash;
    }

    std::map<std::uint32_t, std::string> functions() const {
        std::map<std::uint32_t, std::string> functions;
        for (std::uint32_t i = 0; i < header_.e_shnum; ++i) {
            const Elf32_Shdr symbols = section(i);
            if (symbols.sh_type != SHT_SYMTAB)
                continue;
            const Elf32_Shdr names = section(symbols.sh_link);
            for (std::uint32_t at = 0; at < symbols.sh_size; at += sizeof(Elf32_Sym)) {
                const auto symbol = file_.at<Elf32_Sym>(std::uint64_t{symbols.sh_offset} + at);
                if (ELF32_ST_TYPE(symbol.st_info) == STT_FUNC)
                    functions[symbol.st_value] =
                        file_.text(std::uint64_t{names.sh_offset} + symbol.st_name);
            }
        }
        return functions;
    }

    const ElfFile file_;
    const Elf32_Ehdr header_;
};

}  // namespace

std::string AvrProgram::name_of(std::uint32_t address) const {
    const auto behind = functions.upper_bound(address);
    if (behind == functions.begin())
        return "?";
    const auto& [begin, name] = *std::prev(behind);
    return fmt::format("{}+{:#x}", name, address - begin);
}

AvrProgram read_program(const std::string& file) { return ProgramReader(file).read(); }

}  // namespace cellchain::avr
