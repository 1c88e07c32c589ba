/* A borrowed run of bytes: never owned, never NUL-terminated. Whoever hands one
 * out says how long it lives. */
#ifndef LS_BASE_SPAN_H
#define LS_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct ls_span {
    const char *ptr; /* NULL means "absent"; empty but present is ptr with len 0 */
    size_t len;
};

#define LS_SPAN(literal) ((struct ls_span){"" literal, sizeof(literal) - 1})
/* For static tables, where a compound literal is no constant expression in C11. */
#define LS_SPAN_INIT(literal)                                                                      \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }
/* For printf's "%.*s". */
#define LS_SPAN_ARG(span) (int)(span).len, (span).ptr ? (span).ptr : ""

static inline struct ls_span ls_span(const char *ptr, size_t len)
{
    return (struct ls_span){ptr, len};
}

static inline struct ls_span ls_span_str(const char *text)
{
    return (struct ls_span){text, text ? strlen(text) : 0};
}

static inline bool ls_span_equal(struct ls_span a, struct ls_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Less than, equal to or greater than 0, in the order of the bytes: of UTF-8 that of the code
 * points. */
int ls_span_compare(struct ls_span a, struct ls_span b);

static inline bool ls_span_starts_with(struct ls_span span, struct ls_span prefix)
{
    return span.len >= prefix.len &&
           (prefix.len == 0 || memcmp(span.ptr, prefix.ptr, prefix.len) == 0);
}

static inline struct ls_span ls_span_from(struct ls_span span, size_t offset)
{
    return offset >= span.len ? ls_span(span.ptr ? span.ptr + span.len : NULL, 0)
                              : ls_span(span.ptr + offset, span.len - offset);
}

/* Drops ASCII white space, U+3000 and U+00A0 at both ends. */
struct ls_span ls_span_trim(struct ls_span span);

#endif
