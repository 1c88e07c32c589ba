#include "indexer/learn/model.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 6, LINKS_MAX = 300000 };

/* Two kinds that meet in some sentence pair. */
struct meeting {
    uint64_t key; /* of the English kind, then the Chinese one */
    uint32_t sentences;
    float likely[LS_LANGUAGES]; /* of the kind of that language, given the other's */
    float counted[LS_LANGUAGES];
};

/* A sentence pair: links[first] … of English units times Chinese ones, row by row. */
struct model {
    const struct ls_units *units;
    size_t sentence_count; /* whose links there is room for */
    uint64_t *keys;        /* of links, then their sorted copy */
    uint32_t *links;       /* numbers of meetings */
    size_t link_count;
    struct meeting *meetings;
    size_t meeting_count;
    float *nothing[LS_LANGUAGES]; /* how likely each kind stands for nothing of the other side */
    float *counted_nothing[LS_LANGUAGES];
    float *totals[LS_LANGUAGES]; /* of the counts that each kind gives the other side's */
    float total_nothing[LS_LANGUAGES];
    uint32_t *sentences[LS_LANGUAGES]; /* that have each kind */
};

static size_t width_of(const struct ls_unit_sentence *sentence, int side)
{
    return sentence->past[side] - sentence->first[side];
}

/* ---- links and meetings ---- */

static size_t count_links(struct model *model)
{
    size_t count = 0;
    for (size_t i = 0; i < model->units->count; i++) {
        const struct ls_unit_sentence *sentence = &model->units->sentences[i];
        size_t more = width_of(sentence, LS_ENGLISH) * width_of(sentence, LS_CHINESE);
        if (count + more > LINKS_MAX) {
            break;
        }
        count += more;
        model->sentence_count = i + 1;
    }
    return count;
}

static void list_keys(struct model *model)
{
    size_t at = 0;
    for (size_t i = 0; i < model->sentence_count; i++) {
        const struct ls_unit_sentence *sentence = &model->units->sentences[i];
        for (uint32_t e = sentence->first[LS_ENGLISH]; e < sentence->past[LS_ENGLISH]; e++) {
            for (uint32_t c = sentence->first[LS_CHINESE]; c < sentence->past[LS_CHINESE]; c++) {
                model->keys[at++] = (uint64_t)model->units->items[LS_ENGLISH][e].kind << 32 |
                                    model->units->items[LS_CHINESE][c].kind;
            }
        }
    }
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a;
    uint64_t other = *(const uint64_t *)b;
    return (one > other) - (one < other);
}

static uint32_t find_meeting(const struct model *model, uint64_t key)
{
    size_t first = 0;
    for (size_t count = model->meeting_count; count > 0;) {
        bool is_before = model->meetings[first + count / 2].key < key;
        first += is_before ? count / 2 + 1 : 0;
        count = is_before ? count - count / 2 - 1 : count / 2;
    }
    return (uint32_t)first;
}

/* Of each sentence pair the meetings count once. */
static void count_sentences(struct model *model)
{
    size_t at = 0;
    uint32_t *last = (uint32_t *)model->keys; /* no longer needed */
    memset(last, 0xff, model->meeting_count * sizeof *last);
    for (size_t i = 0; i < model->sentence_count; i++) {
        const struct ls_unit_sentence *sentence = &model->units->sentences[i];
        size_t count = width_of(sentence, LS_ENGLISH) * width_of(sentence, LS_CHINESE);
        for (size_t n = 0; n < count; n++, at++) {
            struct meeting *meeting = &model->meetings[model->links[at]];
            meeting->sentences += last[model->links[at]] != i;
            last[model->links[at]] = (uint32_t)i;
        }
    }
}

static bool make_links(struct model *model)
{
    model->link_count = count_links(model);
    model->keys = malloc((model->link_count + 1) * 2 * sizeof *model->keys);
    model->links = malloc((model->link_count + 1) * sizeof *model->links);
    if (!model->keys || !model->links) {
        return false;
    }
    list_keys(model);
    uint64_t *sorted = model->keys + model->link_count;
    memcpy(sorted, model->keys, model->link_count * sizeof *sorted);
    qsort(sorted, model->link_count, sizeof *sorted, compare_keys);
    size_t count = 0;
    for (size_t i = 0; i < model->link_count; i++) {
        count += i == 0 || sorted[i] != sorted[i - 1];
    }
    model->meetings = calloc(count + 1, sizeof *model->meetings);
    if (!model->meetings) {
        return false;
    }
    for (size_t i = 0; i < model->link_count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            model->meetings[model->meeting_count++].key = sorted[i];
        }
    }
    for (size_t i = 0; i < model->link_count; i++) {
        model->links[i] = find_meeting(model, model->keys[i]);
    }
    count_sentences(model);
    return true;
}

static bool count_kinds(struct model *model)
{
    for (int side = 0; side < LS_LANGUAGES; side++) {
        size_t count = model->units->kinds[side].count + 1;
        uint32_t *last = calloc(count, sizeof *last);
        model->sentences[side] = calloc(count, sizeof *model->sentences[side]);
        for (size_t i = 0; last && model->sentences[side] && i < model->sentence_count; i++) {
            const struct ls_unit_sentence *sentence = &model->units->sentences[i];
            for (uint32_t n = sentence->first[side]; n < sentence->past[side]; n++) {
                uint32_t kind = model->units->items[side][n].kind;
                model->sentences[side][kind] += last[kind] != i + 1;
                last[kind] = (uint32_t)i + 1;
            }
        }
        free(last);
        if (!last || !model->sentences[side]) {
            return false;
        }
    }
    return true;
}

/* ---- rounds ---- */

static uint32_t kind_of(const struct model *model, int side, uint32_t unit)
{
    return model->units->items[side][unit].kind;
}

/* Counts, for each unit of a side, what of the other side it may stand for. */
static void count_side(struct model *model, const struct ls_unit_sentence *sentence,
                       const uint32_t *links, int side)
{
    size_t width = width_of(sentence, LS_CHINESE);
    size_t others = width_of(sentence, 1 - side);
    for (size_t i = 0; i < width_of(sentence, side); i++) {
        uint32_t kind = kind_of(model, side, sentence->first[side] + (uint32_t)i);
        float sum = model->nothing[side][kind];
        for (size_t n = 0; n < others; n++) {
            size_t link = side == LS_ENGLISH ? i * width + n : n * width + i;
            sum += model->meetings[links[link]].likely[side];
        }
        for (size_t n = 0; sum > 0 && n < others; n++) {
            size_t link = side == LS_ENGLISH ? i * width + n : n * width + i;
            struct meeting *meeting = &model->meetings[links[link]];
            float share = meeting->likely[side] / sum;
            uint32_t other = kind_of(model, 1 - side, sentence->first[1 - side] + (uint32_t)n);
            meeting->counted[side] += share;
            model->totals[side][other] += share;
        }
        if (sum > 0) {
            float share = model->nothing[side][kind] / sum;
            model->counted_nothing[side][kind] += share;
            model->total_nothing[side] += share;
        }
    }
}

static void settle(struct model *model)
{
    for (int side = 0; side < LS_LANGUAGES; side++) {
        for (size_t i = 0; i < model->meeting_count; i++) {
            struct meeting *meeting = &model->meetings[i];
            uint32_t given =
                side == LS_ENGLISH ? (uint32_t)meeting->key : (uint32_t)(meeting->key >> 32);
            float total = model->totals[side][given];
            meeting->likely[side] = total > 0 ? meeting->counted[side] / total : 0;
            meeting->counted[side] = 0;
        }
        for (size_t kind = 0; kind < model->units->kinds[side].count; kind++) {
            float total = model->total_nothing[side];
            model->nothing[side][kind] = total > 0 ? model->counted_nothing[side][kind] / total : 0;
            model->counted_nothing[side][kind] = 0;
        }
        memset(model->totals[side], 0,
               model->units->kinds[1 - side].count * sizeof *model->totals[side]);
        model->total_nothing[side] = 0;
    }
}

static void run_round(struct model *model)
{
    const uint32_t *links = model->links;
    for (size_t i = 0; i < model->sentence_count; i++) {
        const struct ls_unit_sentence *sentence = &model->units->sentences[i];
        count_side(model, sentence, links, LS_ENGLISH);
        count_side(model, sentence, links, LS_CHINESE);
        links += width_of(sentence, LS_ENGLISH) * width_of(sentence, LS_CHINESE);
    }
    settle(model);
}

static bool make_tables(struct model *model)
{
    bool good = true;
    for (int side = 0; side < LS_LANGUAGES; side++) {
        size_t count = model->units->kinds[side].count + 1;
        size_t others = model->units->kinds[1 - side].count + 1;
        model->nothing[side] = calloc(count, sizeof(float));
        model->counted_nothing[side] = calloc(count, sizeof(float));
        model->totals[side] = calloc(others, sizeof(float));
        good &= model->nothing[side] && model->counted_nothing[side] && model->totals[side];
        for (size_t kind = 0; good && kind < count; kind++) {
            model->nothing[side][kind] = 1;
        }
    }
    for (size_t i = 0; i < model->meeting_count; i++) {
        model->meetings[i].likely[LS_ENGLISH] = 1;
        model->meetings[i].likely[LS_CHINESE] = 1;
    }
    return good;
}

static void free_model(struct model *model)
{
    free(model->keys);
    free(model->links);
    free(model->meetings);
    for (int side = 0; side < LS_LANGUAGES; side++) {
        free(model->nothing[side]);
        free(model->counted_nothing[side]);
        free(model->totals[side]);
        free(model->sentences[side]);
    }
}

enum ls_status ls_model_align(const struct ls_units *units, uint32_t sentences_min,
                              double weight_min, struct ls_arena *arena,
                              struct ls_aligned **aligned, size_t *count, struct ls_error *err)
{
    struct model model = {.units = units};
    *aligned = NULL;
    *count = 0;
    bool good = make_links(&model) && count_kinds(&model) && make_tables(&model);
    for (int round = 0; good && round < ROUNDS; round++) {
        run_round(&model);
    }
    for (size_t i = 0; good && i < model.meeting_count; i++) {
        const struct meeting *meeting = &model.meetings[i];
        double weight =
            sqrt((double)meeting->likely[LS_ENGLISH] * (double)meeting->likely[LS_CHINESE]);
        if (meeting->sentences < sentences_min || weight < weight_min) {
            continue;
        }
        struct ls_aligned *pair = LS_ARENA_PUSH(arena, *aligned, count);
        good = pair != NULL;
        if (pair) {
            pair->kinds[LS_ENGLISH] = (uint32_t)(meeting->key >> 32);
            pair->kinds[LS_CHINESE] = (uint32_t)meeting->key;
            pair->sentences = meeting->sentences;
            for (int side = 0; side < LS_LANGUAGES; side++) {
                pair->of[side] = model.sentences[side][pair->kinds[side]];
            }
            pair->weight = weight;
        }
    }
    free_model(&model);
    return good ? LS_OK : ls_fail_memory(err);
}
