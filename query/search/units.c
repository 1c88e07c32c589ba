#include "query/search/units.h"

#include "text/stream.h"

struct maker {
    struct ls_analyzer *analyzer;
    struct ls_arena *arena;
    struct ls_unit *units;
    size_t count;
    struct ls_buf pattern;
};

bool ls_unit_is_checked(const struct ls_unit *unit)
{
    bool is_pair = unit->place_count == 2 && unit->places[1].continues;
    return unit->compound.ptr || (unit->place_count > 1 && !is_pair);
}

static bool is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

/* Is the character at tokens[i] the only one of its run? */
static bool is_alone(const struct ls_token *tokens, size_t count, size_t i)
{
    bool pair_follows = i + 1 < count && tokens[i + 1].kind == LS_TOKEN_BIGRAM;
    return !tokens[i].glued && !pair_follows;
}

/* Every card that holds the tokens side by side holds the term of this one. The
 * characters of a longer run are left to its bigrams, which are rarer. */
static bool is_needed(const struct ls_token *tokens, size_t count, size_t i)
{
    switch (tokens[i].kind) {
    case LS_TOKEN_WORD:
    case LS_TOKEN_NUMBER:
    case LS_TOKEN_BIGRAM:
        return true;
    case LS_TOKEN_HAN:
        return is_alone(tokens, count, i);
    default:
        return false;
    }
}

static bool has_term(const struct ls_unit *unit, struct ls_span term)
{
    for (size_t i = 0; i < unit->term_count; i++) {
        if (ls_span_equal(unit->terms[i], term)) {
            return true;
        }
    }
    return false;
}

static void add_places(struct maker *maker, const struct ls_token *tokens, size_t count,
                       struct ls_unit *unit)
{
    struct ls_place *places = ls_arena_array(maker->arena, count, sizeof *places);
    for (size_t i = 0; places && i < count; i++) {
        if (is_place(&tokens[i])) {
            bool is_han = tokens[i].kind == LS_TOKEN_HAN;
            places[unit->place_count++] = (struct ls_place){
                .term = ls_arena_copy(maker->arena, ls_token_term(maker->analyzer, &tokens[i])),
                .is_han = is_han,
                .continues = is_han && tokens[i].glued};
        }
    }
    unit->places = places;
}

static void add_terms(struct maker *maker, const struct ls_token *tokens, size_t count,
                      struct ls_unit *unit)
{
    struct ls_span *terms = ls_arena_array(maker->arena, count, sizeof *terms);
    unit->terms = terms;
    for (size_t i = 0; terms && i < count; i++) {
        struct ls_span term = ls_token_term(maker->analyzer, &tokens[i]);
        if (is_needed(tokens, count, i) && !has_term(unit, term)) {
            terms[unit->term_count++] = ls_arena_copy(maker->arena, term);
        }
    }
}

static bool is_known(const struct maker *maker, const struct ls_unit *unit)
{
    for (size_t i = 0; i < maker->count; i++) {
        if (ls_span_equal(maker->units[i].pattern, unit->pattern) &&
            ls_span_equal(maker->units[i].compound, unit->compound)) {
            return true;
        }
    }
    return false;
}

/* Keeps the unit unless the query has it already. */
static enum ls_status keep_unit(struct maker *maker, const struct ls_unit *unit,
                                struct ls_error *err)
{
    if (maker->arena->failed) {
        return ls_fail_memory(err);
    }
    if (is_known(maker, unit)) {
        return LS_OK;
    }
    struct ls_unit *kept = LS_ARENA_PUSH(maker->arena, maker->units, &maker->count);
    if (!kept) {
        return ls_fail_memory(err);
    }
    *kept = *unit;
    return LS_OK;
}

static bool is_one_word(const struct ls_token *tokens, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (tokens[i].kind != LS_TOKEN_COMPOUND && !tokens[i].glued) {
            return false;
        }
    }
    return true;
}

/* One unit of tokens without breaks; text starts at an offset of the query. */
static enum ls_status make_unit(struct maker *maker, const struct ls_token *tokens, size_t count,
                                size_t offset, struct ls_error *err)
{
    struct ls_unit unit = {
        .place = {offset + tokens[0].first, offset + tokens[count - 1].past},
    };
    bool glued = count > 1 && tokens[1].kind == LS_TOKEN_COMPOUND && is_one_word(tokens, count);
    if (glued) {
        unit.compound = ls_arena_copy(maker->arena, ls_token_term(maker->analyzer, &tokens[1]));
    }
    add_places(maker, tokens, count, &unit);
    add_terms(maker, tokens, count, &unit);
    ls_buf_clear(&maker->pattern);
    ls_stream_pattern(&maker->pattern, maker->analyzer, tokens, count);
    unit.pattern = ls_arena_copy(maker->arena, ls_buf_span(&maker->pattern));
    return maker->pattern.failed ? ls_fail_memory(err) : keep_unit(maker, &unit, err);
}

/* Does a unit end before tokens[i]? A phrase goes on until a break. */
static bool ends_before(enum ls_node_kind kind, const struct ls_tokens *tokens, size_t i)
{
    const struct ls_token *token = &tokens->items[i];
    if (token->kind == LS_TOKEN_BREAK) {
        return true;
    }
    return kind == LS_NODE_WORD && is_place(token) && !token->glued;
}

static enum ls_status add_leaf(struct maker *maker, const struct ls_node *leaf, size_t offset,
                               struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(maker->analyzer, leaf->text, &tokens, err);
    for (size_t i = 0, past; status == LS_OK && i < tokens.count; i = past) {
        past = i + 1;
        if (tokens.items[i].kind == LS_TOKEN_BREAK) {
            continue;
        }
        while (past < tokens.count && !ends_before(leaf->kind, &tokens, past)) {
            past++;
        }
        status = make_unit(maker, &tokens.items[i], past - i, offset, err);
    }
    return status;
}

static enum ls_status fail_empty(struct ls_span query, struct ls_error *err)
{
    enum { SHOWN_BYTES_MAX = 60 };
    bool is_cut = query.len > SHOWN_BYTES_MAX;
    size_t len = is_cut ? SHOWN_BYTES_MAX : query.len;
    while (is_cut && len > 0 && ((unsigned char)query.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    return ls_fail(err, LS_USAGE, "no word or number to search for in %.*s%s", (int)len, query.ptr,
                   is_cut ? "…" : "");
}

enum ls_status ls_units_make(const struct ls_node *root, struct ls_span query,
                             struct ls_analyzer *analyzer, struct ls_arena *arena,
                             struct ls_units *units, struct ls_error *err)
{
    *units = (struct ls_units){0};
    struct maker maker = {.analyzer = analyzer, .arena = arena};
    enum ls_status status = LS_OK;
    for (const struct ls_node *leaf = root->children; status == LS_OK && leaf; leaf = leaf->next) {
        status = add_leaf(&maker, leaf, (size_t)(leaf->text.ptr - query.ptr), err);
    }
    if (status == LS_OK && maker.count > LS_UNITS_MAX) {
        status = ls_fail(err, LS_USAGE, "the query has %zu words: at most %d can be asked for",
                         maker.count, LS_UNITS_MAX);
    }
    if (status == LS_OK && maker.count == 0 && query.len > 0) {
        status = fail_empty(query, err);
    }
    if (status == LS_OK) {
        *units = (struct ls_units){maker.units, maker.count};
    }
    ls_buf_free(&maker.pattern);
    return status;
}

/* The places of part number i of a unit: two characters of a run, else one place. */
static size_t part_places(const struct ls_unit *unit, size_t i)
{
    bool is_pair = i + 1 < unit->place_count && unit->places[i + 1].continues;
    bool ends_run = unit->places[i].continues && !is_pair;
    return is_pair ? 2 : ends_run ? 0 : 1;
}

static enum ls_status split_unit(struct maker *maker, const struct ls_unit *unit,
                                 struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < unit->place_count; i++) {
        size_t count = part_places(unit, i);
        if (count == 0) {
            continue;
        }
        const struct ls_place *places = &unit->places[i];
        struct ls_span second = count == 2 ? places[1].term : ls_span("", 0);
        struct ls_span *term = ls_arena_alloc(maker->arena, sizeof *term);
        if (!term) {
            return ls_fail_memory(err);
        }
        *term = ls_arena_printf(maker->arena, "%.*s%.*s", LS_SPAN_ARG(places[0].term),
                                LS_SPAN_ARG(second));
        struct ls_span pattern =
            places[0].is_han ? *term : ls_arena_printf(maker->arena, " %.*s ", LS_SPAN_ARG(*term));
        struct ls_unit part = {.place = unit->place,
                               .places = places,
                               .place_count = count,
                               .pattern = pattern,
                               .terms = term,
                               .term_count = 1};
        status = keep_unit(maker, &part, err);
    }
    return status;
}

enum ls_status ls_units_split(const struct ls_units *units, struct ls_arena *arena,
                              struct ls_units *parts, struct ls_error *err)
{
    *parts = (struct ls_units){0};
    struct maker maker = {.arena = arena};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < units->count; i++) {
        status = split_unit(&maker, &units->items[i], err);
    }
    if (status == LS_OK) {
        *parts = (struct ls_units){maker.units, maker.count};
    }
    return status;
}
