#include "firmware_glue/host/symbol_table.h"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <fstream>
#include <iterator>
#include <vector>

namespace cellchain::host {

namespace {

/// The elements of a table in the file; none where it does not lie in it as a whole.
template <class Element>
std::vector<Element> table(const std::string& file, std::uint64_t offset, std::uint64_t bytes) {
    if (offset > file.size() || bytes > file.size() - offset)
        return {};
    std::vector<Element> elements(bytes / sizeof(Element));
    file.copy(reinterpret_cast<char*>(elements.data()), elements.size() * sizeof(Element), offset);
    return elements;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

SymbolTable::SymbolTable(const std::string& path) {
    const std::string file = content_of(path);
    const auto headers = table<ElfW(Ehdr)>(file, 0, sizeof(ElfW(Ehdr)));
    if (headers.empty())
        return;
    const auto sections = table<ElfW(Shdr)>(file, headers.front().e_shoff,
                                            sizeof(ElfW(Shdr)) * headers.front().e_shnum);
    for (const auto& section : sections) {
        if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections.size())
            continue;
        const auto& names = sections[section.sh_link];
        for (const auto& symbol : table<ElfW(Sym)>(file, section.sh_offset, section.sh_size)) {
            const std::uint64_t name = names.sh_offset + symbol.st_name;
            if (ELF64_ST_TYPE(symbol.st_info) == STT_FUNC && symbol.st_value != 0 &&
                name < file.size())
                functions_[symbol.st_value] = {symbol.st_size, file.c_str() + name};
        }
    }
}

std::string SymbolTable::name_of(std::uintptr_t address) const {
    auto next = functions_.upper_bound(address);
    if (next == functions_.begin())
        return "?";
    const auto& [begin, function] = *std::prev(next);
    if (address - begin >= function.size)
        return "?";
    return fmt::format("{}+{:#x}", function.name, address - begin);
}

}  // namespace cellchain::host
