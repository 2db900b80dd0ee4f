#include "firmware_glue/host/firmware.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <system_error>

#include "firmware_glue/host/address_sanitizer.h"
#include "firmware_glue/host/elf_file.h"
#include "firmware_glue/host/object_rules.h"

namespace cellchain::host {

namespace {

constexpr ElfW(Addr) memory_page = 4096;

constexpr std::uint32_t offered_features = CELLFW_NEEDS_LINE;

struct ObjectSearch {
    ElfW(Addr) load_address = 0;
    MemoryRange writable;
    MemoryRange code;  // whole pages
};

// Code of the object, and its writable memory: the writable segment behind the part that the loader
// protects after relocation (the segment's head holds only pointers that never change again).
int find_memory(dl_phdr_info* object, std::size_t, void* context) {
    auto& search = *static_cast<ObjectSearch*>(context);
    if (object->dlpi_addr != search.load_address)
        return 0;
    ElfW(Addr) protected_end = 0;
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        const auto begin = object->dlpi_addr + segment.p_vaddr;
        if (segment.p_type == PT_GNU_RELRO)
            protected_end = begin + segment.p_memsz;
        if (segment.p_type == PT_LOAD && (segment.p_flags & PF_W) != 0)
            search.writable = {begin, begin + segment.p_memsz};
        if (segment.p_type == PT_LOAD && (segment.p_flags & PF_X) != 0)
            search.code = {begin & ~(memory_page - 1),
                           (begin + segment.p_memsz + memory_page - 1) & ~(memory_page - 1)};
    }
    if (protected_end > search.writable.begin && protected_end <= search.writable.end)
        search.writable.begin = protected_end;
    return 1;
}

/// Runs the constructors of static objects too, where the firmware's code is not known yet: all is
/// taken for it.
///
/// Limits  what is left in the middle stays loaded, and the loader's lock held by this thread.
void* open(const std::filesystem::path& file) {
    struct Opening {
        // Absolute: the loader looks for a name without a slash in the system's folders.
        std::filesystem::path file;
        void* library = nullptr;
    } opening{std::filesystem::absolute(file)};
    // The loader would take one that stayed for loaded well.
    static std::map<std::filesystem::path, std::string> faults;
    const auto refuse = [&file](const std::string& fault) {
        throw FirmwareError(fmt::format(
            "{}: {} as it was loaded, in the constructor of a static object\n  hint: {}",
            file.string(), fault,
            "abort, exit, assert, hal_fail and hal_reset are an illegal instruction there; call "
            "them in fw_reset"));
    };
    const std::filesystem::path same = std::filesystem::canonical(file);
    if (const auto known = faults.find(same); known != faults.end())
        refuse(known->second);
    FirmwareStack stack;
    stack.belong_to(nullptr, {0, std::numeric_limits<std::uintptr_t>::max()});
    const auto exit = stack.run(
        [](void* context) {
            auto& wanted = *static_cast<Opening*>(context);
            wanted.library = dlopen(wanted.file.c_str(), RTLD_NOW | RTLD_LOCAL);
        },
        &opening);
    if (exit == FirmwareStack::Exit::faulted)
        refuse(faults[same] = stack.what());
    return opening.library;
}

/// Opens what is fit to be firmware.
void* load(const std::filesystem::path& file) {
    if (std::ifstream content(file); !content)
        throw FirmwareError(fmt::format("{}: cannot be opened: {}", file.string(),
                                        std::generic_category().message(errno)));
    const std::string breaches = breaches_of_object_rules(file, ElfFile(file));
    if (!breaches.empty())
        throw FirmwareError(breaches);
    void* library = open(file);
    if (library == nullptr)
        throw FirmwareError(fmt::format("{}: cannot be loaded: {}", file.string(), dlerror()));
    return library;
}

// A firmware that was built before there were features needs none.
void check_needs(const std::filesystem::path& file, const cellfw& firmware) {
    const bool has_member = firmware.size > offsetof(cellfw, needs);
    const std::uint32_t missing = has_member ? firmware.needs & ~offered_features : 0;
    if (missing != 0)
        throw FirmwareError(fmt::format(
            "{}: needs feature 0x{:x} of the contract, which this cellchain does not have\n  hint: "
            "what -DCELLFW_NEEDS may ask for is in this cellchain's firmware_glue/hal/cellfw_abi.h",
            file.string(), missing & (~missing + 1)));
}

const cellfw& query(const std::filesystem::path& file, void* library) {
    using Query = const cellfw* (*)(std::uint16_t, std::uint16_t);
    const auto query = reinterpret_cast<Query>(dlsym(library, "cellfw_query"));
    const cellfw* firmware = query(CELLFW_MAJOR, CELLFW_MINOR);
    constexpr const char* hint =
        "compile it with this cellchain's firmware_glue/hal/, which glue.c and cellhal.h are in";
    if (firmware == nullptr || firmware->magic != CELLFW_MAGIC)
        throw FirmwareError(fmt::format("{}: does not serve contract version {}.{}\n  hint: {}",
                                        file.string(), CELLFW_MAJOR, CELLFW_MINOR, hint));
    if (firmware->major != CELLFW_MAJOR || firmware->minor > CELLFW_MINOR)
        throw FirmwareError(fmt::format(
            "{}: needs contract version {}.{}, this cellchain has {}.{}\n  hint: {}", file.string(),
            firmware->major, firmware->minor, CELLFW_MAJOR, CELLFW_MINOR, hint));
    check_needs(file, *firmware);
    return *firmware;
}

// What a sanitizer has put between the variables of a firmware is not to be read, but by this.
#if defined(CELLCHAIN_ADDRESS_SANITIZER)
[[gnu::no_sanitize_address]]
#endif
void copy_state(std::uint8_t* to, const std::uint8_t* from, std::size_t size) {
#if defined(CELLCHAIN_ADDRESS_SANITIZER)
    volatile std::uint8_t* const place = to;  // or the loop became a memcpy, which is watched
    for (std::size_t i = 0; i < size; ++i)
        place[i] = from[i];
#else
    std::memcpy(to, from, size);
#endif
}

}  // namespace

const char* role_name(std::uint8_t role) {
    switch (role) {
        case CELLFW_ROLE_IN:
            return "in";
        case CELLFW_ROLE_CELL:
            return "cell";
        case CELLFW_ROLE_OUT:
            return "out";
        default:
            return "unknown";
    }
}

void FirmwareImage::Unloader::operator()(void* library) const { dlclose(library); }

FirmwareImage::FirmwareImage(const std::filesystem::path& file) : file_(file) {
    if (CoreProgram::is_one(file))
        load_program();
    else
        load_shared_object();
    pristine_.resize(state_size_);
    copy_state(pristine_.data(), state_, state_size_);
}

// Its instructions are no code of the host's: what goes wrong in them the plug-in tells.
void FirmwareImage::load_program() {
    program_ = std::make_unique<CoreProgram>(file_);
    firmware_ = program_->offered().firmware;
    state_ = static_cast<std::uint8_t*>(program_->offered().state);
    state_size_ = program_->offered().state_size;
}

void FirmwareImage::load_shared_object() {
    library_.reset(load(file_));
    firmware_ = &query(file_, library_.get());
    link_map* map = nullptr;
    dlinfo(library_.get(), RTLD_DI_LINKMAP, &map);
    ObjectSearch search;
    search.load_address = map->l_addr;
    dl_iterate_phdr(find_memory, &search);
    // What counts is not a board's state, and lies behind it.
    if (const auto counters = coverage())
        search.writable.end = std::min(search.writable.end, counters->begin());
    load_address_ = search.load_address;
    code_ = search.code;
    state_ = reinterpret_cast<std::uint8_t*>(search.writable.begin);
    state_size_ = search.writable.end - search.writable.begin;
}

void FirmwareImage::check_role(Role role) const {
    const auto wanted = static_cast<std::uint8_t>(role);
    if (firmware_->role != wanted)
        throw FirmwareError(fmt::format("{}: was built for role {}, wanted for role {}",
                                        file_.string(), role_name(firmware_->role),
                                        role_name(wanted)));
}

FirmwareImage::FirmwareImage(const std::filesystem::path& file, Role role) : FirmwareImage(file) {
    check_role(role);
}

// The object's destructors may call what is bound, which is gone.
FirmwareImage::~FirmwareImage() { copy_state(state_, pristine_.data(), state_size_); }

bool FirmwareImage::needs_line() const {
    const bool has_member = firmware_->size > offsetof(cellfw, needs);
    return has_member && (firmware_->needs & CELLFW_NEEDS_LINE) != 0;
}

std::optional<CoverageCounters> FirmwareImage::coverage() const {
    const bool has_member = firmware_->size > offsetof(cellfw, coverage);
    if (!has_member || firmware_->coverage == nullptr)
        return std::nullopt;
    return CoverageCounters(*firmware_->coverage);
}

void FirmwareImage::make_current(FirmwareInstance& instance) {
    if (current_ != nullptr)
        copy_state(current_->state_.data(), state_, state_size_);
    copy_state(state_, instance.state_.data(), state_size_);
    current_ = &instance;
}

FirmwareInstance::FirmwareInstance(FirmwareImage& image, BoardPeripherals& board)
    : image_(image),
      board_(&board),
      is_main_style_(image.firmware_->size > offsetof(cellfw, style) &&
                     image.firmware_->style == CELLFW_STYLE_MAIN),
      entry_cycles_(image.program_ ? 0 : interrupt_entry_cycles),
      state_(image.pristine_) {
    const cellfw& firmware = *image.firmware_;
    handler_ = is_main_style_ ? firmware.isr : firmware.event;
    if (is_main_style_ || image.needs_line())
        own_stack_ = std::make_unique<FirmwareStack>(FirmwareStack::own_size);
    stack_ = own_stack_ ? own_stack_.get() : &image.stack_;
}

FirmwareInstance::~FirmwareInstance() {
    if (image_.current_ == this)
        image_.current_ = nullptr;
    for (CellchainDebugBoard** link = &cellchain_debug_boards; *link != nullptr;
         link = &(*link)->next)
        if (*link == &seen_) {
            *link = seen_.next;
            break;
        }
}

void FirmwareInstance::introduce(int chain, int board) {
    seen_.next = cellchain_debug_boards;
    seen_.chain = chain;
    seen_.board = board;
    seen_.file = image_.file_.c_str();
    seen_.state = image_.state_;
    seen_.state_size = image_.state_size_;
    seen_.kept = state_.data();
    seen_.loaded = reinterpret_cast<const void* const*>(&image_.current_);
    seen_.self = this;
    seen_.handler = &handler_;
    seen_.firmware_handler = handler_;
    seen_.firmware_reset = image_.firmware_->reset;
    seen_.peripherals = board_;
    seen_.has_main = is_main_style_ ? 1 : 0;
    seen_.paused = own_stack_ ? own_stack_->paused() : nullptr;
    seen_.stop_at_ticks = ~std::uint64_t{0};
    cellchain_debug_boards = &seen_;
}

void FirmwareInstance::reset(std::uint8_t cause) {
    note_left();
    activate();
    if (!image_.program_)  // which knows itself what a reset leaves as it was
        copy_state(image_.state_, image_.pristine_.data(), image_.state_size_);
    BoardPeripherals* board = recorder_ ? recorder_.get() : board_;
    image_.firmware_->bind(&board_operations(), board);
    if (handler_ == cellchain_debug_handler)
        return handler_(0, 0, cause);
    image_.firmware_->reset(cause);
}

FirmwareFault FirmwareInstance::fault() const {
    const FirmwareStack& stack = *stack_;
    const std::string calls = recorder_ ? recorder_->text() : "";
    if (image_.program_)
        return {stack.what(), image_.program_->state_text(), calls};
    return {stack.what(),
            fmt::format("stack      {} of {} bytes in use\n", stack.used(), stack.size()) +
                stack.state().text(image_.file_.string(), image_.load_address_, image_.code_),
            calls};
}

}  // namespace cellchain::host
