#include "query/expand/member.h"

static bool is_han_byte(char byte)
{
    return (unsigned char)byte >= 0xe0;
}

static size_t char_width(char lead)
{
    unsigned char byte = (unsigned char)lead;
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* The end of the place that begins at `at`: one Han character, or a word up to a space. */
static size_t place_end(struct ls_span lexeme, size_t at)
{
    size_t end = at;
    if (is_han_byte(lexeme.ptr[at])) {
        end = at + char_width(lexeme.ptr[at]);
    } else {
        const char *space = memchr(lexeme.ptr + at, ' ', lexeme.len - at);
        end = space ? (size_t)(space - lexeme.ptr) : lexeme.len;
    }
    return end < lexeme.len ? end : lexeme.len;
}

static enum ls_status add_places(struct ls_span lexeme, struct ls_arena *arena,
                                 struct ls_unit *unit, struct ls_error *err)
{
    struct ls_place *places = ls_arena_array(arena, lexeme.len + 1, sizeof *places);
    bool is_glued = false;
    for (size_t at = 0; places && at < lexeme.len;) {
        size_t end = place_end(lexeme, at);
        bool is_han = is_han_byte(lexeme.ptr[at]);
        places[unit->place_count++] = (struct ls_place){.term = ls_span(lexeme.ptr + at, end - at),
                                                        .is_han = is_han,
                                                        .continues = is_han && is_glued};
        is_glued = is_han && end < lexeme.len && lexeme.ptr[end] != ' ';
        at = end + (end < lexeme.len && lexeme.ptr[end] == ' ');
    }
    unit->places = places;
    return places ? LS_OK : ls_fail_memory(err);
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

/* Words, pairs of characters, and the characters of runs of one. */
static enum ls_status add_terms(struct ls_arena *arena, struct ls_unit *unit, struct ls_error *err)
{
    struct ls_span *terms = ls_arena_array(arena, unit->place_count + 1, sizeof *terms);
    unit->terms = terms;
    for (size_t i = 0; terms && i < unit->place_count; i++) {
        const struct ls_place *place = &unit->places[i];
        bool goes_on = i + 1 < unit->place_count && place[1].continues;
        if (place->continues && !goes_on) {
            continue;
        }
        size_t len = goes_on ? place->term.len + place[1].term.len : place->term.len;
        struct ls_span term = ls_span(place->term.ptr, len); /* they are neighbours */
        if (!has_term(unit, term)) {
            terms[unit->term_count++] = term;
        }
    }
    return terms ? LS_OK : ls_fail_memory(err);
}

/* A word stands between spaces, a run may be part of a longer one. */
static enum ls_status make_pattern(struct ls_span lexeme, struct ls_arena *arena,
                                   struct ls_unit *unit, struct ls_error *err)
{
    size_t before = !unit->places[0].is_han;
    size_t behind = !unit->places[unit->place_count - 1].is_han;
    char *pattern = ls_arena_bytes(arena, lexeme.len + 2);
    if (!pattern) {
        return ls_fail_memory(err);
    }
    memcpy(pattern + before, lexeme.ptr, lexeme.len);
    if (before) {
        pattern[0] = ' ';
    }
    if (behind) {
        pattern[before + lexeme.len] = ' ';
    }
    unit->pattern = ls_span(pattern, before + lexeme.len + behind);
    return LS_OK;
}

enum ls_status ls_member_unit(struct ls_span lexeme, struct ls_arena *arena, struct ls_unit *unit,
                              struct ls_error *err)
{
    *unit = (struct ls_unit){.ranks = true, .times = 1};
    struct ls_span own = ls_arena_copy(arena, lexeme);
    enum ls_status status = own.ptr ? add_places(own, arena, unit, err) : ls_fail_memory(err);
    if (status == LS_OK) {
        status = add_terms(arena, unit, err);
    }
    return status == LS_OK && unit->place_count > 0 ? make_pattern(own, arena, unit, err) : status;
}

struct ls_span ls_member_first_term(struct ls_span lexeme)
{
    size_t end = lexeme.len > 0 ? place_end(lexeme, 0) : 0;
    bool is_pair = end < lexeme.len && is_han_byte(lexeme.ptr[0]) && lexeme.ptr[end] != ' ';
    return ls_span(lexeme.ptr, is_pair ? place_end(lexeme, end) : end);
}
