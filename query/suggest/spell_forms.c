/* How the first cards with a term write it. That is the same whoever asks, and to read cards takes
 * most of the time of a correction: it is kept with the state of the index. */
#include "query/suggest/spell.h"

enum {
    HOLDERS_READ = 3, /* cards for each term */
    LOOK_STEPS = 100  /* to take what is kept is work that a watch is told of */
};

/* Of one form, before its bytes: folded, then written. */
struct head {
    uint32_t count;
    uint32_t is_capitals;
    uint32_t folded_len;
    uint32_t written_len;
};

static void keep(struct ls_memo *memo, struct ls_span name, const struct ls_forms *forms)
{
    struct ls_buf kept = {0};
    for (size_t i = 0; i < forms->count; i++) {
        const struct ls_form *form = &forms->items[i];
        struct head head = {form->count, form->is_capitals, (uint32_t)form->folded.len,
                            (uint32_t)form->written.len};
        ls_buf_add(&kept, &head, sizeof head);
        ls_buf_add_span(&kept, form->folded);
        ls_buf_add_span(&kept, form->written);
    }
    if (!kept.failed) {
        ls_memo_put(memo, name, ls_buf_span(&kept));
    }
    ls_buf_free(&kept);
}

/* Their text is borrowed from the memo. */
static void recall(struct ls_span kept, struct ls_arena *arena, struct ls_forms *forms)
{
    while (kept.len > 0) {
        struct head head;
        memcpy(&head, kept.ptr, sizeof head);
        const char *bytes = kept.ptr + sizeof head;
        struct ls_form *form = LS_ARENA_PUSH(arena, forms->items, &forms->count);
        if (!form) {
            return; /* the arena remembers */
        }
        *form = (struct ls_form){.folded = ls_span(bytes, head.folded_len),
                                 .written = ls_span(bytes + head.folded_len, head.written_len),
                                 .count = head.count,
                                 .is_capitals = head.is_capitals};
        kept = ls_span_from(kept, sizeof head + head.folded_len + head.written_len);
    }
}

static enum ls_status read_forms(struct ls_spell *spell, const struct ls_known_term *term,
                                 struct ls_forms *forms, struct ls_error *err)
{
    struct ls_known_terms one = {(struct ls_known_term *)term, 1};
    struct ls_holders holders;
    enum ls_status status = ls_holders_find(spell->index, &term->term, 1, &holders, err);
    for (size_t i = 0; status == LS_OK && i < holders.count && i < HOLDERS_READ; i++) {
        struct ls_card card;
        status = ls_index_card(spell->index, holders.docids[i], spell->arena, &card, err);
        if (status == LS_OK) {
            status = ls_forms_add(&card, &one, ls_span("", 0), spell->analyzer, spell->arena, forms,
                                  err);
        }
    }
    return status;
}

enum ls_status ls_spell_forms(struct ls_spell *spell, const struct ls_known_term *term,
                              struct ls_forms *forms, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(spell->index);
    struct ls_span name = memo
                              ? ls_arena_printf(spell->arena, "form\n%.*s", LS_SPAN_ARG(term->term))
                              : ls_span(NULL, 0);
    struct ls_span kept = name.ptr ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    struct xap_error cause;
    *forms = (struct ls_forms){0};
    if (kept.ptr) {
        recall(kept, spell->arena, forms);
        return xap_reader_spend(ls_index_reader(spell->index), LOOK_STEPS, &cause) == XAP_OK
                   ? LS_OK
                   : ls_schema_fail(err, &cause, "cannot check a spelling");
    }
    enum ls_status status = read_forms(spell, term, forms, err);
    if (status == LS_OK && name.ptr) {
        keep(memo, name, forms);
    }
    return status;
}
