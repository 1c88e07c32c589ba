#include "query/expand/sounds.h"

#include "query/rank/ranking.h"

#include <math.h>

enum {
    OTHER_LETTERS_MAX = 3, /* of a reading that no lexicon has */
    ALL_LETTERS = (1 << 26) - 1
};

static bool take_letters(struct ls_span letters, struct ls_sound *sound)
{
    bool are_fit = letters.len > 0 && letters.len <= LS_SOUND_LETTERS_MAX;
    for (size_t i = 0; are_fit && i < letters.len; i++) {
        are_fit = letters.ptr[i] >= 'a' && letters.ptr[i] <= 'z';
        sound->letters[i] = letters.ptr[i];
    }
    sound->len = (uint8_t)letters.len;
    return are_fit;
}

/* The first lexicon to know it is enough: there is one dictionary. */
bool ls_sounds_find(const struct ls_lexicons *lexicons, struct ls_span text,
                    struct ls_lexicon_walk *walk)
{
    char key[sizeof LS_LEXICON_SOUND_MARK + LS_SOUND_LETTERS_MAX] = LS_LEXICON_SOUND_MARK;
    size_t mark = strlen(LS_LEXICON_SOUND_MARK);
    bool found = false;
    if (text.len > LS_SOUND_LETTERS_MAX) {
        return false;
    }
    memcpy(key + mark, text.ptr, text.len);
    for (size_t i = 0; !found && i < lexicons->count; i++) {
        found = ls_lexicon_find(&lexicons->items[i], ls_span(key, mark + text.len), walk);
    }
    return found;
}

void ls_sounds_read(const struct ls_lexicons *lexicons, struct ls_span character,
                    struct ls_sounds *sounds)
{
    struct ls_lexicon_walk walk;
    bool found = ls_sounds_find(lexicons, character, &walk);
    sounds->count = 0;
    while (found && sounds->count < LS_SOUNDS_MAX && ls_lexicon_next(&walk)) {
        struct ls_sound *sound = &sounds->items[sounds->count];
        sound->likely = walk.weight;
        sounds->count += take_letters(walk.member, sound);
    }
}

/* What a row of characters must at least be likely when its mean share is enough. */
static double likely_enough(size_t chars)
{
    return pow(ls_ranking.name_likely, (double)chars);
}

static double best_reading(const struct ls_sounds *sounds)
{
    bool is_known = sounds->count > 0 && sounds->items[0].likely > ls_ranking.name_other;
    return is_known ? sounds->items[0].likely : ls_ranking.name_other;
}

/* What the characters behind us must at least be likely, for some wanted name may begin so when all
 * others are read as is most likely. */
static void set_least(struct ls_hearing *hearing)
{
    double least = INFINITY;
    for (size_t chars = hearing->char_count + 1; chars-- > 0;) {
        if (hearing->is_wanted[chars] && likely_enough(chars) < least) {
            least = likely_enough(chars);
        }
        hearing->least[chars] = least;
        least /= chars > 0 ? best_reading(&hearing->chars[chars - 1]) : 1;
    }
}

static bool is_read_so(const struct ls_sound *sound, const char *letters, size_t count)
{
    return memcmp(sound->letters, letters, count) == 0;
}

/* How likely so many characters are read as the letters there are, the last one as no lexicon says.
 * The first one is not: any word of the index might begin so, and few are meant. */
static double last_read_otherwise(const struct ls_hearing *hearing, size_t chars)
{
    double best = chars > 1 ? hearing->likely[hearing->len][chars - 1] : 0;
    size_t most = hearing->knows_all || chars == 1 ? 0 : OTHER_LETTERS_MAX;
    for (size_t count = 1; count <= most && count <= hearing->len; count++) {
        double before = hearing->likely[hearing->len - count][chars - 1];
        best = before > best ? before : best;
    }
    return best * ls_ranking.name_other;
}

/* The same in whatever way is likeliest. */
static double last_read(const struct ls_hearing *hearing, size_t chars)
{
    const struct ls_sounds *sounds = &hearing->chars[chars - 1];
    double best = last_read_otherwise(hearing, chars);
    for (size_t i = 0; i < sounds->count; i++) {
        const struct ls_sound *sound = &sounds->items[i];
        size_t before = hearing->len - sound->len;
        if (sound->len <= hearing->len && hearing->likely[before][chars - 1] > 0 &&
            is_read_so(sound, hearing->letters + before, sound->len)) {
            double known = hearing->likely[before][chars - 1] * sound->likely;
            best = known > best ? known : best;
        }
    }
    return best;
}

/* The letters with which some reading of the next character goes on that begins behind so many. */
static uint32_t going_on(const struct ls_hearing *hearing, size_t before, size_t chars)
{
    const struct ls_sounds *sounds = &hearing->chars[chars];
    double likely = hearing->likely[before][chars];
    double least = hearing->least[chars + 1];
    size_t read = hearing->len - before;
    uint32_t letters = 0;
    bool may_be_other = chars > 0 && !hearing->knows_all && read < OTHER_LETTERS_MAX;
    if (may_be_other && likely * ls_ranking.name_other >= least) {
        return ALL_LETTERS;
    }
    for (size_t i = 0; i < sounds->count && likely * sounds->items[i].likely >= least; i++) {
        const struct ls_sound *sound = &sounds->items[i];
        if (sound->len > read && is_read_so(sound, hearing->letters + before, read)) {
            letters |= 1u << (sound->letters[read] - 'a');
        }
    }
    return letters;
}

static uint32_t next_letters(const struct ls_hearing *hearing)
{
    size_t longest = LS_SOUND_LETTERS_MAX - 1;
    size_t before = hearing->len > longest ? hearing->len - longest : 0;
    uint32_t letters = 0;
    for (; before <= hearing->len; before++) {
        for (size_t chars = 0; chars < hearing->char_count && letters != ALL_LETTERS; chars++) {
            letters |= hearing->likely[before][chars] > 0 ? going_on(hearing, before, chars) : 0;
        }
    }
    for (size_t chars = 1; chars <= hearing->char_count; chars++) {
        double unsaid = hearing->likely[hearing->len][chars] * ls_ranking.name_unsaid;
        bool may_end = hearing->is_wanted[chars] && unsaid >= likely_enough(chars);
        letters = may_end ? ALL_LETTERS : letters;
    }
    return letters;
}

void ls_hearing_begin(struct ls_hearing *hearing)
{
    hearing->len = 0;
    memset(hearing->likely[0], 0, sizeof hearing->likely[0]);
    hearing->likely[0][0] = 1;
    set_least(hearing);
    hearing->next[0] = next_letters(hearing);
}

bool ls_hearing_add(struct ls_hearing *hearing, char letter)
{
    bool goes_on = letter >= 'a' && letter <= 'z' && hearing->len < LS_NAME_LETTERS_MAX &&
                   (hearing->next[hearing->len] >> (letter - 'a') & 1);
    if (!goes_on) {
        return false;
    }
    hearing->letters[hearing->len++] = letter;
    double *likely = hearing->likely[hearing->len];
    likely[0] = 0;
    for (size_t chars = 1; chars <= hearing->char_count; chars++) {
        double read = last_read(hearing, chars);
        likely[chars] = read >= hearing->least[chars] ? read : 0;
    }
    hearing->next[hearing->len] = next_letters(hearing);
    return true;
}

double ls_hearing_share(const struct ls_hearing *hearing, size_t chars)
{
    double likely = hearing->likely[hearing->len][chars];
    double unsaid =
        hearing->len > 0 ? hearing->likely[hearing->len - 1][chars] * ls_ranking.name_unsaid : 0;
    double best = likely > unsaid ? likely : unsaid;
    return best >= likely_enough(chars) ? pow(best, 1.0 / (double)chars) : 0;
}
