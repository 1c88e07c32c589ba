#include "indexer/card/complaint.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name;
    bool bad;
} table[LS_COMPLAINT_COUNT] = {
#define X(name, text, bad) [LS_COMPLAINT_##name] = {text, bad},
    LS_COMPLAINT_TABLE(X)
#undef X
};

const char *ls_complaint_name(enum ls_complaint_code code)
{
    return table[code].name;
}

bool ls_complaint_is_bad(enum ls_complaint_code code)
{
    return table[code].bad;
}

static struct ls_span format_message(struct ls_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int needed = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = needed < 0 ? NULL : ls_arena_alloc(arena, (size_t)needed + 1);
    if (!text) {
        return ls_span(NULL, 0);
    }
    vsnprintf(text, (size_t)needed + 1, format, args);
    return ls_span(text, (size_t)needed);
}

void ls_complain(struct ls_arena *arena, struct ls_complaints *complaints,
                 enum ls_complaint_code code, uint32_t line, uint32_t column, const char *format,
                 ...)
{
    va_list args;
    va_start(args, format);
    struct ls_span message = format_message(arena, format, args);
    va_end(args);
    struct ls_complaint *complaint =
        message.ptr ? LS_ARENA_PUSH(arena, complaints->items, &complaints->count) : NULL;
    if (complaint) {
        *complaint = (struct ls_complaint){code, line, column, message};
    }
}

bool ls_complaints_bad(const struct ls_complaints *complaints)
{
    for (size_t i = 0; i < complaints->count; i++) {
        if (ls_complaint_is_bad(complaints->items[i].code)) {
            return true;
        }
    }
    return false;
}
