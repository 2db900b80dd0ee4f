#pragma once

#include <elf.h>
#include <link.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cellchain::host {

/// A shared object as it lies in its file, before anything of it is loaded.
///
/// Limits  objects of this machine's word size and byte order; of a broken file what lies in it as
///         a whole.
class ElfFile {
public:
    struct Symbol {
        std::string name;
        ElfW(Sym) entry;
    };

    explicit ElfFile(const std::filesystem::path& file);

    const std::string& content() const { return content_; }
    /// Null where the file is none of this machine's kind.
    const ElfW(Ehdr) * header() const { return header_.empty() ? nullptr : header_.data(); }
    const std::vector<ElfW(Phdr)>& segments() const { return segments_; }
    /// The dynamic section, which is what the loader goes by.
    std::vector<ElfW(Dyn)> dynamic_entries() const;
    /// Of all sections of the type: SHT_DYNSYM, those that the loader knows; SHT_SYMTAB, all that
    /// were not stripped.
    std::vector<Symbol> symbols(std::uint32_t section_type) const;

private:
    template <class Element>
    std::vector<Element> table(std::uint64_t offset, std::uint64_t bytes) const;

    std::string content_;
    std::vector<ElfW(Ehdr)> header_;  // one, or none
    std::vector<ElfW(Phdr)> segments_;
    std::vector<ElfW(Shdr)> sections_;
};

}  // namespace cellchain::host
