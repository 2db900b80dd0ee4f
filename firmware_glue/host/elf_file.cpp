#include "firmware_glue/host/elf_file.h"

#include <fstream>
#include <iterator>

namespace cellchain::host {

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool is_of_this_machine(const ElfW(Ehdr) & header) {
    constexpr unsigned char word_size = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
    return std::string(reinterpret_cast<const char*>(header.e_ident), SELFMAG) == ELFMAG &&
           header.e_ident[EI_CLASS] == word_size && header.e_ident[EI_DATA] == ELFDATA2LSB;
}

}  // namespace

/// None where it does not lie in the file as a whole.
template <class Element>
std::vector<Element> ElfFile::table(std::uint64_t offset, std::uint64_t bytes) const {
    if (offset > content_.size() || bytes > content_.size() - offset)
        return {};
    std::vector<Element> elements(bytes / sizeof(Element));
    content_.copy(reinterpret_cast<char*>(elements.data()), elements.size() * sizeof(Element),
                  offset);
    return elements;
}

ElfFile::ElfFile(const std::filesystem::path& file) : content_(content_of(file)) {
    header_ = table<ElfW(Ehdr)>(0, sizeof(ElfW(Ehdr)));
    if (!header_.empty() && !is_of_this_machine(header_.front()))
        header_.clear();
    if (header_.empty())
        return;
    segments_ = table<ElfW(Phdr)>(header_[0].e_phoff, sizeof(ElfW(Phdr)) * header_[0].e_phnum);
    sections_ = table<ElfW(Shdr)>(header_[0].e_shoff, sizeof(ElfW(Shdr)) * header_[0].e_shnum);
}

std::vector<ElfW(Dyn)> ElfFile::dynamic_entries() const {
    for (const auto& segment : segments_)
        if (segment.p_type == PT_DYNAMIC)
            return table<ElfW(Dyn)>(segment.p_offset, segment.p_filesz);
    return {};
}

std::vector<ElfFile::Symbol> ElfFile::symbols(std::uint32_t section_type) const {
    std::vector<Symbol> symbols;
    for (const auto& section : sections_) {
        if (section.sh_type != section_type || section.sh_link >= sections_.size())
            continue;
        const std::uint64_t names = sections_[section.sh_link].sh_offset;
        for (const auto& entry : table<ElfW(Sym)>(section.sh_offset, section.sh_size))
            if (names + entry.st_name < content_.size())
                symbols.push_back({content_.c_str() + names + entry.st_name, entry});
    }
    return symbols;
}

}  // namespace cellchain::host
