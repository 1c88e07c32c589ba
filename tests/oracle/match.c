#include "tests/oracle/match.h"

#include "base/buf.h"

static bool begins_unit(const struct reading *reading, size_t i, bool is_phrase)
{
    const struct piece *piece = &reading->pieces[i];
    return i == 0 || (is_phrase ? piece->sentence != piece[-1].sentence : !piece->joined);
}

/* The whole of the pieces from begin on, if they are one word. */
static uint32_t whole_of(const struct reading *reading, size_t begin, size_t count)
{
    for (size_t i = begin + 1; i < begin + count; i++) {
        if (!reading->pieces[i].joined || reading->pieces[i].is_han) {
            return NO_TERM;
        }
    }
    for (size_t i = 0; i < reading->whole_count; i++) {
        if (reading->wholes[i].piece == begin && !reading->wholes[i].is_suffix) {
            return reading->wholes[i].term;
        }
    }
    bool is_word = count == 1 && !reading->pieces[begin].is_han;
    return is_word ? reading->pieces[begin].term : NO_TERM;
}

void units_read(struct shelf *shelf, struct ls_span text, bool is_phrase, struct units *units)
{
    struct reading reading;
    reader_read(shelf->reader, ls_arena_copy(&shelf->arena, text), &reading);
    for (size_t i = 0, past; i < reading.count; i = past) {
        for (past = i + 1; past < reading.count && !begins_unit(&reading, past, is_phrase);) {
            past++;
        }
        struct unit *unit = LS_ARENA_PUSH(&shelf->arena, units->items, &units->count);
        *unit = (struct unit){.pieces = &reading.pieces[i],
                              .count = past - i,
                              .whole = whole_of(&reading, i, past - i)};
    }
}

static bool begins_with(const struct shelf *shelf, uint32_t surface, uint32_t prefix)
{
    return ls_span_starts_with(shelf->lexicon.words[surface], shelf->lexicon.words[prefix]);
}

static bool is_piece(const struct piece *there, const struct piece *wanted, bool is_first)
{
    bool side_by_side = is_first || !wanted->is_han || there->joined == wanted->joined;
    return there->term == wanted->term && there->is_han == wanted->is_han && side_by_side;
}

static bool follows(const struct unit *unit, const struct reading *reading, size_t i)
{
    if (i + unit->count > reading->count) {
        return false;
    }
    for (size_t n = 0; n < unit->count; n++) {
        const struct piece *there = &reading->pieces[i + n];
        if (!is_piece(there, &unit->pieces[n], n == 0) ||
            there->sentence != reading->pieces[i].sentence) {
            return false;
        }
    }
    return true;
}

static void add_spot(struct ls_arena *arena, struct spots *spots, struct spot spot)
{
    struct spot *room = LS_ARENA_PUSH(arena, spots->items, &spots->count);
    *room = spot;
}

static bool is_wanted_term(const struct shelf *shelf, const struct unit *unit, uint32_t term,
                           uint32_t surface)
{
    return (unit->whole != NO_TERM && term == unit->whole) ||
           (unit->is_prefix && begins_with(shelf, surface, unit->pieces[0].surface));
}

void unit_spots(const struct shelf *shelf, const struct unit *unit, const struct reading *reading,
                struct ls_arena *arena, struct spots *spots)
{
    for (size_t i = 0; i < reading->count; i++) {
        const struct piece *piece = &reading->pieces[i];
        if (follows(unit, reading, i)) {
            const struct piece *last = &piece[unit->count - 1];
            add_spot(arena, spots,
                     (struct spot){piece->first, last->past, i, i + unit->count - 1, false});
        } else if (!piece->is_han && is_wanted_term(shelf, unit, piece->term, piece->surface)) {
            add_spot(arena, spots, (struct spot){piece->first, piece->past, i, i, true});
        }
    }
    for (size_t i = 0; i < reading->whole_count; i++) {
        const struct whole *whole = &reading->wholes[i];
        if (is_wanted_term(shelf, unit, whole->term, whole->surface)) {
            add_spot(arena, spots,
                     (struct spot){whole->first, whole->past, whole->piece, whole->piece, true});
        }
    }
}

bool spot_counts(const struct shelf *shelf, const struct shelf_card *card,
                 const struct reading *reading, const struct spot *spot, enum where where)
{
    struct ls_buf line = {0};
    if (where == ANYWHERE || !reading->pieces[spot->first_piece].in_template) {
        return true;
    }
    for (size_t i = spot->first_piece; i <= spot->last_piece; i++) {
        const struct piece *piece = &reading->pieces[i];
        bool goes_on = i > spot->first_piece && piece->is_han && piece->joined;
        ls_buf_add_str(&line, goes_on || (i == spot->first_piece && piece->is_han) ? "" : " ");
        ls_buf_add_span(&line, shelf->lexicon.words[piece->term]);
    }
    ls_buf_add_str(&line, reading->pieces[spot->last_piece].is_han ? "" : " ");
    bool is_kept = memmem(card->outside.ptr, card->outside.len, line.ptr, line.len) != NULL;
    ls_buf_free(&line);
    return is_kept;
}

bool unit_stands_in(const struct shelf *shelf, const struct unit *unit,
                    const struct shelf_card *card, bool in_title_only, enum where where)
{
    bool stands = false;
    for (size_t i = 0; !stands && i < 2 * card->card.section_count; i++) {
        struct ls_arena arena = {0};
        struct spots spots = {0};
        const struct reading *reading = &card->readings[i];
        bool is_wanted = !in_title_only || card->card.sections[i / 2].field == LS_FIELD_TITLE;
        if (is_wanted) {
            unit_spots(shelf, unit, reading, &arena, &spots);
        }
        for (size_t n = 0; !stands && n < spots.count; n++) {
            stands = spot_counts(shelf, card, reading, &spots.items[n], where);
        }
        ls_arena_free(&arena);
    }
    return stands;
}
