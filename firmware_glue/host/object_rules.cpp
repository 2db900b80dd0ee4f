#include "firmware_glue/host/object_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "firmware_glue/host/shared_names.h"

namespace cellchain::host {

namespace {

constexpr const char* entry = "cellfw_query";
#ifdef __aarch64__
constexpr int this_machine = EM_AARCH64;
#else
constexpr int this_machine = EM_X86_64;
#endif

/// Gathers mistakes, one per line, each with the remedy below.
class Breaches {
public:
    explicit Breaches(const std::filesystem::path& file) : file_(file.string()) {}
    void add(const std::string& what, const std::string& hint) {
        text_ += fmt::format("{}{}: {}\n  hint: {}", text_.empty() ? "" : "\n", file_, what, hint);
    }
    const std::string& text() const { return text_; }

private:
    std::string file_;
    std::string text_;
};

/// The first few by name.
std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() <= most ? text : fmt::format("{} and {} more", text, names.size() - most);
}

void check_kind(const ElfFile& object, Breaches& breaches) {
    const auto* const header = object.header();
    if (header == nullptr || header->e_machine != this_machine)
        return breaches.add("is no shared object of this machine's",
                            "compile it with this machine's own compiler, and link with -shared");
    if (header->e_type != ET_DYN)
        return breaches.add("is no shared object", "link with -shared");
    for (const auto& dynamic : object.dynamic_entries())
        if (dynamic.d_tag == DT_FLAGS_1 && (dynamic.d_un.d_val & DF_1_PIE) != 0)
            breaches.add("is a program, not a shared object", "link with -shared");
}

void check_exports(const ElfFile& object, Breaches& breaches) {
    std::vector<std::string> others;
    bool has_entry = false;
    for (const ElfFile::Symbol& symbol : object.symbols(SHT_DYNSYM)) {
        if (symbol.entry.st_shndx == SHN_UNDEF || symbol.name.empty() ||
            ELF64_ST_BIND(symbol.entry.st_info) == STB_LOCAL)
            continue;
        if (symbol.name == entry)
            has_entry = true;
        else
            others.push_back(symbol.name);
    }
    if (!has_entry)
        breaches.add(fmt::format("does not export \"{}\"", entry),
                     "compile firmware_glue/hal/glue.c into it");
    if (others.empty())
        return;
    std::sort(others.begin(), others.end());
    breaches.add(fmt::format("exports more than \"{}\": {}", entry, list_of(others)),
                 "compile with -fvisibility=hidden; C++ also with -fvisibility-inlines-hidden "
                 "and -fno-gnu-unique");
}

void check_linking(const ElfFile& object, Breaches& breaches) {
    bool changes_code = false;
    bool is_symbolic = false;
    bool binds_now = false;
    for (const auto& dynamic : object.dynamic_entries()) {
        const auto value = dynamic.d_un.d_val;
        const bool is_flags = dynamic.d_tag == DT_FLAGS;
        changes_code |= dynamic.d_tag == DT_TEXTREL || (is_flags && (value & DF_TEXTREL) != 0);
        is_symbolic |= dynamic.d_tag == DT_SYMBOLIC || (is_flags && (value & DF_SYMBOLIC) != 0);
        binds_now |= dynamic.d_tag == DT_BIND_NOW || (is_flags && (value & DF_BIND_NOW) != 0) ||
                     (dynamic.d_tag == DT_FLAGS_1 && (value & DF_1_NOW) != 0);
    }
    if (changes_code)
        breaches.add("is not position independent", "compile with -fPIC");
    if (!is_symbolic)
        breaches.add("may call another library's functions in place of its own",
                     "link with -Wl,-Bsymbolic");
    if (!binds_now)
        breaches.add("looks up functions while it runs", "link with -Wl,-z,now");
    for (const auto& segment : object.segments())
        if (segment.p_type == PT_TLS)
            breaches.add("has thread-local variables, which all boards would share",
                         "make them ordinary static variables");
}

void check_uses(const ElfFile& object, Breaches& breaches) {
    std::set<std::string> names;
    for (const ElfFile::Symbol& symbol : object.symbols(SHT_DYNSYM))
        if (symbol.entry.st_shndx == SHN_UNDEF && !symbol.name.empty() &&
            ELF64_ST_BIND(symbol.entry.st_info) != STB_WEAK)
            names.insert(symbol.name);
    while (!names.empty()) {
        const std::string reason = reason_against(*names.begin());
        std::vector<std::string> alike;
        for (auto name = names.begin(); name != names.end();) {
            const bool is_alike = reason_against(*name) == reason;
            if (is_alike)
                alike.push_back(*name);
            name = is_alike ? names.erase(name) : std::next(name);
        }
        if (!reason.empty())
            breaches.add("uses " + list_of(alike), reason);
    }
}

}  // namespace

std::string breaches_of_object_rules(const std::filesystem::path& file, const ElfFile& object) {
    Breaches breaches(file);
    check_kind(object, breaches);
    if (!breaches.text().empty())
        return breaches.text();
    check_exports(object, breaches);
    check_linking(object, breaches);
    check_uses(object, breaches);
    return breaches.text();
}

}  // namespace cellchain::host
