#include "firmware_glue/host/symbol_table.h"

#include <fmt/format.h>

#include <iterator>

#include "firmware_glue/host/elf_file.h"

namespace cellchain::host {

SymbolTable::SymbolTable(const std::string& file) {
    for (ElfFile::Symbol& symbol : ElfFile(file).symbols(SHT_SYMTAB))
        if (ELF64_ST_TYPE(symbol.entry.st_info) == STT_FUNC && symbol.entry.st_value != 0)
            functions_[symbol.entry.st_value] = {symbol.entry.st_size, std::move(symbol.name)};
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
