#include "query/expand/shelf.h"

#include "base/hash.h"
#include "lexicon/shipped.h"
#include "store/term_walk.h"

void ls_shelf_free(struct ls_shelf *shelf)
{
    ls_arena_free(&shelf->arena);
    ls_dictionary_close(&shelf->dictionary);
    *shelf = (struct ls_shelf){0};
}

void ls_shelf_clear(struct ls_shelf *shelf)
{
    ls_arena_reset(&shelf->arena);
    shelf->lexicons = (struct ls_lexicons){0};
    shelf->is_filled = false;
}

static enum ls_status add(struct ls_lexicon *items, size_t *count, struct ls_span bytes,
                          struct ls_error *err)
{
    enum ls_status status = ls_lexicon_open(bytes, &items[*count], err);
    *count += status == LS_OK && items[*count].key_count > 0;
    return status;
}

/* Of each database that is read as one. */
static enum ls_status add_learned(struct ls_shelf *shelf, struct ls_index *index,
                                  struct ls_lexicon *items, size_t *count, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < ls_index_count(index); i++) {
        struct ls_span kept;
        status = ls_index_metadata(index, i, LS_SPAN(LS_META_LEXICON), &kept, err);
        struct ls_span bytes = status == LS_OK ? ls_arena_copy(&shelf->arena, kept) : kept;
        if (status == LS_OK && !bytes.ptr && kept.len > 0) {
            status = ls_fail_memory(err);
        }
        if (status == LS_OK) {
            status = add(items, count, bytes, err);
        }
    }
    return status;
}

/* One that nobody asked for, and that cannot be used, stops no query. */
static enum ls_status open_dictionary(struct ls_shelf *shelf, struct ls_buf *notes,
                                      struct ls_error *err)
{
    struct ls_error why = {0};
    enum ls_status status =
        shelf->has_dictionary ? LS_OK : ls_dictionary_open(&shelf->dictionary, &why);
    shelf->has_dictionary = true;
    if (status != LS_OK && ls_dictionary_is_asked()) {
        shelf->has_dictionary = false;
        return ls_fail(err, status, "%s", why.message);
    }
    if (status != LS_OK) {
        ls_buf_printf(notes, "%s\n", why.message);
    }
    return LS_OK;
}

static enum ls_status add_dictionary(struct ls_shelf *shelf, struct ls_lexicon *items,
                                     size_t *count, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = open_dictionary(shelf, notes, err);
    if (status == LS_OK && shelf->dictionary.lexicon.key_count > 0) {
        items[(*count)++] = shelf->dictionary.lexicon;
    }
    return status;
}

/* Is there a term from `from` on whose first byte is not above `last`? Terms of text have no
 * capitals, which begin those of keys. */
static enum ls_status has_term(struct ls_index *index, struct ls_span from, unsigned char last,
                               bool *has, struct ls_error *err)
{
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status status = ls_term_walk_open(index, LS_SPAN(""), &terms, &cause);
    if (status == XAP_OK) {
        status = ls_term_walk_skip_to(terms, from, &more, &cause);
    }
    struct ls_span term = more ? ls_term_walk_term(terms) : (struct ls_span){0};
    *has = term.len > 0 && (unsigned char)term.ptr[0] <= last;
    ls_term_walk_free(terms);
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the terms");
}

static enum ls_status find_scripts(struct ls_index *index, struct ls_lexicons *lexicons,
                                   struct ls_error *err)
{
    bool has_words;
    bool has_han = false;
    enum ls_status status = has_term(index, LS_SPAN("a"), 'z', &has_words, err);
    if (status == LS_OK) {
        status = has_term(index, LS_SPAN("\xe2\xba\x80"), 0xff, &has_han, err);
    }
    lexicons->no_words = !has_words;
    lexicons->no_han = !has_han;
    return status;
}

uint64_t ls_shelf_identity(const struct ls_shelf *shelf)
{
    return shelf->glossary ^ shelf->dictionary.identity;
}

enum ls_status ls_shelf_fill(struct ls_shelf *shelf, struct ls_index *index, struct ls_buf *notes,
                             struct ls_error *err)
{
    enum { OTHERS = 2 };
    if (shelf->is_filled) {
        return LS_OK;
    }
    size_t count = 0;
    struct ls_lexicon *items =
        ls_arena_array(&shelf->arena, ls_index_count(index) + OTHERS, sizeof *items);
    enum ls_status status =
        items ? add_learned(shelf, index, items, &count, err) : ls_fail_memory(err);
    if (status == LS_OK) {
        status = add(items, &count, ls_shipped_glossary(), err);
    }
    if (status == LS_OK) {
        status = add_dictionary(shelf, items, &count, notes, err);
    }
    shelf->lexicons = (struct ls_lexicons){.items = items, .count = count};
    shelf->glossary =
        shelf->glossary ? shelf->glossary : ls_hash64(LS_HASH64_START, ls_shipped_glossary());
    if (status == LS_OK) {
        status = find_scripts(index, &shelf->lexicons, err);
    }
    if (status != LS_OK) {
        ls_shelf_clear(shelf);
    }
    shelf->is_filled = status == LS_OK;
    return status;
}
