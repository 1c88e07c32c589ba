#include "store/card_bytes.h"

#include <math.h>

/* Numbers are LEB128. A span is its length + 1 and its bytes, an absent one 0.
 * The spans of the table come first, then score (IEEE 754 bits), year, domains,
 * authors and sections, each list behind its count. */

static struct ls_span *span_at(struct ls_card *card, unsigned i)
{
    struct ls_span *spans[] = {&card->id,   &card->heading, &card->title_en, &card->title_zh,
                               &card->pmid, &card->doi,     &card->journal,  &card->route};
    return i < sizeof spans / sizeof *spans ? spans[i] : NULL;
}

static void write_span(struct ls_buf *out, struct ls_span span)
{
    ls_buf_add_varint(out, span.ptr ? span.len + 1 : 0);
    ls_buf_add_span(out, span);
}

static void write_spans(struct ls_buf *out, const struct ls_span *spans, size_t count)
{
    ls_buf_add_varint(out, count);
    for (size_t i = 0; i < count; i++) {
        write_span(out, spans[i]);
    }
}

static void write_section(struct ls_buf *out, const struct ls_section *section)
{
    ls_buf_add_varint(out, section->field);
    ls_buf_add_varint(out, section->part);
    ls_buf_add_varint(out, section->level);
    ls_buf_add_varint(out, section->line);
    write_span(out, section->heading);
    write_span(out, section->anchor);
    write_span(out, section->text);
}

void ls_card_write(const struct ls_card *card, struct ls_buf *out)
{
    struct ls_card copy = *card;
    for (unsigned i = 0; span_at(&copy, i); i++) {
        write_span(out, *span_at(&copy, i));
    }
    uint64_t score_bits;
    memcpy(&score_bits, &card->score, sizeof score_bits);
    ls_buf_add(out, &score_bits, sizeof score_bits);
    ls_buf_add_varint(out, (uint64_t)card->year);
    write_spans(out, card->domains, card->domain_count);
    write_spans(out, card->authors, card->author_count);
    ls_buf_add_varint(out, card->section_count);
    for (size_t i = 0; i < card->section_count; i++) {
        write_section(out, &card->sections[i]);
    }
}

static bool read_number(struct ls_span *bytes, uint64_t limit, uint64_t *out)
{
    return ls_varint_take(bytes, out) && *out <= limit;
}

static bool read_span(struct ls_span *bytes, struct ls_span *out)
{
    uint64_t len;
    *out = ls_span(NULL, 0);
    if (!read_number(bytes, bytes->len, &len) || (len > 0 && len - 1 > bytes->len)) {
        return false;
    }
    if (len > 0) {
        *out = ls_span(bytes->ptr, len - 1);
        *bytes = ls_span_from(*bytes, len - 1);
    }
    return true;
}

static bool read_spans(struct ls_span *bytes, struct ls_arena *arena, struct ls_span **out,
                       size_t *count)
{
    uint64_t number;
    if (!read_number(bytes, bytes->len, &number)) {
        return false;
    }
    *out = ls_arena_array(arena, number, sizeof **out);
    *count = *out ? number : 0;
    for (size_t i = 0; i < *count; i++) {
        if (!read_span(bytes, &(*out)[i])) {
            return false;
        }
    }
    return *out != NULL;
}

static bool read_section(struct ls_span *bytes, struct ls_section *section)
{
    uint64_t field;
    uint64_t part;
    uint64_t level;
    uint64_t line;
    bool good = read_number(bytes, LS_FIELD_COUNT - 1, &field) &&
                read_number(bytes, LS_PART_COUNT - 1, &part) && read_number(bytes, 6, &level) &&
                read_number(bytes, UINT32_MAX, &line) && read_span(bytes, &section->heading) &&
                read_span(bytes, &section->anchor) && read_span(bytes, &section->text);
    if (good) {
        section->field = (enum ls_field)field;
        section->part = (enum ls_part)part;
        section->level = (unsigned)level;
        section->line = (uint32_t)line;
    }
    return good;
}

static bool read_sections(struct ls_span *bytes, struct ls_arena *arena, struct ls_card *card)
{
    uint64_t count;
    if (!read_number(bytes, bytes->len, &count)) {
        return false;
    }
    card->sections = ls_arena_array(arena, count, sizeof *card->sections);
    card->section_count = card->sections ? count : 0;
    for (size_t i = 0; i < card->section_count; i++) {
        if (!read_section(bytes, &card->sections[i])) {
            return false;
        }
    }
    return card->sections != NULL;
}

bool ls_card_read(struct ls_span bytes, struct ls_arena *arena, struct ls_card *card)
{
    *card = (struct ls_card){.score = NAN};
    for (unsigned i = 0; span_at(card, i); i++) {
        if (!read_span(&bytes, span_at(card, i))) {
            return false;
        }
    }
    if (bytes.len < sizeof card->score) {
        return false;
    }
    memcpy(&card->score, bytes.ptr, sizeof card->score);
    bytes = ls_span_from(bytes, sizeof card->score);
    uint64_t year;
    if (!read_number(&bytes, 9999, &year)) {
        return false;
    }
    card->year = (int)year;
    return read_spans(&bytes, arena, &card->domains, &card->domain_count) &&
           read_spans(&bytes, arena, &card->authors, &card->author_count) &&
           read_sections(&bytes, arena, card) && bytes.len == 0;
}
