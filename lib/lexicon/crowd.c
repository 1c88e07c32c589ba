#include "lexicon/crowd.h"

#include <stdbool.h>
#include <stdlib.h>

struct ls_crowd_word {
    uint32_t hash;
    uint32_t others; /* 0: nobody stands here */
};

void ls_crowd_free(struct ls_crowd *crowd)
{
    free(crowd->words);
    *crowd = (struct ls_crowd){0};
}

static struct ls_crowd_word *place_of(const struct ls_crowd *crowd, uint32_t hash)
{
    size_t at = hash & (crowd->capacity - 1);
    while (crowd->words[at].others > 0 && crowd->words[at].hash != hash) {
        at = (at + 1) & (crowd->capacity - 1);
    }
    return &crowd->words[at];
}

static bool grow(struct ls_crowd *crowd)
{
    struct ls_crowd grown = {.capacity = crowd->capacity ? crowd->capacity * 2 : 1024,
                             .count = crowd->count};
    grown.words = calloc(grown.capacity, sizeof *grown.words);
    if (!grown.words) {
        return false;
    }
    for (size_t i = 0; i < crowd->capacity; i++) {
        if (crowd->words[i].others > 0) {
            *place_of(&grown, crowd->words[i].hash) = crowd->words[i];
        }
    }
    free(crowd->words);
    *crowd = grown;
    return true;
}

uint32_t ls_crowd_add(struct ls_crowd *crowd, uint32_t hash, uint32_t others)
{
    if (crowd->count * 2 >= crowd->capacity && !grow(crowd)) {
        return 0;
    }
    struct ls_crowd_word *word = place_of(crowd, hash);
    crowd->count += word->others == 0;
    word->hash = hash;
    return word->others += others;
}
