#include "query/search/bare_number.h"

#include "query/search/lookup.h"
#include "store/term_walk.h"
#include "text/fold.h"

static bool has_digit(struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if ((byte >= '0' && byte <= '9') || byte == 0xef) { /* full-width ones begin so */
            return true;
        }
    }
    return false;
}

enum ls_status ls_bare_number_find(struct ls_index *index, struct ls_span bare,
                                   struct ls_arena *arena, struct ls_span *term,
                                   struct ls_error *err)
{
    static const char *const prefixes[] = {LS_PREFIX_PMID, LS_PREFIX_DOI};
    enum ls_status status = LS_OK;
    *term = (struct ls_span){0};
    for (size_t i = 0; status == LS_OK && !term->ptr && i < 2 && has_digit(bare); i++) {
        struct ls_buf key = {0};
        struct xap_error cause;
        uint32_t freq = 0;
        ls_buf_add_str(&key, prefixes[i]);
        status =
            ls_fold_key(ls_lookup_number(bare, prefixes[i]), &key) ? LS_OK : ls_fail_memory(err);
        if (status == LS_OK &&
            ls_index_term_freq(index, ls_buf_span(&key), &freq, &cause) != XAP_OK) {
            status = ls_schema_fail(err, &cause, "cannot search");
        }
        if (status == LS_OK && freq > 0) {
            *term = ls_arena_copy(arena, ls_buf_span(&key));
            status = term->ptr ? LS_OK : ls_fail_memory(err);
        }
        ls_buf_free(&key);
    }
    return status;
}
