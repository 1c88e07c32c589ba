#include "server/http/exchange.h"
#include "server/http/target.h"

enum { PARAMS_MAX = 256 };

struct ls_span ls_params_get(const struct ls_params *params, const char *name)
{
    for (size_t i = 0; i < params->count; i++) {
        if (ls_span_equal(params->items[i].name, ls_span_str(name))) {
            return params->items[i].value;
        }
    }
    return ls_span(NULL, 0);
}

/* What stands before a byte, and what behind it: absent when the byte is not there. */
static struct ls_span cut(struct ls_span text, char at, struct ls_span *behind)
{
    const char *found = text.len > 0 ? memchr(text.ptr, at, text.len) : NULL;
    *behind = (struct ls_span){0};
    if (!found) {
        return text;
    }
    *behind = ls_span_from(text, (size_t)(found - text.ptr) + 1);
    return ls_span(text.ptr, (size_t)(found - text.ptr));
}

static enum ls_status read_param(struct ls_span text, struct ls_arena *arena,
                                 struct ls_params *params, struct ls_error *err)
{
    struct ls_span typed_value;
    struct ls_span typed_name = cut(text, '=', &typed_value);
    struct ls_param *param = LS_ARENA_PUSH(arena, params->items, &params->count);
    if (!param) {
        return ls_fail_memory(err);
    }
    enum ls_status status =
        ls_percent_decode(typed_name, LS_PERCENT_FORM, arena, &param->name, err);
    return status == LS_OK
               ? ls_percent_decode(typed_value, LS_PERCENT_FORM, arena, &param->value, err)
               : status;
}

enum ls_status ls_params_read(struct ls_span text, struct ls_arena *arena, struct ls_params *params,
                              struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *params = (struct ls_params){0};
    while (status == LS_OK && text.len > 0) {
        struct ls_span rest;
        struct ls_span pair = cut(text, '&', &rest);
        text = rest;
        if (params->count == PARAMS_MAX) {
            status = ls_fail(err, LS_USAGE, "there are more than %d parameters", PARAMS_MAX);
        } else if (pair.len > 0) {
            status = read_param(pair, arena, params, err);
        }
    }
    return status;
}
