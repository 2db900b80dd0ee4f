#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace cellchain::host {

/// Names of the functions in a shared object, hidden ones too, which the loader does not know.
///
/// Source  the file's section of symbols; none in a stripped file.
class SymbolTable {
public:
    explicit SymbolTable(const std::string& file);

    /// "fw_event+0x12", or "?" where nothing is known. The address is relative to the object.
    std::string name_of(std::uintptr_t address) const;

private:
    struct Function {
        std::uintptr_t size = 0;
        std::string name;
    };
    std::map<std::uintptr_t, Function> functions_;
};

}  // namespace cellchain::host
