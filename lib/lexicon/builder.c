#include "lexicon/builder.h"

#include "lexicon/format.h"
#include "text/charclass.h"
#include "text/utf8.h"

#include <stdlib.h>

#define ROWS_BYTES_MAX UINT32_MAX

struct ls_lexicon_row {
    const char *text; /* the key, and behind it the member */
    uint32_t hash;    /* of the key */
    uint16_t key_len;
    uint16_t member_len;
    uint32_t cards;
    uint16_t weight; /* in units of 1 / LS_LEXICON_WEIGHT_ONE */
    uint8_t source;
    uint8_t places; /* of the key */
};

void ls_lexicon_builder_free(struct ls_lexicon_builder *builder)
{
    ls_arena_free(&builder->arena);
    *builder = (struct ls_lexicon_builder){0};
}

/* The words and Han characters of a lexeme. */
static size_t count_places(struct ls_span lexeme)
{
    size_t count = 0;
    bool in_word = false;
    unsigned width;
    for (size_t at = 0; at < lexeme.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(lexeme.ptr, lexeme.len, at, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        bool is_word = !is_han && codepoint != ' ';
        count += is_han || (is_word && !in_word);
        in_word = is_word;
    }
    return count;
}

static bool is_lexeme(struct ls_span text)
{
    return text.len > 0 && text.len <= LS_LEXEME_BYTES_MAX;
}

/* 0 when it is none that a member can have. */
static uint16_t weight_units(double weight)
{
    if (!(weight > 0)) {
        return 0;
    }
    double units = weight < LS_LEXICON_WEIGHT_MAX ? weight * LS_LEXICON_WEIGHT_ONE + 0.5
                                                  : LS_LEXICON_WEIGHT_MAX * LS_LEXICON_WEIGHT_ONE;
    return units < 1 ? 1 : (uint16_t)units;
}

static struct ls_span key_of(const struct ls_lexicon_row *row)
{
    return ls_span(row->text, row->key_len);
}

static struct ls_span member_of(const struct ls_lexicon_row *row)
{
    return ls_span(row->text + row->key_len, row->member_len);
}

void ls_lexicon_builder_add(struct ls_lexicon_builder *builder, struct ls_span key,
                            struct ls_span member, double weight, enum ls_lexicon_source source,
                            uint32_t cards)
{
    uint16_t units = weight_units(weight);
    if (!is_lexeme(key) || !is_lexeme(member) || units == 0 || ls_span_equal(key, member)) {
        return;
    }
    size_t places = count_places(key);
    if (places == 0 || places > LS_LEXICON_PLACES_MAX) {
        return;
    }
    char *text = ls_arena_bytes(&builder->arena, key.len + member.len);
    struct ls_lexicon_row *row =
        text ? LS_ARENA_PUSH(&builder->arena, builder->rows, &builder->count) : NULL;
    if (!row) {
        return;
    }
    memcpy(text, key.ptr, key.len);
    memcpy(text + key.len, member.ptr, member.len);
    *row = (struct ls_lexicon_row){.text = text,
                                   .hash = ls_lexicon_hash(key),
                                   .key_len = (uint16_t)key.len,
                                   .member_len = (uint16_t)member.len,
                                   .cards = cards,
                                   .weight = units,
                                   .source = (uint8_t)source,
                                   .places = (uint8_t)places};
}

static int order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* Rows of a bucket together, then those of a key, then those of a pair. */
static int compare_pairs(const void *left, const void *right)
{
    const struct ls_lexicon_row *a = left, *b = right;
    int by = order(a->hash, b->hash);
    by = by ? by : ls_span_compare(key_of(a), key_of(b));
    return by ? by : ls_span_compare(member_of(a), member_of(b));
}

/* A key's rows as a walk gives them. What equal weights leave open must be settled by the rows
 * themselves, for the same ones in another order make the same bytes. */
static int compare_members(const void *left, const void *right)
{
    const struct ls_lexicon_row *a = left, *b = right;
    int by = order(b->weight, a->weight);
    by = by ? by : order(b->cards, a->cards);
    return by ? by : ls_span_compare(member_of(a), member_of(b));
}

static void merge(struct ls_lexicon_row *into, const struct ls_lexicon_row *row)
{
    uint32_t cards = into->cards + row->cards;
    into->cards = cards < into->cards ? UINT32_MAX : cards;
    bool is_heavier = row->weight > into->weight;
    bool is_before = row->weight == into->weight && row->source < into->source;
    if (is_heavier || is_before) {
        into->weight = row->weight;
        into->source = row->source;
    }
}

/* Sorts the rows; of each pair one is left. */
static void merge_pairs(struct ls_lexicon_builder *builder)
{
    struct ls_lexicon_row *rows = builder->rows;
    size_t kept = 0;
    if (builder->count > 0) {
        qsort(rows, builder->count, sizeof *rows, compare_pairs);
    }
    for (size_t i = 0; i < builder->count; i++) {
        if (kept > 0 && compare_pairs(&rows[kept - 1], &rows[i]) == 0) {
            merge(&rows[kept - 1], &rows[i]);
        } else {
            rows[kept++] = rows[i];
        }
    }
    builder->count = kept;
}

static void add_u32(struct ls_buf *out, uint32_t value)
{
    char bytes[] = {(char)value, (char)(value >> 8), (char)(value >> 16), (char)(value >> 24)};
    ls_buf_add(out, bytes, sizeof bytes);
}

static void put_u32(struct ls_buf *out, size_t at, uint32_t value)
{
    if (!out->failed) {
        for (int i = 0; i < 4; i++) {
            out->ptr[at + i] = (char)(value >> 8 * i);
        }
    }
}

static size_t key_past(const struct ls_lexicon_builder *builder, size_t first)
{
    const struct ls_lexicon_row *rows = builder->rows;
    size_t past = first + 1;
    while (past < builder->count && rows[past].hash == rows[first].hash &&
           ls_span_equal(key_of(&rows[past]), key_of(&rows[first]))) {
        past++;
    }
    return past;
}

static size_t count_keys(const struct ls_lexicon_builder *builder)
{
    size_t count = 0;
    for (size_t i = 0; i < builder->count; i = key_past(builder, i)) {
        count++;
    }
    return count;
}

static uint32_t most_places(const struct ls_lexicon_builder *builder)
{
    uint32_t most = 0;
    for (size_t i = 0; i < builder->count; i++) {
        most = builder->rows[i].places > most ? builder->rows[i].places : most;
    }
    return most;
}

/* All of the head but what only the rows tell. */
static void add_head(struct ls_buf *out, uint32_t key_count, uint32_t places_max)
{
    uint64_t analyzer = ls_lexicon_analyzer();
    ls_buf_add_str(out, LS_LEXICON_MAGIC);
    add_u32(out, LS_LEXICON_VERSION);
    add_u32(out, key_count);
    add_u32(out, (uint32_t)analyzer);
    add_u32(out, (uint32_t)(analyzer >> 32));
    add_u32(out, places_max);
    for (int i = 0; i < (LS_LEXICON_HEAD_BYTES - LS_LEXICON_AT_ROWS) / 4; i++) {
        add_u32(out, 0);
    }
    out->failed |= analyzer == 0;
}

static void close_head(struct ls_buf *out, size_t start, uint32_t rows_bytes)
{
    put_u32(out, start + LS_LEXICON_AT_ROWS, rows_bytes);
    if (!out->failed) {
        struct ls_span head = ls_span(out->ptr + start, LS_LEXICON_AT_HASH);
        put_u32(out, start + LS_LEXICON_AT_HASH, ls_hash32(LS_HASH32_START, head));
    }
}

static void add_member(struct ls_buf *out, const struct ls_lexicon_row *row)
{
    ls_buf_add_varint(out, row->member_len);
    ls_buf_add_span(out, member_of(row));
    char weight[] = {(char)row->weight, (char)(row->weight >> 8)};
    ls_buf_add(out, weight, sizeof weight);
    ls_buf_add_varint(out, (uint64_t)row->cards * LS_LEXICON_SOURCES_MAX + row->source);
}

/* The row of a key; scratch is for its members. */
static void add_row(struct ls_buf *out, const struct ls_lexicon_row *rows, size_t count,
                    struct ls_buf *scratch)
{
    size_t kept = count < LS_LEXICON_MEMBERS_MAX ? count : LS_LEXICON_MEMBERS_MAX;
    ls_buf_clear(scratch);
    ls_buf_add_varint(scratch, kept);
    for (size_t i = 0; i < kept; i++) {
        add_member(scratch, &rows[i]);
    }
    ls_buf_add_varint(out, rows->key_len);
    ls_buf_add_varint(out, scratch->len);
    ls_buf_add_span(out, key_of(rows));
    ls_buf_add_span(out, ls_buf_span(scratch));
    out->failed |= scratch->failed;
}

/* The buckets, of which there is room at the offset table, and the rows behind what is there. */
static void add_rows(struct ls_lexicon_builder *builder, size_t table, uint64_t bucket_count,
                     struct ls_buf *out)
{
    struct ls_buf scratch = {0};
    size_t rows_start = out->len;
    uint64_t bucket = 0;
    for (size_t first = 0, past; first < builder->count && !out->failed; first = past) {
        past = key_past(builder, first);
        uint64_t own = ls_lexicon_bucket(builder->rows[first].hash, bucket_count);
        for (; bucket <= own; bucket++) {
            put_u32(out, table + 4 * bucket, (uint32_t)(out->len - rows_start));
        }
        qsort(&builder->rows[first], past - first, sizeof *builder->rows, compare_members);
        add_row(out, &builder->rows[first], past - first, &scratch);
    }
    for (; bucket <= bucket_count; bucket++) {
        put_u32(out, table + 4 * bucket, (uint32_t)(out->len - rows_start));
    }
    ls_buf_free(&scratch);
}

enum ls_status ls_lexicon_builder_finish(struct ls_lexicon_builder *builder, struct ls_buf *out,
                                         struct ls_error *err)
{
    if (builder->arena.failed) {
        return ls_fail_memory(err);
    }
    merge_pairs(builder);
    size_t keys = count_keys(builder);
    size_t start = out->len;
    add_head(out, (uint32_t)keys, most_places(builder));
    size_t table = out->len;
    uint64_t bucket_count = ls_lexicon_bucket_count(keys);
    for (uint64_t i = 0; i <= bucket_count; i++) {
        add_u32(out, 0);
    }
    size_t rows_start = out->len;
    add_rows(builder, table, bucket_count, out);
    size_t rows_bytes = out->len - rows_start;
    if (rows_bytes > ROWS_BYTES_MAX) {
        out->len = start;
        return ls_fail(err, LS_USAGE, "%zu words with their members are too many for a lexicon",
                       keys);
    }
    close_head(out, start, (uint32_t)rows_bytes);
    return out->failed ? ls_fail_memory(err) : LS_OK;
}
