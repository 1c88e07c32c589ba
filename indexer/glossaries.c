#include "indexer/glossaries.h"

#include "indexer/files.h"
#include "lexicon/glossary.h"
#include "store/schema.h"

#include <stdlib.h>

/* "1", then of each glossary path and text with their lengths before them. */
enum { VERSION = '1' };

static bool take_text(struct ls_span *rest, struct ls_span *text)
{
    uint64_t len;
    if (!ls_varint_take(rest, &len) || len > rest->len) {
        return false;
    }
    *text = ls_span(rest->ptr, (size_t)len);
    *rest = ls_span_from(*rest, (size_t)len);
    return true;
}

static void add_text(struct ls_buf *out, struct ls_span text)
{
    ls_buf_add_varint(out, text.len);
    ls_buf_add_span(out, text);
}

/* False when the bytes are none. */
static bool take_all(struct ls_span bytes, struct ls_arena *arena, struct ls_glossaries *glossaries)
{
    bool good = bytes.ptr[0] == VERSION;
    struct ls_span rest = ls_span_from(bytes, 1);
    while (good && rest.len > 0) {
        struct ls_glossary_text item;
        good = take_text(&rest, &item.path) && take_text(&rest, &item.text);
        struct ls_glossary_text *place =
            good ? LS_ARENA_PUSH(arena, glossaries->items, &glossaries->count) : NULL;
        good = place != NULL;
        if (place) {
            *place = item;
        }
    }
    return good;
}

enum ls_status ls_glossaries_read(struct xap_reader *reader, struct ls_arena *arena,
                                  struct ls_glossaries *glossaries, struct ls_error *err)
{
    struct ls_span value;
    *glossaries = (struct ls_glossaries){0};
    enum ls_status status = ls_schema_read(reader, LS_SPAN(LS_META_GLOSSARIES), &value, err);
    if (status != LS_OK || value.len == 0) {
        return status;
    }
    value = ls_arena_copy(arena, value);
    bool good = value.ptr && take_all(value, arena, glossaries);
    if (arena->failed) {
        return ls_fail_memory(err);
    }
    return good ? LS_OK
                : ls_fail(err, LS_CORRUPT,
                          "the index's glossaries are damaged: give --glossary again");
}

void ls_glossaries_keep(const struct ls_glossaries *glossaries, struct ls_metadata *metadata)
{
    struct ls_buf bytes = {0};
    for (size_t i = 0; i < glossaries->count; i++) {
        if (i == 0) {
            ls_buf_add_char(&bytes, VERSION);
        }
        add_text(&bytes, glossaries->items[i].path);
        add_text(&bytes, glossaries->items[i].text);
    }
    metadata->arena->failed |= bytes.failed;
    ls_metadata_set(metadata, LS_SPAN(LS_META_GLOSSARIES), ls_buf_span(&bytes));
    ls_buf_free(&bytes);
}

/* ---- those of the command line ---- */

/* The first of some complaints about a bad line, without its line feed. */
static struct ls_span first_bad(struct ls_span lines)
{
    for (struct ls_span rest = lines; rest.len > 0;) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        struct ls_span line = ls_span(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
        if (memmem(line.ptr, line.len, ": bad: ", 7)) {
            return line;
        }
        rest = ls_span_from(rest, line.len + 1);
    }
    return ls_span("", 0);
}

static enum ls_status refuse(const struct ls_glossary *read, struct ls_span complaints,
                             struct ls_error *err)
{
    struct ls_span line = first_bad(complaints);
    return read->bad == 1 ? ls_fail(err, LS_USAGE, "%.*s", LS_SPAN_ARG(line))
                          : ls_fail(err, LS_USAGE, "%.*s; %zu more lines are bad",
                                    LS_SPAN_ARG(line), read->bad - 1);
}

/* Reads a glossary as a check of it. */
static enum ls_status check(const struct ls_glossary_text *item, struct ls_glossaries *glossaries,
                            struct ls_buf *complaints, struct ls_error *err)
{
    struct ls_analyzer *analyzer = NULL;
    struct ls_lexicon_builder builder = {0};
    struct ls_glossary read = {0};
    struct ls_error cause = {0};
    size_t start = complaints->len;
    enum ls_status status = ls_analyzer_new(&analyzer, &cause);
    if (status == LS_OK) {
        status = ls_glossary_read(item->text, LS_LEXICON_USER, analyzer, &builder, &read, &cause);
    }
    if (status != LS_OK) {
        status = ls_fail(err, status, "%s: %s", item->path.ptr, cause.message);
    }
    if (status == LS_OK) {
        ls_glossary_complaints(&read, item->path.ptr, complaints);
        glossaries->concepts += read.concepts;
    }
    if (status == LS_OK && read.bad > 0) {
        status = refuse(&read, ls_span_from(ls_buf_span(complaints), start), err);
    }
    ls_glossary_free(&read);
    ls_lexicon_builder_free(&builder);
    ls_analyzer_free(analyzer);
    return status;
}

static enum ls_status take_file(struct ls_glossaries *glossaries, struct ls_span path,
                                struct ls_arena *arena, struct ls_buf *complaints,
                                struct ls_error *err)
{
    struct ls_glossary_text *item = LS_ARENA_PUSH(arena, glossaries->items, &glossaries->count);
    if (!item) {
        return ls_fail_memory(err);
    }
    item->path = path;
    enum ls_status status = ls_file_read(path.ptr, LS_GLOSSARY_BYTES_MAX, arena, &item->text, err);
    return status == LS_OK ? check(item, glossaries, complaints, err) : status;
}

static bool are_same(const struct ls_glossaries *a, const struct ls_glossaries *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = ls_span_equal(a->items[i].path, b->items[i].path) &&
               ls_span_equal(a->items[i].text, b->items[i].text);
    }
    return same;
}

enum ls_status ls_glossaries_take(struct ls_glossaries *glossaries, const struct ls_span *paths,
                                  size_t count, struct ls_arena *arena, struct ls_buf *complaints,
                                  struct ls_error *err)
{
    struct ls_glossaries given = {.is_given = true};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        if (paths[i].len > 0) {
            status = take_file(&given, paths[i], arena, complaints, err);
        }
    }
    if (status == LS_OK && count > 0) {
        given.is_changed = !are_same(&given, glossaries);
        *glossaries = given;
    }
    return status;
}

/* ---- what they say ---- */

struct listing {
    struct ls_glossaries *glossaries;
    struct ls_arena *arena;
};

static void list_pair(void *context, struct ls_span first, struct ls_span other)
{
    struct listing *listing = context;
    struct ls_glossaries *glossaries = listing->glossaries;
    struct ls_learned_pair *pair =
        LS_ARENA_PUSH(listing->arena, glossaries->pairs, &glossaries->pair_count);
    if (pair) {
        *pair = (struct ls_learned_pair){
            .source = LS_LEXICON_USER, .left = first, .right = other, .weight = 1};
    }
}

enum ls_status ls_glossaries_add(struct ls_glossaries *glossaries, struct ls_analyzer *analyzer,
                                 struct ls_lexicon_builder *builder, struct ls_arena *arena,
                                 struct ls_error *err)
{
    struct listing listing = {glossaries, arena};
    enum ls_status status = LS_OK;
    glossaries->pairs = NULL;
    glossaries->pair_count = 0;
    for (size_t i = 0; status == LS_OK && i < glossaries->count; i++) {
        struct ls_glossary read = {.tell = list_pair, .context = &listing};
        status = ls_glossary_read(glossaries->items[i].text, LS_LEXICON_USER, analyzer, builder,
                                  &read, err);
        ls_glossary_free(&read);
    }
    return status == LS_OK && arena->failed ? ls_fail_memory(err) : status;
}
