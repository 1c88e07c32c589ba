/* Results in the Test Anything Protocol, for prove. Diagnostics go to standard
 * output too, as comments, so that they stand beside their test. */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failures;

__attribute__((format(printf, 2, 3))) static inline bool tap_ok(bool passed, const char *format,
                                                                ...)
{
    va_list args;
    va_start(args, format);
    printf("%s %d - ", passed ? "ok" : "not ok", ++tap_count);
    vprintf(format, args);
    putchar('\n');
    va_end(args);
    tap_failures += !passed;
    return passed;
}

static inline bool tap_is_str(const char *got, const char *want, const char *name)
{
    bool same = got && want ? strcmp(got, want) == 0 : got == want;
    if (!tap_ok(same, "%s", name)) {
        printf("#  got: %s\n# want: %s\n", got ? got : "(null)", want ? want : "(null)");
    }
    return same;
}

static inline bool tap_is_int(long long got, long long want, const char *name)
{
    if (!tap_ok(got == want, "%s", name)) {
        printf("#  got: %lld\n# want: %lld\n", got, want);
    }
    return got == want;
}

static inline void tap_skip(const char *name, const char *why)
{
    printf("ok %d - %s # SKIP %s\n", ++tap_count, name, why);
}

/* Prints the plan; the value main returns. */
static inline int tap_done(void)
{
    printf("1..%d\n", tap_count);
    return tap_failures > 0;
}

#endif
