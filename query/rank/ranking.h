/* The numbers that decide the order of hits, in one place.
 *
 * BM25 sums, over the terms of the query, how rare a term is times how often
 * the card holds it, the latter bent by k1 and made fair to long cards by b. A
 * word of the title or abstract counts as several of the body: the index knows
 * the frequencies so (LS_FIELD_TABLE in store/card.h). */
#ifndef LS_QUERY_RANKING_H
#define LS_QUERY_RANKING_H

#include "base/span.h"
#include "query/range.h"

#include <xapian-c.h>

struct ls_ranking {
    double k1;     /* how slowly repetition stops to count, for words */
    double k1_han; /* the same for Han characters and pairs, which repeat with less reason */
    double k2;     /* unused by BM25 as we know it */
    double k3;     /* frequency in the query, which factors tell instead */
    double b;      /* how much the length of a card matters, 0 to 1 */
    double min_normlen;

    double single;         /* weight of one character of a Han run whose pairs count 1 */
    double compound;       /* weight of a glued word whose pieces count 1 */
    double weak_word;      /* weights of function words and characters (text/weak.h) … */
    double weak_character; /* … whose pairs and */
    double touches_weak;   /* neighbours count more */
    double asking_word;    /* of a word in which readers ask (text/weak.h) */
    double repeated_words; /* a word typed n times among m counts n to the power m / (m + this) */
    double feedback;       /* the part of a query that its best cards make (rank/feedback.h) */

    /* Groups of words that say the same (query/expand/expand.h). */
    double group_han;        /* weight of one of a Chinese word, */
    double group_character;  /* of one character, */
    double group_characters; /* of one beside another: they may be a name */
    double group_part;       /* and of a part of a word of which no card says anything */
    double group_word;       /* of an English word, */
    double group_words;      /* of several that are one term, */
    double group_among;      /* and of one of these */
    double same_language;    /* weight of a member in the language of the words themselves */
    double discipline;       /* weight of a subject for its discipline, and the reverse */
    double related;          /* weight of a word related to a member, */
    double pair_of_member;   /* and of a pair out of a member that no card holds, if none weighs as
                                much */
    double group_k1;         /* how slowly repetition of its members stops to count */

    /* Names by their sound (query/expand/names.h). */
    double name_other;       /* how likely a character is read as no lexicon says, … */
    double name_unsaid;      /* … and the last letter of a name is read by none */
    double name_likely;      /* share of a character in the least likely name that counts */
    double name_letters;     /* of a character, in the mean of a name, … */
    double name_letters_off; /* … so many more or fewer */
    double name_power;       /* of the share, which makes the weight of a member */
    double name_known;       /* a word with a translation of so much weight is written so */
    double name_pair;        /* weight of two characters that some of a word's letters are likely */
    double name_pair_likely; /* how likely the least likely are that count */
    double name_finding;     /* a name whose weight is so much may find cards */

    double finding; /* a member of so much of the best one's weight says the same */
};

static const struct ls_ranking ls_ranking = {
    .k1 = 4,
    .k1_han = 0.8,
    .k2 = 0,
    .k3 = 1,
    .b = 0.85,
    .min_normlen = 0.5,
    .single = 1,
    .compound = 0.5,
    .weak_word = 0.1,
    .weak_character = 0.05,
    .touches_weak = 0.5,
    .asking_word = 0.5,
    .repeated_words = 20,
    .feedback = 0.15,
    .group_han = 0.9,
    .group_character = 0.6,
    .group_characters = 0.4,
    .group_part = 0.6,
    .group_word = 0.8,
    .group_words = 0.9,
    .group_among = 0.5,
    .same_language = 0.2,
    .discipline = 0.3,
    .related = 0.2,
    .pair_of_member = 0.3,
    .group_k1 = 2,
    .name_other = 0.004,
    .name_unsaid = 0.1,
    .name_likely = 0.1,
    .name_letters = 2.2,
    .name_letters_off = 1.4,
    .name_power = 0.5,
    .name_known = 0.15,
    .name_pair = 0.3,
    .name_pair_likely = 0.05,
    .name_finding = 0.55,
    .finding = 0.2,
};

/* A term that ranks. */
struct ls_ranked_term {
    struct ls_span term;   /* as the index has it: "hallucin", "幻觉" */
    struct ls_span source; /* why it is asked for: "word", "pair", "character", "compound",
                              "beginning", "feedback", "like" */
    struct ls_range place; /* of its unit in the query */
    double factor;         /* of its weight */
};

/* May the term say what an article is about? No single letters and characters, no numbers, and no
 * keys, which begin with a capital. */
bool ls_ranking_tells(struct ls_span term);

/* How much a word counts that was typed so many times in a query of so many terms. A question names
 * its subject again for its grammar; a whole abstract, given as a query, says it as often as it is
 * about it. */
double ls_ranking_times(unsigned times, size_t query_terms);

/* The factor of a term of one kind, whose word counts so by its repetition. in_sentence: it is out
 * of a long row of Han characters. */
double ls_ranking_factor(struct ls_span term, bool in_sentence, double kind, double repetition);

/* The k1 of a query that ranks by these terms: Xapian has one for all of them. */
double ls_ranking_k1(const struct ls_ranked_term *terms, size_t count);

/* How rare a term is that so many of all cards hold; terms of more than a third of the cards would
 * soon weigh nothing, or less, by the formula of the books: Xapian bends it there. */
double ls_ranking_rarity(double cards, uint32_t card_count);

/* A card's length by the average, not below the least that counts. */
double ls_ranking_normal_length(uint32_t length, double average);

/* What a term adds to the relevance of a card that holds it so often; factor includes its rarity.
 */
double ls_ranking_weight(double factor, double k1, double wdf, double normlen);

/* Has a search weigh so. */
enum xap_status ls_ranking_apply(struct xap_search *search, double k1, struct xap_error *cause);

#endif
