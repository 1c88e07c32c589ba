/* The terms nearest to a Latin word.
 *
 * The terms of the index are walked as the tree that their common beginnings
 * make: a beginning too far from what was typed is skipped with all that follows.
 * Terms are stems, so each is tried with the endings English gives it; what a card
 * really writes decides in the end. */
#include "query/suggest/edits.h"
#include "query/suggest/spell.h"
#include "store/term_walk.h"

#include <ctype.h>

enum {
    MOVES_MAX = 5000, /* over terms: some milliseconds */
    ENDING_LETTERS_MAX = 7,
};

/* Endings that stems lack. "<" takes the stem's last letter away first (therapi → therapy), "="
 * doubles it (stop → stopped). */
static const char *const endings[] = {
    "",     "s",     "e",       "es",      "ed",    "d",       "ing",   "ings",  "er",   "ers",
    "or",   "ors",   "ion",     "ions",    "ation", "ations",  "ate",   "ates",  "ated", "ating",
    "ator", "ators", "ative",   "al",      "als",   "ally",    "ical",  "ic",    "ics",  "ional",
    "ly",   "ely",   "ment",    "ments",   "ness",  "ful",     "fully", "less",  "ity",  "ities",
    "ive",  "ively", "able",    "ability", "ible",  "ance",    "ence",  "ences", "ency", "ent",
    "ize",  "ized",  "ization", "ise",     "ised",  "isation", "ism",   "ist",   "ists", "ous",
    "<y",   "<ies",  "<ied",    "<ier",    "<ily",  "=ed",     "=ing",  "=er",   "y",
};

struct tree {
    struct ls_spell *spell;
    struct ls_edits edits;
    struct ls_term_walk *terms;
    unsigned bound;
    size_t moves;
    bool more;
    char known[LS_TERM_LIMIT_BYTES + 1]; /* the term reached */
    size_t known_len;
    size_t row_count; /* of edits, for its first letters */
    struct ls_spell_candidates *kept;
    struct xap_error cause;
};

/* The first letter is rarely wrong, and hardly ever with another. */
static unsigned bound_at(const struct tree *tree, char first)
{
    return first == tree->spell->folded.ptr[0] ? tree->bound : 1;
}

static bool move_to(struct tree *tree, const char *target, size_t len)
{
    bool good = ls_term_walk_skip_to(tree->terms, ls_span(target, len), &tree->more,
                                     &tree->cause) == XAP_OK;
    tree->moves++;
    if (good && tree->more) {
        struct ls_span term = ls_term_walk_term(tree->terms);
        size_t same = 0;
        while (same < term.len && same < tree->row_count && term.ptr[same] == tree->known[same]) {
            same++;
        }
        tree->row_count = same;
        tree->known_len = term.len < LS_TERM_LIMIT_BYTES ? term.len : LS_TERM_LIMIT_BYTES;
        memcpy(tree->known, term.ptr, tree->known_len);
    }
    return good;
}

/* The letters that the first `at` letters reached may go on with. */
static uint64_t letters_at(const struct tree *tree, size_t at)
{
    if (at > 0) {
        return ls_edits_letters(&tree->edits, at, bound_at(tree, tree->known[0]));
    }
    uint64_t first = (uint64_t)1 << ls_edits_letter(tree->spell->folded.ptr[0]);
    return ls_edits_letters(&tree->edits, 0, 1) |
           (ls_edits_letters(&tree->edits, 0, tree->bound) & first);
}

/* The letters, in the order of their bytes, behind this byte. */
static uint64_t letters_behind(unsigned char reached)
{
    unsigned first = reached < '0'    ? 0
                     : reached <= '9' ? (unsigned)(reached - '0') + 1
                     : reached < 'a'  ? 10
                     : reached <= 'z' ? (unsigned)(reached - 'a') + 11
                                      : LS_EDITS_LETTERS;
    return UINT64_MAX << first;
}

/* Moves behind all terms that begin with the first depth + 1 letters reached, to the next that may
 * be near. */
static bool skip_behind(struct tree *tree, size_t depth)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    for (size_t at = depth + 1; at-- > 0;) {
        uint64_t next = letters_at(tree, at) & letters_behind((unsigned char)tree->known[at]);
        tree->row_count = at < tree->row_count ? at : tree->row_count;
        if (next) {
            char target[LS_TERM_LIMIT_BYTES];
            memcpy(target, tree->known, at);
            target[at] = letters[__builtin_ctzll(next)];
            return move_to(tree, target, at + 1);
        }
    }
    tree->more = false;
    return true;
}

/* By as many letters at least two words are apart as one is longer. */
static bool is_too_far(size_t len, size_t typed_len, unsigned bound)
{
    return len > typed_len + bound || len + bound < typed_len;
}

static unsigned with_ending(struct tree *tree, const char *ending, char word[LS_EDITS_DEPTH_MAX],
                            size_t *len)
{
    size_t depth = tree->known_len;
    char last = tree->known[depth - 1];
    bool takes = *ending == '<';
    bool doubles = *ending == '=';
    if (takes && (last != 'i' || depth < 2)) {
        return UINT32_MAX;
    }
    depth -= takes;
    ending += takes;
    struct ls_edits *edits = &tree->edits;
    if (is_too_far(depth + strlen(ending), tree->spell->folded.len, tree->bound)) {
        return UINT32_MAX;
    }
    unsigned lowest = 0;
    for (; *ending && depth < LS_EDITS_DEPTH_MAX && lowest <= tree->bound; ending++, depth++) {
        lowest = ls_edits_step(edits, depth, doubles ? last : *ending);
        doubles = false;
    }
    if (*ending || lowest > tree->bound) {
        return UINT32_MAX;
    }
    memcpy(word, tree->known, tree->known_len);
    memcpy(word, edits->known, depth);
    *len = depth;
    return ls_edits_distance(edits, depth);
}

/* Is the word's stem the term? */
static bool has_stem(struct tree *tree, struct ls_span word, struct ls_span term)
{
    struct ls_tokens tokens;
    struct ls_error ignored;
    if (ls_analyze(tree->spell->analyzer, word, &tokens, &ignored) != LS_OK) {
        return false;
    }
    for (size_t i = 0; i < tokens.count; i++) {
        if (ls_span_equal(ls_token_term(tree->spell->analyzer, &tokens.items[i]), term)) {
            return true;
        }
    }
    return false;
}

static bool is_better(const struct ls_spell_candidate *a, const struct ls_spell_candidate *b)
{
    if (a->distance != b->distance) {
        return a->distance < b->distance;
    }
    return a->term.freq > b->term.freq; /* equals stay in byte order */
}

static void keep(struct tree *tree, struct ls_spell_candidate it)
{
    struct ls_spell_candidates *kept = tree->kept;
    size_t at = kept->count;
    while (at > 0 && is_better(&it, &kept->items[at - 1])) {
        at--;
    }
    if (at == LS_SPELL_CANDIDATES_MAX) {
        return;
    }
    kept->count += kept->count < LS_SPELL_CANDIDATES_MAX;
    memmove(&kept->items[at + 1], &kept->items[at], (kept->count - at - 1) * sizeof *kept->items);
    it.term.term = ls_arena_copy(tree->spell->arena, it.term.term);
    kept->items[at] = it;
}

/* Can the ending bring the term reached near, if these letters can? */
static bool may_follow(const struct tree *tree, const char *ending, uint64_t letters)
{
    char first = *ending == '=' ? tree->known[tree->known_len - 1] : *ending;
    return first == '\0' || first == '<' || letters >> ls_edits_letter(first) & 1;
}

/* The term reached, with the ending that brings it nearest. */
static void consider(struct tree *tree)
{
    struct ls_span term = ls_span(tree->known, tree->known_len);
    unsigned bound = bound_at(tree, tree->known[0]);
    unsigned best = UINT32_MAX;
    size_t typed_len = tree->spell->folded.len;
    if (term.len > typed_len + bound || term.len + ENDING_LETTERS_MAX + bound < typed_len) {
        return;
    }
    uint64_t letters = ls_edits_letters(&tree->edits, tree->known_len, tree->bound);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!may_follow(tree, endings[i], letters)) {
            continue;
        }
        char word[LS_EDITS_DEPTH_MAX];
        size_t len = 0;
        unsigned distance = with_ending(tree, endings[i], word, &len);
        if (distance <= bound && distance > 0 && distance < best &&
            has_stem(tree, ls_span(word, len), term)) {
            best = distance;
        }
        /* A taken letter's row was written over. */
        ls_edits_step(&tree->edits, tree->known_len - 1, tree->known[tree->known_len - 1]);
    }
    if (best <= bound) {
        keep(tree, (struct ls_spell_candidate){{term, ls_term_walk_freq(tree->terms)}, best});
    }
}

/* Makes the rows of the term reached; false at the letter, *dead, where it is too far. */
static bool make_rows(struct tree *tree, size_t *dead)
{
    unsigned bound = bound_at(tree, tree->known[0]);
    for (size_t at = tree->row_count; at < tree->known_len; at++) {
        unsigned char c = (unsigned char)tree->known[at];
        bool is_plain = c < 0x80 && isalnum(c) && !isupper(c);
        if (!is_plain || at == LS_EDITS_DEPTH_MAX - 1 ||
            ls_edits_step(&tree->edits, at, (char)c) > bound) {
            *dead = at;
            return false;
        }
        tree->row_count = at + 1;
    }
    return true;
}

static bool walk(struct tree *tree)
{
    bool good = move_to(tree, "0", 1);
    while (good && tree->more && tree->moves < MOVES_MAX) {
        size_t dead;
        if (!make_rows(tree, &dead)) {
            good = skip_behind(tree, dead);
            continue;
        }
        consider(tree);
        char behind[LS_TERM_LIMIT_BYTES + 1];
        memcpy(behind, tree->known, tree->known_len);
        behind[tree->known_len] = '\0';
        good = move_to(tree, behind, tree->known_len + 1);
    }
    return good;
}

enum ls_status ls_spell_nearest(struct ls_spell *spell, unsigned distance_max,
                                struct ls_spell_candidates *candidates, struct ls_error *err)
{
    *candidates = (struct ls_spell_candidates){0};
    struct tree tree = {.spell = spell, .bound = distance_max, .kept = candidates};
    ls_edits_begin(&tree.edits, spell->folded);
    bool good = ls_term_walk_open(spell->index, LS_SPAN(""), &tree.terms, &tree.cause) == XAP_OK &&
                walk(&tree);
    ls_term_walk_free(tree.terms);
    if (!good) {
        return ls_schema_fail(err, &tree.cause, "cannot check a spelling");
    }
    return spell->arena->failed ? ls_fail_memory(err) : LS_OK;
}
