#include "server/page/link.h"

#include "server/routes/address.h"

/* Those that a link of the page carries on. */
static bool is_kept(const struct ls_param *param)
{
    static const char *const names[] = {"q",       "like",     "domain", "score", "year",
                                        "journal", "card",     "sort",   "match", "limit",
                                        "expand",  "feedback", "plain",  "lang"};
    bool is_known = false;
    for (size_t i = 0; !is_known && i < sizeof names / sizeof *names; i++) {
        is_known = ls_span_equal(param->name, ls_span_str(names[i]));
    }
    return is_known && param->value.len > 0;
}

/* Escapes in a path are no slashes of it to a browser either. */
static struct ls_span root_of(struct ls_span target, struct ls_arena *arena)
{
    struct ls_buf root = {0};
    for (size_t i = 1; i < target.len && target.ptr[i] != '?'; i++) {
        if (target.ptr[i] == '/') {
            ls_buf_add_str(&root, "../");
        }
    }
    struct ls_span kept = root.len > 0 ? ls_arena_copy(arena, ls_buf_span(&root)) : LS_SPAN("./");
    arena->failed |= root.failed;
    ls_buf_free(&root);
    return kept;
}

struct ls_link_base ls_link_base_make(const struct ls_http_request *request, struct ls_arena *arena)
{
    struct ls_link_base place = {.root = root_of(request->target, arena)};
    for (size_t i = 0; i < request->params.count; i++) {
        struct ls_param *room = is_kept(&request->params.items[i])
                                    ? LS_ARENA_PUSH(arena, place.params.items, &place.params.count)
                                    : NULL;
        if (room) {
            *room = request->params.items[i];
        }
    }
    return place;
}

/* Only letters, digits and -._~/% come out of escaping: nothing that an attribute ends at. */
static void add_param(struct ls_buf *out, const char **lead, struct ls_span name,
                      struct ls_span value)
{
    ls_buf_add_str(out, *lead);
    ls_address_add_escaped(out, name);
    ls_buf_add_char(out, '=');
    ls_address_add_escaped(out, value);
    *lead = "&amp;";
}

static bool is_replaced(const struct ls_param *param, const struct ls_change *changes, size_t count)
{
    bool is = false;
    for (size_t i = 0; i < count; i++) {
        bool is_named = ls_span_equal(param->name, ls_span_str(changes[i].name));
        bool is_meant =
            changes[i].kind == LS_CHANGE_SET ||
            (changes[i].kind == LS_CHANGE_DROP && ls_span_equal(param->value, changes[i].value));
        is |= is_named && is_meant;
    }
    return is;
}

void ls_link_add(struct ls_buf *out, const struct ls_link_base *place, const char *path,
                 const struct ls_change *changes, size_t count)
{
    const char *lead = "?";
    ls_buf_add_span(out, place->root);
    ls_buf_add_str(out, path);
    for (size_t i = 0; i < place->params.count; i++) {
        const struct ls_param *param = &place->params.items[i];
        if (!is_replaced(param, changes, count)) {
            add_param(out, &lead, param->name, param->value);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (changes[i].kind != LS_CHANGE_DROP && changes[i].value.len > 0) {
            add_param(out, &lead, ls_span_str(changes[i].name), changes[i].value);
        }
    }
}

void ls_link_add_card(struct ls_buf *out, const struct ls_link_base *place, struct ls_span id,
                      const char *tail)
{
    struct ls_span language = ls_params_get(&place->params, "lang");
    const char *lead = *tail ? "&amp;" : "?";
    ls_buf_add_span(out, place->root);
    ls_buf_add_str(out, "card/");
    ls_address_add_escaped(out, id);
    ls_buf_add_str(out, *tail ? "?" : "");
    ls_buf_add_str(out, tail);
    if (language.len > 0) {
        add_param(out, &lead, LS_SPAN("lang"), language);
    }
}
