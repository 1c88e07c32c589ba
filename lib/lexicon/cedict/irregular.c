#include "lexicon/cedict/irregular.h"

#include "text/weak.h"

#include <stdlib.h>

/* Words, and behind each its forms. */
static const char words[] =
    "arise arose arisen;awake awoke;be was were been;bear bore borne born;become became;"
    "begin began begun;bend bent;bind bound;bite bit bitten;bleed bled;blow blew blown;"
    "break broke broken;breed bred;bring brought;build built;burn burnt;buy bought;"
    "catch caught;child children;choose chose chosen;come came;deal dealt;dig dug;"
    "do did done;draw drew drawn;dream dreamt;drink drank drunk;drive drove driven;"
    "eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;"
    "fly flew flown;foot feet;forbid forbade forbidden;forget forgot forgotten;"
    "freeze froze frozen;get got gotten;give gave given;go went gone;grow grew grown;"
    "hang hung;hear heard;hide hid hidden;hold held;keep kept;kneel knelt;know knew known;"
    "lay laid;lead led;leave left;lend lent;light lit;lose lost;make made;man men;mean meant;"
    "meet met;mouse mice;overcome overcame;pay paid;person people;ride rode ridden;"
    "ring rang rung;rise rose risen;run ran;say said;see saw seen;seek sought;sell sold;"
    "send sent;shake shook shaken;shine shone;shoot shot;show shown;shrink shrank shrunk;"
    "sing sang sung;sink sank sunk;sit sat;sleep slept;speak spoke spoken;spend spent;"
    "spin spun;stand stood;steal stole stolen;stick stuck;strike struck;swear swore sworn;"
    "swim swam swum;take took taken;teach taught;tear tore torn;tell told;think thought;"
    "throw threw thrown;tooth teeth;understand understood;undergo underwent undergone;"
    "undertake undertook undertaken;wake woke woken;wear wore worn;win won;wind wound;"
    "withdraw withdrew withdrawn;woman women;write wrote written;good better best;"
    "bad worse worst;many more most;criterion criteria;phenomenon phenomena;"
    "analysis analyses;hypothesis hypotheses;crisis crises;basis bases;thesis theses;"
    "diagnosis diagnoses;medium media;datum data;bacterium bacteria;"
    "mitochondrion mitochondria;matrix matrices;index indices;vertex vertices;axis axes;"
    "formula formulae;larva larvae;nucleus nuclei;stimulus stimuli;fungus fungi;locus loci;"
    "life lives;wife wives;half halves;leaf leaves;wolf wolves;knife knives;shelf shelves;"
    "thief thieves;self selves;loaf loaves;calf calves;";

static enum ls_status stem(struct ls_analyzer *analyzer, struct ls_arena *arena,
                           struct ls_span word, struct ls_span *out, struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(analyzer, word, &tokens, err);
    *out = ls_span(NULL, 0);
    if (status == LS_OK && tokens.count > 0) {
        *out = ls_arena_copy(arena, ls_token_term(analyzer, &tokens.items[0]));
        status = out->ptr ? LS_OK : ls_fail_memory(err);
    }
    return status;
}

static struct ls_span take(struct ls_span *rest, char separator)
{
    const char *end = memchr(rest->ptr, separator, rest->len);
    struct ls_span piece = ls_span(rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = ls_span_from(*rest, piece.len + 1);
    return piece;
}

static enum ls_status read_line(struct ls_span line, struct ls_analyzer *analyzer,
                                struct ls_arena *arena, struct ls_irregular *irregular,
                                struct ls_error *err)
{
    struct ls_span base;
    enum ls_status status = stem(analyzer, arena, take(&line, ' '), &base, err);
    while (status == LS_OK && line.len > 0) {
        struct ls_span form;
        status = stem(analyzer, arena, take(&line, ' '), &form, err);
        if (status != LS_OK || ls_span_equal(form, base) ||
            ls_word_weakness(form) != LS_WORD_STRONG) {
            continue;
        }
        struct ls_irregular_form *added = LS_ARENA_PUSH(arena, irregular->forms, &irregular->count);
        if (added) {
            *added = (struct ls_irregular_form){base, form};
        }
    }
    return status;
}

static int compare(const void *left, const void *right)
{
    const struct ls_irregular_form *a = left, *b = right;
    int by = ls_span_compare(a->base, b->base);
    return by ? by : ls_span_compare(a->form, b->form);
}

enum ls_status ls_irregular_read(struct ls_analyzer *analyzer, struct ls_arena *arena,
                                 struct ls_irregular *irregular, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *irregular = (struct ls_irregular){0};
    for (struct ls_span rest = ls_span(words, sizeof words - 1); status == LS_OK && rest.len > 0;) {
        status = read_line(take(&rest, ';'), analyzer, arena, irregular, err);
    }
    if (status == LS_OK && arena->failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        qsort(irregular->forms, irregular->count, sizeof *irregular->forms, compare);
    }
    return status;
}

size_t ls_irregular_find(const struct ls_irregular *irregular, struct ls_span base)
{
    size_t low = 0;
    size_t high = irregular->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ls_span_compare(irregular->forms[middle].base, base) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < irregular->count && ls_span_equal(irregular->forms[low].base, base);
    return found ? low : irregular->count;
}
