/* The binary interface between a firmware's shared object and its host.
 *
 * Firmware authors do not see it: glue.c, compiled into every firmware, implements it. A firmware
 * exports one symbol, `cellfw_query`. Fixed-width integers and pointers only; members are only
 * ever appended; a member beyond `size` counts as absent. */
#ifndef CELLFW_ABI_H
#define CELLFW_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CELLFW_MAGIC 0x57464C43u /* "CLFW" */
#define CELLFW_MAJOR 1
#define CELLFW_MINOR 3

#define CELLFW_ROLE_IN 1
#define CELLFW_ROLE_CELL 2
#define CELLFW_ROLE_OUT 3

/* How a firmware is written */
#define CELLFW_STYLE_EVENT 0
#define CELLFW_STYLE_MAIN 1

/* What a firmware cannot do without (-DCELLFW_NEEDS=...), a bit each */
#define CELLFW_NEEDS_LINE 0x1 /* the chain's lines as pins, edge by edge */

/* What no microcontroller comes back from */
#define CELLFW_HALT_ABORT 1
#define CELLFW_HALT_EXIT 2         /* status = its argument */
#define CELLFW_HALT_UNBOUND_CALL 3 /* a constructor has called its board: there was none yet */

/* What the board offers; every function takes the board's context first. */
struct cellhal_ops {
    uint32_t size;
    uint16_t major;
    uint16_t minor;
    uint32_t (*ticks)(void* board);
    uint32_t (*ticks_per_second)(void* board);
    void (*cost)(void* board, uint32_t cycles);
    uint8_t (*uart_open)(void* board, uint8_t n, uint32_t bits_per_s);
    void (*uart_enable)(void* board, uint8_t n, uint8_t flags);
    uint8_t (*uart_put)(void* board, uint8_t n, uint8_t byte);
    void (*pin_write)(void* board, uint8_t pin, uint8_t level);
    uint8_t (*pin_read)(void* board, uint8_t pin);
    void (*timer_start)(void* board, uint8_t id, uint32_t ticks, uint8_t periodic);
    void (*timer_stop)(void* board, uint8_t id);
    void (*adc_start)(void* board, uint8_t channel);
    uint8_t (*nvm_read)(void* board, uint16_t address);
    void (*nvm_write)(void* board, uint16_t address, uint8_t value);
    uint8_t (*nvm_busy)(void* board);
    void (*trace)(void* board, uint16_t id, uint32_t a, uint32_t b);
    void (*fail)(void* board, uint16_t code, uint16_t line);
    /* since 1.1; the first three do not return */
    void (*reset)(void* board);
    void (*halt)(void* board, uint8_t how, int32_t status);
    void (*failed_assertion)(void* board, const char* expression, const char* file, uint32_t line);
    void (*wdt_set)(void* board, uint8_t mode, uint16_t ms);
    void (*wdt_kick)(void* board);
    /* since 1.2 */
    void (*poll)(void* board);
    void (*delay_us)(void* board, uint32_t us);
    uint8_t (*irq_save)(void* board);
    void (*irq_restore)(void* board, uint8_t state);
    void (*sleep)(void* board, uint8_t mode, uint16_t wake);
    int16_t (*uart_get)(void* board, uint8_t n, uint8_t* errors);
    uint8_t (*uart_state)(void* board, uint8_t n);
    uint32_t (*millis)(void* board);
    void (*timer_at)(void* board, uint8_t id, uint32_t tick);
    uint8_t (*adc_busy)(void* board);
    uint16_t (*adc_result)(void* board);
    uint8_t (*reset_cause)(void* board);
    void (*count_block)(void* board, uint32_t cycles); /* a basic block begins */
    /* since 1.3; uart_open means HAL_UART_8N1, adc_start HAL_ADC_REF_INTERNAL without flags */
    uint8_t (*uart_open_as)(void* board, uint8_t n, uint32_t bits_per_s, uint8_t format);
    void (*adc_convert)(void* board, uint8_t channel, uint8_t reference, uint8_t flags);
    void (*pin_mode)(void* board, uint8_t pin, uint8_t mode);
    void (*pin_irq)(void* board, uint8_t pin, uint8_t edges);
    void (*pwm_set)(void* board, uint8_t channel, uint16_t duty, uint32_t period_us);
    uint32_t (*ident)(void* board, uint8_t what);
};

/* Counters of a build for coverage. They count for all boards together: no board's state. */
struct cellfw_coverage {
    uint64_t* counters;
    uint64_t* counters_end;
    /* Hands over what gcov reads, file by file: its path first, then its bytes in pieces. */
    void (*flush)(void (*begin_file)(const char* path, void* context),
                  void (*write)(const void* bytes, unsigned count, void* context), void* context);
};

/* What the firmware offers. */
struct cellfw {
    uint32_t magic;
    uint32_t size;
    uint16_t major;
    uint16_t minor;
    uint8_t role;
    uint8_t reserved[3];
    uint32_t cpu_hz;     /* nominal oscillator frequency it was written for */
    const char* name;    /* of the firmware, for reports */
    const char* version; /* likewise; with the sources' hash: "1.0 (9f2c...)" */
    void (*bind)(const struct cellhal_ops* ops, void* board);
    void (*reset)(uint8_t cause);
    void (*event)(uint8_t event, uint8_t n, uint16_t arg); /* event style, else null */
    /* since 1.2; without them it is event style */
    uint32_t style;
    int (*main)(void);                                   /* main style, else null */
    void (*isr)(uint8_t event, uint8_t n, uint16_t arg); /* likewise */
    /* null but in a build for coverage */
    const struct cellfw_coverage* coverage;
    /* since 1.3 */
    uint32_t needs; /* CELLFW_NEEDS_... */
};

/* The one exported symbol. Null: cannot serve that host. */
const struct cellfw* cellfw_query(uint16_t host_major, uint16_t host_minor);

#ifdef __cplusplus
}
#endif
#endif
