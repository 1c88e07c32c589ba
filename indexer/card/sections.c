#include "indexer/card/sections.h"

#include "indexer/card/values.h"

#include "text/charclass.h"
#include "text/utf8.h"

static void close_section(struct ls_sections *sections)
{
    struct ls_span text = ls_buf_span(&sections->text);
    if (sections->has_open) {
        text.len -= text.len > 0 && text.ptr[text.len - 1] == '\n';
        sections->items[sections->open].text = ls_arena_copy(sections->arena, text);
    }
    sections->has_open = false;
    sections->arena->failed = sections->arena->failed || sections->text.failed;
    ls_buf_clear(&sections->text);
}

static size_t push(struct ls_sections *sections, const struct ls_section *section)
{
    struct ls_section *added = LS_ARENA_PUSH(sections->arena, sections->items, &sections->count);
    if (added) {
        *added = *section;
    }
    return sections->count - 1;
}

void ls_sections_begin(struct ls_sections *sections, const struct ls_section *section)
{
    sections->anchor = section->anchor;
    if (sections->count >= LS_SECTIONS_MAX && sections->has_open) {
        ls_sections_add_text(sections, section->heading, section->line);
        return;
    }
    close_section(sections);
    sections->has_abstract = sections->has_abstract || section->field == LS_FIELD_ABSTRACT;
    sections->open = push(sections, section);
    sections->has_open = !sections->arena->failed;
}

void ls_sections_begin_title(struct ls_sections *sections, struct ls_span heading, uint32_t line)
{
    struct ls_section untitled = {.field = LS_FIELD_BODY, .heading = heading, .line = line};
    bool is_full = sections->count >= LS_SECTIONS_MAX;
    ls_sections_begin(sections, &untitled);
    if (!is_full) {
        sections->title = sections->open;
        sections->has_title = sections->has_open;
        untitled.heading = ls_span(NULL, 0);
        ls_sections_begin(sections, &untitled);
    }
}

void ls_sections_add_text(struct ls_sections *sections, struct ls_span text, uint32_t line)
{
    if (ls_span_trim(text).len == 0) {
        return;
    }
    if (!sections->has_open) {
        ls_sections_begin(sections, &(struct ls_section){.field = LS_FIELD_BODY, .line = line});
    }
    ls_buf_add_span(&sections->text, text);
    ls_buf_add_char(&sections->text, '\n');
}

bool ls_sections_add_value(struct ls_sections *sections, enum ls_fact_kind kind,
                           struct ls_span text, uint32_t line)
{
    static const struct {
        enum ls_field field;
        bool is_own;
    } fields[LS_FACT_COUNT] = {
        [LS_FACT_TITLE_EN] = {LS_FIELD_TITLE, true},
        [LS_FACT_TITLE_ZH] = {LS_FIELD_TITLE, true},
        [LS_FACT_JOURNAL] = {LS_FIELD_JOURNAL, true},
        [LS_FACT_AUTHORS] = {LS_FIELD_AUTHORS, true},
    };
    if (!fields[kind].is_own || sections->has_value[kind]) {
        return false;
    }
    push(sections,
         &(struct ls_section){
             .field = fields[kind].field, .anchor = sections->anchor, .text = text, .line = line});
    sections->has_value[kind] = true;
    return true;
}

void ls_sections_add_link(struct ls_sections *sections, struct ls_span url, uint32_t line)
{
    sections->links_line = sections->links_line ? sections->links_line : line;
    ls_buf_add_span(&sections->links, url);
    ls_buf_add_char(&sections->links, '\n');
}

static bool is_word_character(uint32_t codepoint)
{
    if (codepoint < 0x80) {
        return (codepoint >= '0' && codepoint <= '9') ||
               ((codepoint | 0x20) >= 'a' && (codepoint | 0x20) <= 'z');
    }
    return ls_charclass(codepoint) != LS_CHAR_SPACE && ls_charclass(codepoint) != LS_CHAR_STOP;
}

static bool is_word_at(struct ls_span text, size_t at)
{
    unsigned width;
    return at < text.len && is_word_character(ls_utf8_decode(text.ptr, text.len, at, &width));
}

static bool is_word_before(struct ls_span text, size_t at)
{
    while (at > 0 && ((unsigned char)text.ptr[--at] & 0xc0) == 0x80) {
    }
    return at < text.len && is_word_at(text, at);
}

/* Finds part in whole where no word is cut in two: taken out, it leaves whole
 * words behind. */
static bool find_whole(struct ls_span whole, struct ls_span part, size_t *at)
{
    const char *found =
        part.len && whole.len ? memmem(whole.ptr, whole.len, part.ptr, part.len) : NULL;
    if (!found) {
        return false;
    }
    size_t past = (size_t)(found - whole.ptr) + part.len;
    *at = (size_t)(found - whole.ptr);
    bool cuts_front = *at > 0 && is_word_before(whole, *at) && is_word_at(part, 0);
    bool cuts_back = is_word_at(whole, past) && is_word_before(part, part.len);
    return !cuts_front && !cuts_back;
}

static struct ls_span without_stop(struct ls_span title)
{
    title.len -= title.len > 1 && title.ptr[title.len - 1] == '.';
    return title;
}

enum { TITLE_PIECES_MAX = 3 }; /* two titles leave no more */

/* What an H1 says beside the titles that it repeats: what stands before, between and behind them,
 * each as it was written. Joined they would show a heading with a hole in it. */
struct pieces {
    struct ls_span items[TITLE_PIECES_MAX];
    size_t count;
};

static void split_piece(struct pieces *pieces, size_t number, size_t at, size_t past)
{
    struct ls_span whole = pieces->items[number];
    for (size_t i = pieces->count++; i > number + 1; i--) {
        pieces->items[i] = pieces->items[i - 1];
    }
    pieces->items[number] = ls_span_trim(ls_span(whole.ptr, at));
    pieces->items[number + 1] = ls_span_trim(ls_span_from(whole, past));
}

/* Cuts the title out of the piece that holds it; false when none does. */
static bool cut_title(struct pieces *pieces, struct ls_span title)
{
    title = without_stop(title);
    for (size_t i = 0; i < pieces->count; i++) {
        size_t at;
        if (find_whole(pieces->items[i], title, &at)) {
            split_piece(pieces, i, at, at + title.len);
            return true;
        }
    }
    return false;
}

/* "文獻 3：Deep learning", whose title goes on: only "文獻 3：" is left. */
static bool cut_beginning(struct ls_span *heading, struct ls_span title)
{
    static const char *const borders[] = {"：", ": "};
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
        const char *found = heading->len
                                ? memmem(heading->ptr, heading->len, borders[i], strlen(borders[i]))
                                : NULL;
        size_t past = found ? (size_t)(found - heading->ptr) + strlen(borders[i]) : 0;
        struct ls_span rest = ls_span_trim(ls_span_from(*heading, past));
        size_t at;
        if (found && find_whole(title, rest, &at)) {
            *heading = ls_span_trim(ls_span(heading->ptr, past));
            return true;
        }
    }
    return false;
}

static bool holds_word(struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        if (is_word_character(ls_utf8_decode(text.ptr, text.len, at, &width))) {
            return true;
        }
    }
    return false;
}

static void keep(struct ls_section *kept, size_t *count, const struct ls_section *section)
{
    if (section->heading.len > 0 || section->text.len > 0) {
        kept[(*count)++] = *section;
    }
}

/* A title that the H1 repeats is counted once; what else the H1 says stays. */
static void keep_title(const struct ls_section *title, const struct ls_card *card,
                       struct ls_section *kept, size_t *count)
{
    struct pieces pieces = {{card->heading}, 1};
    bool repeats_en = cut_title(&pieces, card->title_en);
    bool repeats_zh = cut_title(&pieces, card->title_zh);
    bool repeats = repeats_en || repeats_zh || cut_beginning(&pieces.items[0], card->title_en) ||
                   cut_beginning(&pieces.items[0], card->title_zh);
    struct ls_section section = *title;
    section.field = repeats ? LS_FIELD_BODY : LS_FIELD_TITLE;
    section.heading = ls_span(NULL, 0);
    for (size_t i = 0; i < pieces.count; i++) {
        section.text = holds_word(pieces.items[i]) ? pieces.items[i] : ls_span(NULL, 0);
        keep(kept, count, &section);
    }
}

/* "a\x1f" "b\x1f" → "a; b" */
static struct ls_span join_items(struct ls_arena *arena, struct ls_span items)
{
    char *joined = ls_arena_alloc(arena, items.len * 2 + 1);
    size_t len = 0;
    for (size_t at = 0; joined && at < items.len; at++) {
        bool is_border = items.ptr[at] == LS_ITEM_BORDER;
        bool is_last = at + 1 == items.len;
        if (!is_border) {
            joined[len++] = items.ptr[at];
        } else if (!is_last) {
            joined[len++] = ';';
            joined[len++] = ' ';
        }
    }
    return ls_span(joined, len);
}

/* What front matter says and no line of the card does. */
static void keep_front(struct ls_sections *sections, const struct ls_facts *facts,
                       const bool is_from_front[LS_FACT_COUNT], struct ls_section *kept,
                       size_t *count)
{
    static const struct {
        enum ls_fact_kind kind;
        enum ls_field field;
    } shown[] = {
        {LS_FACT_TITLE_EN, LS_FIELD_TITLE},
        {LS_FACT_TITLE_ZH, LS_FIELD_TITLE},
        {LS_FACT_JOURNAL, LS_FIELD_JOURNAL},
        {LS_FACT_AUTHORS, LS_FIELD_AUTHORS},
        {LS_FACT_TAGS, LS_FIELD_BODY},
        {LS_FACT_DOMAINS, LS_FIELD_BODY},
        {LS_FACT_DESCRIPTION, LS_FIELD_ABSTRACT},
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const struct ls_fact *fact = ls_facts_first(facts, shown[i].kind, LS_PLACE_FRONT);
        bool is_wanted = is_from_front[shown[i].kind] ||
                         (shown[i].kind == LS_FACT_DESCRIPTION && !sections->has_abstract);
        if (fact && is_wanted) {
            keep(kept, count,
                 &(struct ls_section){.field = shown[i].field,
                                      .text = join_items(sections->arena, fact->text),
                                      .line = fact->line});
        }
    }
}

static void sort_by_line(struct ls_section *sections, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && sections[j - 1].line > sections[j].line; j--) {
            struct ls_section swapped = sections[j];
            sections[j] = sections[j - 1];
            sections[j - 1] = swapped;
        }
    }
}

void ls_sections_finish(struct ls_sections *sections, const struct ls_facts *facts,
                        const bool is_from_front[LS_FACT_COUNT], struct ls_card *card)
{
    const struct ls_fact *slug = ls_facts_first(facts, LS_FACT_SLUG, LS_PLACE_FRONT);
    close_section(sections);
    if (slug) {
        ls_sections_add_link(sections, slug->text, slug->line);
    }
    size_t room = sections->count + TITLE_PIECES_MAX + LS_FACT_COUNT + 1;
    struct ls_section *kept = ls_arena_array(sections->arena, room, sizeof *kept);
    struct ls_span links = ls_buf_span(&sections->links);
    size_t count = 0;
    sections->arena->failed = sections->arena->failed || sections->links.failed;
    if (!kept) {
        return;
    }
    keep_front(sections, facts, is_from_front, kept, &count);
    sort_by_line(kept, count);
    sections->front_count = count;
    for (size_t i = 0; i < sections->count; i++) {
        if (sections->has_title && i == sections->title) {
            keep_title(&sections->items[i], card, kept, &count);
        } else {
            keep(kept, &count, &sections->items[i]);
        }
    }
    if (links.len > 0) {
        links = ls_arena_copy(sections->arena, ls_span(links.ptr, links.len - 1));
        keep(kept, &count,
             &(struct ls_section){
                 .field = LS_FIELD_LINK, .text = links, .line = sections->links_line});
    }
    card->sections = kept;
    card->section_count = count;
}

void ls_sections_free(struct ls_sections *sections)
{
    ls_buf_free(&sections->text);
    ls_buf_free(&sections->links);
}
