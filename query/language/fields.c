#include "query/language/fields.h"

#include "base/nearest.h"
#include "text/fold.h"

const struct ls_query_field_row ls_query_fields[LS_QUERY_FIELD_COUNT] = {
#define X(identifier, name, kind, letters, others, tags, help)                                     \
    [LS_QUERY_FIELD_##identifier] = {name, kind, letters, others, tags, help},
    LS_QUERY_FIELD_TABLE(X)
#undef X
};

/* PubMed's other tags: to be told, not to be taken for text. */
static const char foreign_tags[] =
    "mh mesh majr sh pt la lang ad affil pl sb ot tt vi volume ip "
    "issue pg pagination crdt edat mhda gr isbn nm ps si cois ir lid "
    "book ed pubn nlmid owner rn mesh_terms mesh_major_topic mesh_subheading publication_type "
    "language affiliation investigator grant_number transliterated_title";

enum { NAME_BYTES_MAX = 64 };

/* A name as it is compared: folded, in a buffer that ends with NUL; empty when it
 * is too long for any. */
struct folded {
    struct ls_buf buf;
};

static struct folded fold(struct ls_span name)
{
    struct folded folded = {{0}};
    if (name.len <= NAME_BYTES_MAX) {
        ls_fold_key(name, &folded.buf);
    }
    for (size_t i = 0; i < folded.buf.len; i++) {
        folded.buf.ptr[i] = folded.buf.ptr[i] == ' ' ? '_' : folded.buf.ptr[i];
    }
    return folded;
}

static bool same_folded(const struct folded *folded, struct ls_span word)
{
    struct folded other = fold(word);
    bool same = ls_span_equal(ls_buf_span(&folded->buf), ls_buf_span(&other.buf));
    ls_buf_free(&other.buf);
    return same;
}

/* Takes the next word off a list; false at its end. */
static bool take(const char **list, struct ls_span *word)
{
    *list += strspn(*list, " ");
    *word = ls_span(*list, strcspn(*list, " "));
    *list += word->len;
    return word->len > 0;
}

static bool list_has(const char *list, const struct folded *folded)
{
    struct ls_span word;
    while (take(&list, &word)) {
        if (same_folded(folded, word)) {
            return true;
        }
    }
    return false;
}

static enum ls_query_field find(struct ls_span name, bool is_tag)
{
    struct folded folded = fold(name);
    enum ls_query_field found = LS_QUERY_FIELD_COUNT;
    for (int i = 0; i < LS_QUERY_FIELD_COUNT && found == LS_QUERY_FIELD_COUNT; i++) {
        const struct ls_query_field_row *row = &ls_query_fields[i];
        bool has = is_tag ? list_has(row->tags, &folded)
                          : list_has(row->name, &folded) || list_has(row->others, &folded);
        if (folded.buf.len > 0 && has) {
            found = (enum ls_query_field)i;
        }
    }
    ls_buf_free(&folded.buf);
    return found;
}

enum ls_query_field ls_query_field_named(struct ls_span name)
{
    return find(name, false);
}

enum ls_query_field ls_query_field_tagged(struct ls_span tag)
{
    return find(tag, true);
}

static struct ls_span find_near(struct ls_span name, bool is_tag)
{
    enum { LETTERS_MIN = 3 };
    struct folded folded = fold(name);
    struct ls_nearest nearest;
    ls_nearest_init(&nearest, ls_buf_span(&folded.buf));
    for (int i = 0; folded.buf.len >= LETTERS_MIN && i < LS_QUERY_FIELD_COUNT; i++) {
        const char *known = is_tag ? ls_query_fields[i].tags : ls_query_fields[i].name;
        if (*known) {
            ls_nearest_try(&nearest, ls_span(known, strcspn(known, " ")));
        }
    }
    ls_buf_free(&folded.buf);
    return nearest.best;
}

struct ls_span ls_query_field_near(struct ls_span name)
{
    return find_near(name, false);
}

struct ls_span ls_query_tag_near(struct ls_span tag)
{
    return find_near(tag, true);
}

bool ls_query_tag_is_foreign(struct ls_span tag)
{
    struct folded folded = fold(tag);
    bool is_foreign = folded.buf.len > 0 && list_has(foreign_tags, &folded);
    ls_buf_free(&folded.buf);
    return is_foreign;
}
