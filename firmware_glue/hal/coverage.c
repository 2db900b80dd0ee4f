/* Compiled, with coverage.ld, into a firmware that is built for coverage: hands its counters over.
 *
 * The firmware's own files are compiled with -fprofile-arcs -ftest-coverage -fprofile-info-section
 * -fdata-sections. Nothing of gcov's run-time library runs but the function that makes what gcov
 * reads: no file is opened, and nothing taken from the environment. Needs gcc 12 or newer. */
#include "cellfw_abi.h"

struct gcov_info;

/* coverage.ld puts these around them */
extern uint64_t cellfw_counters_begin[];
extern uint64_t cellfw_counters_end[];
extern const struct gcov_info* const cellfw_counted_begin[];
extern const struct gcov_info* const cellfw_counted_end[];

/* gcc's manual, "Profiling and Test Coverage in Freestanding Environments" */
void __gcov_info_to_gcda(const struct gcov_info* info,
                         void (*begin_file)(const char* path, void* context),
                         void (*write)(const void* bytes, unsigned count, void* context),
                         void* (*allocate)(unsigned size, void* context), void* context);

/* Every counted file names this one; libgcov's would bring all that works on files with it. */
void __gcov_merge_add(int64_t* counters, unsigned count);
void __gcov_merge_add(int64_t* counters, unsigned count) {
    (void)counters;
    (void)count;
}

/* libgcov takes memory with it for counters of values, which an object that counts arcs has none
 * of. Ours is hidden: a firmware may not use the host's. */
void* mmap(void* address, unsigned long length, int protection, int flags, int file, long offset);
void* mmap(void* address, unsigned long length, int protection, int flags, int file, long offset) {
    (void)address, (void)length, (void)protection, (void)flags, (void)file, (void)offset;
    return (void*)-1; /* MAP_FAILED */
}

static void flush(void (*begin_file)(const char* path, void* context),
                  void (*write)(const void* bytes, unsigned count, void* context), void* context) {
    for (const struct gcov_info* const* info = cellfw_counted_begin; info != cellfw_counted_end;
         ++info)
        __gcov_info_to_gcda(*info, begin_file, write, 0, context); /* arcs take no memory */
}

const struct cellfw_coverage cellfw_coverage = {cellfw_counters_begin, cellfw_counters_end, flush};
