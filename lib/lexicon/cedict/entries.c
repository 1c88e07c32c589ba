#include "lexicon/cedict/entries.h"

#include "base/json_reason.h"
#include "lexicon/cedict/name.h"
#include "text/weak.h"

#include <stdlib.h>

struct parsing {
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_cedict *cedict;
    struct ls_buf scratch;
};

bool ls_cedict_take_stem(struct ls_span *rest, struct ls_span *stem)
{
    if (rest->len == 0) {
        return false;
    }
    const char *space = memchr(rest->ptr, ' ', rest->len);
    *stem = ls_span(rest->ptr, space ? (size_t)(space - rest->ptr) : rest->len);
    *rest = ls_span_from(*rest, stem->len + 1);
    return true;
}

static bool is_among(struct ls_span stem, const char *const *stems, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ls_span_equal(stem, ls_span_str(stems[i]))) {
            return true;
        }
    }
    return false;
}

/* Articles and the like, which a gloss may begin with and a text need not. */
static bool is_leading(struct ls_span stem)
{
    static const char *const leading[] = {"a", "an", "at", "be", "in", "of", "on", "the", "to"};
    return is_among(stem, leading, sizeof leading / sizeof *leading);
}

static bool is_negation(struct ls_span stem)
{
    static const char *const negations[] = {"cannot", "neither", "no", "nor", "not", "without"};
    return is_among(stem, negations, sizeof negations / sizeof *negations);
}

static bool is_weak(struct ls_span stem)
{
    return ls_word_weakness(stem) == LS_WORD_WEAK;
}

/* A gloss without the words that surround what it says. */
static struct ls_span trim_stems(struct ls_span lexeme)
{
    struct ls_span rest = lexeme, stem;
    while (ls_cedict_take_stem(&rest, &stem) && is_leading(stem)) {
        lexeme = rest;
    }
    while (lexeme.len > 0) {
        const char *space = memrchr(lexeme.ptr, ' ', lexeme.len);
        size_t last = space ? (size_t)(space - lexeme.ptr) + 1 : 0;
        if (!is_weak(ls_span_from(lexeme, last))) {
            break;
        }
        lexeme.len = space ? last - 1 : 0;
    }
    return lexeme;
}

/* Fills scratch with the words and numbers of a text. */
static enum ls_status stem_text(struct parsing *parsing, struct ls_span text, struct ls_error *err)
{
    struct ls_tokens tokens;
    struct ls_buf *scratch = &parsing->scratch;
    enum ls_status status = ls_analyze(parsing->analyzer, text, &tokens, err);
    ls_buf_clear(scratch);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        if (token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER) {
            ls_buf_add_str(scratch, scratch->len > 0 ? " " : "");
            ls_buf_add_span(scratch, ls_token_term(parsing->analyzer, token));
        }
    }
    return status;
}

/* What stands behind a comma tells more of the same: "Panjin, prefecture-level city in Liaoning".
 */
static struct ls_span before_comma(struct ls_span text)
{
    const char *comma = memchr(text.ptr, ',', text.len);
    return ls_span(text.ptr, comma ? (size_t)(comma - text.ptr) : text.len);
}

static enum ls_status add_gloss(struct parsing *parsing, struct ls_cedict_entry *entry,
                                struct ls_span text, struct ls_error *err)
{
    enum ls_status status = stem_text(parsing, before_comma(text), err);
    struct ls_span lexeme = trim_stems(ls_buf_span(&parsing->scratch));
    if (status != LS_OK || lexeme.len == 0) {
        return status;
    }
    struct ls_cedict_gloss *gloss =
        LS_ARENA_PUSH(parsing->arena, entry->glosses, &entry->gloss_count);
    if (!gloss) {
        return ls_fail_memory(err);
    }
    gloss->lexeme = ls_arena_copy(parsing->arena, lexeme);
    for (struct ls_span stem; ls_cedict_take_stem(&lexeme, &stem);) {
        gloss->stem_count++;
        gloss->strong_count += !is_weak(stem);
        gloss->is_negated |= is_negation(stem);
    }
    return LS_OK;
}

/* The lexeme of a headword; absent when it has anything but Han characters. */
static enum ls_status fold_headword(struct parsing *parsing, struct ls_span text,
                                    struct ls_span *headword, struct ls_error *err)
{
    struct ls_tokens tokens;
    struct ls_buf *scratch = &parsing->scratch;
    enum ls_status status = ls_analyze(parsing->analyzer, text, &tokens, err);
    bool is_han = status == LS_OK;
    ls_buf_clear(scratch);
    for (size_t i = 0; i < tokens.count && is_han; i++) {
        const struct ls_token *token = &tokens.items[i];
        is_han = token->kind == LS_TOKEN_HAN || token->kind == LS_TOKEN_BIGRAM;
        if (token->kind == LS_TOKEN_HAN) {
            ls_buf_add_str(scratch, scratch->len > 0 && !token->glued ? " " : "");
            ls_buf_add_span(scratch, ls_token_term(parsing->analyzer, token));
        }
    }
    bool is_word = is_han && scratch->len > 0;
    *headword = is_word ? ls_arena_copy(parsing->arena, ls_buf_span(scratch)) : ls_span(NULL, 0);
    return status;
}

static enum ls_status add_references(struct parsing *parsing, struct ls_cedict_entry *entry,
                                     const struct ls_cedict_said *said, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < said->reference_count; i++) {
        struct ls_span headword;
        status = fold_headword(parsing, said->references[i], &headword, err);
        struct ls_span *reference =
            headword.ptr ? LS_ARENA_PUSH(parsing->arena, entry->references, &entry->reference_count)
                         : NULL;
        if (reference) {
            *reference = headword;
        }
    }
    return status;
}

static struct ls_span text_of(const json_t *json)
{
    return ls_span(json_string_value(json), json_string_length(json));
}

static bool is_of_letters(struct ls_span stem)
{
    size_t letters = 0;
    while (letters < stem.len && stem.ptr[letters] >= 'a' && stem.ptr[letters] <= 'z') {
        letters++;
    }
    return stem.len > 0 && letters == stem.len;
}

/* Each text of a name's entry may give it in letters. */
static enum ls_status add_names(struct parsing *parsing, const json_t *json,
                                struct ls_span headword, struct ls_error *err)
{
    const json_t *english = json_object_get(json, "english");
    struct ls_span pinyin = text_of(json_object_get(json, "pinyin"));
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < json_array_size(english); i++) {
        struct ls_span word = ls_cedict_name(text_of(json_array_get(english, i)), pinyin);
        status = word.len > 0 ? stem_text(parsing, word, err) : LS_OK;
        struct ls_span stem = ls_buf_span(&parsing->scratch);
        if (status == LS_OK && word.len > 0 && is_of_letters(stem)) {
            struct ls_cedict *cedict = parsing->cedict;
            struct ls_cedict_name *name =
                LS_ARENA_PUSH(parsing->arena, cedict->names, &cedict->name_count);
            struct ls_span letters = ls_arena_copy(parsing->arena, stem);
            if (!name || !letters.ptr) {
                return ls_fail_memory(err);
            }
            *name = (struct ls_cedict_name){headword, letters};
        }
    }
    return status;
}

static enum ls_status read_english(struct parsing *parsing, const json_t *english,
                                   struct ls_cedict_entry *entry, struct ls_error *err)
{
    struct ls_cedict_said said = {0};
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < json_array_size(english); i++) {
        ls_cedict_read(text_of(json_array_get(english, i)), parsing->arena, &said);
    }
    for (size_t i = 0; status == LS_OK && i < said.gloss_count; i++) {
        status = add_gloss(parsing, entry, said.glosses[i], err);
    }
    return status == LS_OK ? add_references(parsing, entry, &said, err) : status;
}

static bool is_entry(const json_t *json)
{
    const json_t *english = json_object_get(json, "english");
    bool is_sound = json_is_string(json_object_get(json, "traditional")) &&
                    json_is_string(json_object_get(json, "pinyin")) && json_is_array(english);
    for (size_t i = 0; is_sound && i < json_array_size(english); i++) {
        is_sound = json_is_string(json_array_get(english, i));
    }
    return is_sound;
}

static enum ls_status read_entry(struct parsing *parsing, const json_t *json, size_t number,
                                 struct ls_error *err)
{
    struct ls_cedict *cedict = parsing->cedict;
    if (!is_entry(json)) {
        return ls_fail(err, LS_USAGE,
                       "entry %zu is not {\"traditional\": TEXT, \"pinyin\": TEXT, \"english\": "
                       "[TEXT, ...]}",
                       number + 1);
    }
    struct ls_span headword;
    enum ls_status status =
        fold_headword(parsing, text_of(json_object_get(json, "traditional")), &headword, err);
    if (status != LS_OK || !headword.ptr) {
        return status;
    }
    struct ls_cedict_entry *entry = LS_ARENA_PUSH(parsing->arena, cedict->entries, &cedict->count);
    if (!entry) {
        return ls_fail_memory(err);
    }
    char first = *json_string_value(json_object_get(json, "pinyin"));
    entry->headword = headword;
    entry->is_name = first >= 'A' && first <= 'Z';
    entry->number = number;
    status = entry->is_name ? add_names(parsing, json, headword, err) : LS_OK;
    return status == LS_OK ? read_english(parsing, json_object_get(json, "english"), entry, err)
                           : status;
}

static int compare(const void *left, const void *right)
{
    const struct ls_cedict_entry *a = left, *b = right;
    int by = ls_span_compare(a->headword, b->headword);
    by = by ? by : a->is_name - b->is_name;
    return by ? by : (a->number > b->number) - (a->number < b->number);
}

static enum ls_status read_entries(struct parsing *parsing, const json_t *list,
                                   struct ls_error *err)
{
    struct ls_cedict *cedict = parsing->cedict;
    enum ls_status status = LS_OK;
    cedict->read = json_array_size(list);
    for (size_t i = 0; status == LS_OK && i < cedict->read; i++) {
        status = read_entry(parsing, json_array_get(list, i), i, err);
    }
    if (status == LS_OK && (parsing->arena->failed || parsing->scratch.failed)) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK && cedict->count > 0) {
        qsort(cedict->entries, cedict->count, sizeof *cedict->entries, compare);
    }
    return status;
}

enum ls_status ls_cedict_parse(struct ls_span json, struct ls_analyzer *analyzer,
                               struct ls_arena *arena, struct ls_cedict *cedict,
                               struct ls_error *err)
{
    *cedict = (struct ls_cedict){0};
    struct parsing parsing = {.analyzer = analyzer, .arena = arena, .cedict = cedict};
    json_error_t cause;
    json_t *list = json_loadb(json.ptr ? json.ptr : "", json.len, 0, &cause);
    enum ls_status status = LS_OK;
    if (!list) {
        status = ls_fail(err, LS_USAGE, "line %d, column %d: this is no JSON: %s", cause.line,
                         cause.column, ls_json_reason(&cause));
    } else if (!json_is_array(list)) {
        status = ls_fail(err, LS_USAGE, "the JSON is no list of entries");
    } else {
        status = read_entries(&parsing, list, err);
    }
    json_decref(list);
    ls_buf_free(&parsing.scratch);
    return status;
}

size_t ls_cedict_find(const struct ls_cedict *cedict, struct ls_span headword)
{
    size_t low = 0;
    size_t high = cedict->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ls_span_compare(cedict->entries[middle].headword, headword) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < cedict->count && ls_span_equal(cedict->entries[low].headword, headword);
    return found ? low : cedict->count;
}
