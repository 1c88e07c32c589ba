#include "query/match/units.h"

#include "query/match/beginning.h"
#include "query/match/glued.h"
#include "text/stream.h"

static bool is_scoped(const struct ls_unit *unit)
{
    return unit->scope.fields || unit->scope.parts;
}

bool ls_unit_is_checked(const struct ls_unit *unit)
{
    bool is_pair = unit->place_count == 2 && unit->places[1].continues;
    return is_scoped(unit) || unit->compound.ptr || unit->is_beginning ||
           (unit->place_count > 1 && !is_pair);
}

bool ls_unit_is_bare_beginning(const struct ls_unit *unit)
{
    return unit->is_beginning && unit->place_count == 1 && !is_scoped(unit);
}

bool ls_unit_is_long_run(const struct ls_unit *unit)
{
    enum { LONG_RUN_CHARS = 4 };
    bool is_run = unit->place_count >= LONG_RUN_CHARS && !is_scoped(unit) && unit->places[0].is_han;
    for (size_t i = 1; is_run && i < unit->place_count; i++) {
        is_run = unit->places[i].continues;
    }
    return is_run;
}

void ls_unit_maker_free(struct ls_unit_maker *maker)
{
    ls_buf_free(&maker->scratch);
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

static void add_places(struct ls_unit_maker *maker, const struct ls_token *tokens, size_t count,
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

static void add_terms(struct ls_unit_maker *maker, const struct ls_token *tokens, size_t count,
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

static bool same_scope(struct ls_scope a, struct ls_scope b)
{
    bool same_fields =
        a.fields && b.fields ? strcmp(a.fields, b.fields) == 0 : a.fields == b.fields;
    return same_fields && a.parts == b.parts;
}

static bool same_unit(const struct ls_unit *a, const struct ls_unit *b)
{
    return ls_span_equal(a->pattern, b->pattern) && ls_span_equal(a->compound, b->compound) &&
           a->is_beginning == b->is_beginning && same_scope(a->scope, b->scope);
}

/* Keeps the unit unless the query has it already. */
static enum ls_status keep_unit(struct ls_unit_maker *maker, const struct ls_unit *unit,
                                uint32_t *number, struct ls_error *err)
{
    if (maker->arena->failed) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < maker->count; i++) {
        if (same_unit(&maker->units[i], unit)) {
            maker->units[i].ranks |= unit->ranks;
            maker->units[i].is_quoted &= unit->is_quoted;
            maker->units[i].times++;
            *number = (uint32_t)i;
            return LS_OK;
        }
    }
    if (maker->count == LS_UNITS_MAX) {
        return ls_fail(err, LS_USAGE, "the query has more than %d words", LS_UNITS_MAX);
    }
    struct ls_unit *kept = LS_ARENA_PUSH(maker->arena, maker->units, &maker->count);
    if (!kept) {
        return ls_fail_memory(err);
    }
    *kept = *unit;
    kept->times = 1;
    *number = (uint32_t)(maker->count - 1);
    return LS_OK;
}

static enum ls_status note_mention(struct ls_unit_maker *maker, uint32_t number,
                                   struct ls_range place, struct ls_error *err)
{
    struct ls_mention *mention =
        LS_ARENA_PUSH(maker->arena, maker->mentions, &maker->mention_count);
    if (!mention) {
        return ls_fail_memory(err);
    }
    *mention = (struct ls_mention){number, place};
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

/* What is asked of a leaf. */
struct asked {
    const struct ls_node *leaf;
    size_t offset; /* of its text in the query */
    bool is_phrase;
    struct ls_scope scope;
    bool ranks;
};

static enum ls_status set_pattern(struct ls_unit_maker *maker, const struct ls_token *tokens,
                                  size_t count, struct ls_unit *unit, struct ls_error *err)
{
    ls_buf_clear(&maker->scratch);
    ls_stream_pattern(&maker->scratch, maker->analyzer, tokens, count);
    unit->pattern = ls_arena_copy(maker->arena, ls_buf_span(&maker->scratch));
    return maker->scratch.failed ? ls_fail_memory(err) : LS_OK;
}

static size_t last_place(const struct ls_token *tokens, size_t count)
{
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        last = is_place(&tokens[i]) ? i : last;
    }
    return last;
}

/* One unit of tokens without breaks. The leaf's last is a beginning when it is
 * starred, and no Han character: those begin and end nowhere. */
static enum ls_status make_unit(struct ls_unit_maker *maker, const struct asked *asked,
                                const struct ls_token *tokens, size_t count, bool is_last,
                                uint32_t *number, struct ls_error *err)
{
    struct ls_unit unit = {
        .place = {asked->offset + tokens[0].first, asked->offset + tokens[count - 1].past},
        .scope = asked->scope,
        .ranks = asked->ranks,
        .is_quoted = asked->leaf->kind == LS_NODE_PHRASE,
    };
    size_t last = last_place(tokens, count);
    bool is_begun = asked->leaf->starred || asked->leaf->goes_on;
    bool is_beginning = is_last && is_begun && tokens[last].kind != LS_TOKEN_HAN;
    bool glued = count > 1 && tokens[1].kind == LS_TOKEN_COMPOUND && is_one_word(tokens, count);
    if (glued && !is_beginning) {
        unit.compound = ls_arena_copy(maker->arena, ls_token_term(maker->analyzer, &tokens[1]));
    }
    add_places(maker, tokens, count, &unit);
    size_t whole = is_beginning ? last : count;
    add_terms(maker, tokens, whole, &unit);
    enum ls_status status = set_pattern(maker, tokens, whole, &unit, err);
    if (status == LS_OK && is_beginning) {
        struct ls_range piece = {tokens[last].first, tokens[last].past};
        status =
            ls_beginning_make(&unit, ls_range_span(asked->leaf->text, piece), maker->arena, err);
        unit.goes_on = asked->leaf->goes_on;
    }
    bool is_word = unit.place_count == 1 && tokens[last].kind == LS_TOKEN_WORD;
    if (status == LS_OK && is_word && !is_beginning && is_scoped(&unit)) {
        struct ls_range piece = {tokens[last].first, tokens[last].past};
        status = ls_glued_make(&unit, ls_range_span(asked->leaf->text, piece), maker->arena, err);
    }
    if (status == LS_OK) {
        status = keep_unit(maker, &unit, number, err);
    }
    return status == LS_OK ? note_mention(maker, *number, unit.place, err) : status;
}

/* Does a unit end before tokens[i]? A phrase goes on until a break. */
static bool ends_before(bool is_phrase, const struct ls_tokens *tokens, size_t i)
{
    const struct ls_token *token = &tokens->items[i];
    if (token->kind == LS_TOKEN_BREAK) {
        return true;
    }
    return !is_phrase && is_place(token) && !token->glued;
}

enum ls_status ls_units_add(struct ls_unit_maker *maker, const struct ls_node *leaf,
                            struct ls_span text, bool is_phrase, struct ls_scope scope, bool ranks,
                            uint32_t **numbers, size_t *count, struct ls_error *err)
{
    struct asked asked = {.leaf = leaf,
                          .offset = (size_t)(leaf->text.ptr - text.ptr),
                          .is_phrase = is_phrase,
                          .scope = scope,
                          .ranks = ranks};
    struct ls_tokens tokens;
    *numbers = NULL;
    *count = 0;
    enum ls_status status = ls_analyze(maker->analyzer, leaf->text, &tokens, err);
    size_t last = last_place(tokens.items, tokens.count);
    for (size_t i = 0, past; status == LS_OK && i < tokens.count; i = past) {
        past = i + 1;
        if (tokens.items[i].kind == LS_TOKEN_BREAK) {
            continue;
        }
        while (past < tokens.count && !ends_before(is_phrase, &tokens, past)) {
            past++;
        }
        uint32_t *number = LS_ARENA_PUSH(maker->arena, *numbers, count);
        status = number ? make_unit(maker, &asked, &tokens.items[i], past - i,
                                    i <= last && last < past, number, err)
                        : ls_fail_memory(err);
    }
    return status;
}

size_t ls_units_term_count(const struct ls_units *units)
{
    size_t count = 0;
    for (size_t i = 0; i < units->count; i++) {
        count += units->items[i].ranks ? units->items[i].term_count : 0;
    }
    return count;
}

enum ls_status ls_units_ranking(const struct ls_units *units, struct ls_arena *arena,
                                struct ls_units *ranking, struct ls_error *err)
{
    *ranking = (struct ls_units){0};
    struct ls_unit *items = ls_arena_array(arena, units->count + 1, sizeof *items);
    if (!items) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < units->count; i++) {
        if (units->items[i].ranks) {
            items[ranking->count++] = units->items[i];
        }
    }
    ranking->items = items;
    return LS_OK;
}

/* The places of part number i of a unit: two characters of a run, else one place. */
static size_t part_places(const struct ls_unit *unit, size_t i)
{
    bool is_pair = i + 1 < unit->place_count && unit->places[i + 1].continues;
    bool ends_run = unit->places[i].continues && !is_pair;
    return is_pair ? 2 : ends_run ? 0 : 1;
}

static enum ls_status split_unit(struct ls_unit_maker *maker, const struct ls_unit *unit,
                                 struct ls_error *err)
{
    enum ls_status status = LS_OK;
    uint32_t number;
    size_t whole = unit->place_count - unit->is_beginning;
    for (size_t i = 0; status == LS_OK && i < whole; i++) {
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
                               .scope = unit->scope,
                               .ranks = true,
                               .places = places,
                               .place_count = count,
                               .pattern = pattern,
                               .terms = term,
                               .term_count = 1};
        status = keep_unit(maker, &part, &number, err);
    }
    return status;
}

enum ls_status ls_units_split(const struct ls_units *units, struct ls_arena *arena,
                              struct ls_units *parts, struct ls_error *err)
{
    *parts = (struct ls_units){0};
    struct ls_unit_maker maker = {.arena = arena};
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < units->count; i++) {
        status = split_unit(&maker, &units->items[i], err);
    }
    if (status == LS_OK) {
        *parts = (struct ls_units){maker.units, maker.count};
    }
    return status;
}
