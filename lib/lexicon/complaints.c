#include "lexicon/reading.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name;
    bool is_bad;
} complaints[LS_GLOSSARY_CODE_COUNT] = {
#define X(name, text, bad) [LS_GLOSSARY_##name] = {text, bad},
    LS_GLOSSARY_COMPLAINT_TABLE(X)
#undef X
};

void ls_glossary_complain(struct ls_reading *reading, enum ls_glossary_code code, const char *at,
                          const char *format, ...)
{
    struct ls_glossary *glossary = reading->glossary;
    *(complaints[code].is_bad ? &glossary->bad : &glossary->odd) += 1;
    if (glossary->complaint_count == LS_GLOSSARY_COMPLAINTS_MAX) {
        return;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct ls_glossary_complaint *complaint =
        LS_ARENA_PUSH(&glossary->arena, glossary->complaints, &glossary->complaint_count);
    if (complaint) {
        *complaint = (struct ls_glossary_complaint){
            .code = code,
            .line = reading->number,
            .column = (uint32_t)(at - reading->line.ptr) + 1,
            .message = ls_arena_copy(&glossary->arena, ls_span_str(text)),
        };
    }
}

/* Appends text that came from a file or its name without what could steer a terminal. */
static void add_plain(struct ls_buf *out, const char *text)
{
    size_t start = out->len;
    ls_buf_add_str(out, text);
    if (!out->failed) {
        ls_text_defuse(out->ptr + start);
    }
}

void ls_glossary_complaints(const struct ls_glossary *glossary, const char *path,
                            struct ls_buf *out)
{
    for (size_t i = 0; i < glossary->complaint_count; i++) {
        const struct ls_glossary_complaint *complaint = &glossary->complaints[i];
        add_plain(out, path);
        ls_buf_printf(out, ":%u:%u: %s: %s [%s]\n", complaint->line, complaint->column,
                      complaints[complaint->code].is_bad ? "bad" : "odd",
                      complaint->message.ptr ? complaint->message.ptr : "",
                      complaints[complaint->code].name);
    }
    size_t more = glossary->bad + glossary->odd - glossary->complaint_count;
    if (more > 0) {
        add_plain(out, path);
        ls_buf_printf(out, ": and %zu more like these\n", more);
    }
}
