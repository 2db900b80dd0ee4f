/* The host side of cellhal.h: forwards every call through the table received in bind.
 *
 * Compiled into every firmware's shared object with hidden symbols, so that a firmware function
 * named like one of the C library stays its own. On a microcontroller a driver layer takes its
 * place. Role, name, version, clock and style come from the build (-D). */
#include <stddef.h>

#include "cellfw_abi.h"
#include "cellhal.h"

#if !defined(CELLFW_ROLE) || !defined(CELLFW_NAME) || !defined(CELLFW_VERSION) || \
    !defined(CELLFW_CPU_HZ)
#error "glue.c needs -DCELLFW_ROLE, -DCELLFW_NAME, -DCELLFW_VERSION and -DCELLFW_CPU_HZ"
#endif
#ifndef CELLFW_STYLE
#define CELLFW_STYLE CELLFW_STYLE_EVENT
#endif
#ifndef CELLFW_NEEDS
#define CELLFW_NEEDS 0
#endif

void abort(void) __attribute__((noreturn));
void exit(int status) __attribute__((noreturn));
void _exit(int status) __attribute__((noreturn));
void _Exit(int status) __attribute__((noreturn));
void quick_exit(int status) __attribute__((noreturn));
void __assert_fail(const char* expression, const char* file, unsigned line, const char* function)
    __attribute__((noreturn));

/* What a constructor of a static object calls is called before there is a board: it does nothing,
 * gives 0, and is told of when the board starts. */
static uint8_t was_called_unbound;
static uintptr_t note_unbound_call(void) {
    was_called_unbound = 1;
    return 0;
}

typedef void (*unbound_call)(void);
_Static_assert(offsetof(struct cellhal_ops, ticks) == sizeof(unbound_call), "calls from there on");
__extension__ static const unbound_call unbound_calls[] = {
    NULL, /* where a table has its size and version */
    [1 ... sizeof(struct cellhal_ops) / sizeof(unbound_call) - 1] =
        (unbound_call)note_unbound_call};

static struct {
    const struct cellhal_ops* ops;
    void* board; /* null: not bound */
} bound = {(const struct cellhal_ops*)(const void*)unbound_calls, NULL};

uint32_t hal_ticks(void) { return bound.ops->ticks(bound.board); }

uint32_t hal_ticks_per_second(void) { return bound.ops->ticks_per_second(bound.board); }

#ifndef hal_cost
void hal_cost(uint32_t cycles) { bound.ops->cost(bound.board, cycles); }
#endif

uint8_t hal_uart_open(uint8_t n, uint32_t bits_per_s, uint8_t format) {
    return bound.ops->uart_open_as(bound.board, n, bits_per_s, format);
}

void hal_uart_enable(uint8_t n, uint8_t flags) { bound.ops->uart_enable(bound.board, n, flags); }

uint8_t hal_uart_put(uint8_t n, uint8_t byte) { return bound.ops->uart_put(bound.board, n, byte); }

void hal_pin_write(uint8_t pin, uint8_t level) { bound.ops->pin_write(bound.board, pin, level); }

uint8_t hal_pin_read(uint8_t pin) { return bound.ops->pin_read(bound.board, pin); }

void hal_timer_start(uint8_t id, uint32_t ticks, uint8_t periodic) {
    bound.ops->timer_start(bound.board, id, ticks, periodic);
}

void hal_timer_stop(uint8_t id) { bound.ops->timer_stop(bound.board, id); }

void hal_adc_start(uint8_t channel, uint8_t reference, uint8_t flags) {
    bound.ops->adc_convert(bound.board, channel, reference, flags);
}

uint8_t hal_nvm_read(uint16_t address) { return bound.ops->nvm_read(bound.board, address); }

void hal_nvm_write(uint16_t address, uint8_t value) {
    bound.ops->nvm_write(bound.board, address, value);
}

uint8_t hal_nvm_busy(void) { return bound.ops->nvm_busy(bound.board); }

void hal_trace(uint16_t id, uint32_t a, uint32_t b) { bound.ops->trace(bound.board, id, a, b); }

void hal_fail(uint16_t code, uint16_t line) {
    bound.ops->fail(bound.board, code, line);
    __builtin_trap(); /* not come to; and so no jump: the back trace shows this call */
}

void hal_reset(void) {
    bound.ops->reset(bound.board);
    __builtin_trap();
}

void hal_wdt_set(uint8_t mode, uint16_t ms) { bound.ops->wdt_set(bound.board, mode, ms); }

void hal_wdt_kick(void) { bound.ops->wdt_kick(bound.board); }

void hal_poll(void) { bound.ops->poll(bound.board); }

void hal_delay_us(uint32_t us) { bound.ops->delay_us(bound.board, us); }

hal_irq_t hal_irq_save(void) { return bound.ops->irq_save(bound.board); }

void hal_irq_restore(hal_irq_t state) { bound.ops->irq_restore(bound.board, state); }

void hal_sleep(uint8_t mode, uint16_t wake) { bound.ops->sleep(bound.board, mode, wake); }

int16_t hal_uart_get(uint8_t n, uint8_t* errors) {
    return bound.ops->uart_get(bound.board, n, errors);
}

uint8_t hal_uart_state(uint8_t n) { return bound.ops->uart_state(bound.board, n); }

uint32_t hal_millis(void) { return bound.ops->millis(bound.board); }

void hal_timer_at(uint8_t id, uint32_t tick) { bound.ops->timer_at(bound.board, id, tick); }

uint8_t hal_adc_busy(void) { return bound.ops->adc_busy(bound.board); }

uint16_t hal_adc_result(void) { return bound.ops->adc_result(bound.board); }

uint8_t hal_reset_cause(void) { return bound.ops->reset_cause(bound.board); }

void hal_pin_mode(uint8_t pin, uint8_t mode) { bound.ops->pin_mode(bound.board, pin, mode); }

void hal_pin_irq(uint8_t pin, uint8_t edges) { bound.ops->pin_irq(bound.board, pin, edges); }

void hal_pwm_set(uint8_t channel, uint16_t duty, uint32_t period_us) {
    bound.ops->pwm_set(bound.board, channel, duty, period_us);
}

uint32_t hal_ident(uint8_t what) { return bound.ops->ident(bound.board, what); }

/* What would end the simulator's process ends this board's run instead. The C library's own are
 * not reached: these are hidden in the firmware. */
void abort(void) {
    bound.ops->halt(bound.board, CELLFW_HALT_ABORT, 0);
    __builtin_trap();
}

__attribute__((noreturn)) static void halt_by_exit(int status) {
    bound.ops->halt(bound.board, CELLFW_HALT_EXIT, status);
    __builtin_trap();
}

void exit(int status) { halt_by_exit(status); }
void _exit(int status) { halt_by_exit(status); }
void _Exit(int status) { halt_by_exit(status); }
void quick_exit(int status) { halt_by_exit(status); }

/* assert() of the GNU C library */
void __assert_fail(const char* expression, const char* file, unsigned line, const char* function) {
    (void)function;
    bound.ops->failed_assertion(bound.board, expression, file, line);
    __builtin_trap();
}

/* What gcc's -fsanitize-coverage=trace-pc calls at the begin of each basic block; also in
 * constructors, before anything is bound, and in destructors behind it. */
#ifndef CELLFW_BLOCK_CYCLES
#define CELLFW_BLOCK_CYCLES 8
#endif
void __sanitizer_cov_trace_pc(void);
#if defined(__clang__)
__attribute__((used, no_sanitize("coverage"))) /* calls come only when all is optimised */
#elif defined(__GNUC__)
__attribute__((used, no_sanitize_coverage))
#endif
void __sanitizer_cov_trace_pc(void) {
    if (bound.board != NULL)
        bound.ops->count_block(bound.board, CELLFW_BLOCK_CYCLES);
}

static void bind(const struct cellhal_ops* ops, void* board) {
    bound.ops = ops;
    bound.board = board;
}

static void reset(uint8_t cause) {
    if (was_called_unbound)
        bound.ops->halt(bound.board, CELLFW_HALT_UNBOUND_CALL, 0);
    fw_reset(cause);
}

#ifdef CELLFW_COVERAGE
extern const struct cellfw_coverage cellfw_coverage; /* coverage.c */
#endif

static const struct cellfw firmware = {
    .magic = CELLFW_MAGIC,
    .size = sizeof(struct cellfw),
    .major = CELLFW_MAJOR,
    .minor = CELLFW_MINOR,
    .role = CELLFW_ROLE,
    .cpu_hz = CELLFW_CPU_HZ,
    .name = CELLFW_NAME,
    .version = CELLFW_VERSION,
    .bind = bind,
    .reset = reset,
#if CELLFW_STYLE == CELLFW_STYLE_MAIN
    .style = CELLFW_STYLE_MAIN,
    .main = fw_main,
    .isr = fw_isr,
#else
    .event = fw_event,
#endif
#ifdef CELLFW_COVERAGE
    .coverage = &cellfw_coverage,
#endif
    .needs = CELLFW_NEEDS,
};

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const struct cellfw*
cellfw_query(uint16_t host_major, uint16_t host_minor) {
    (void)host_minor; /* every minor of this major has all that is forwarded here */
    return host_major == CELLFW_MAJOR ? &firmware : NULL;
}
