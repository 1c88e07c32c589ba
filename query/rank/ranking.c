#include "query/rank/ranking.h"

#include "text/utf8.h"
#include "text/weak.h"

#include <math.h>

static bool is_han(struct ls_span term)
{
    return term.len > 0 && (unsigned char)term.ptr[0] >= 0xe0;
}

static double weakness_factor(struct ls_span term, bool in_sentence)
{
    switch (in_sentence ? ls_word_weakness_in_sentence(term) : ls_word_weakness(term)) {
    case LS_WORD_WEAK:
        return is_han(term) ? ls_ranking.weak_character : ls_ranking.weak_word;
    case LS_WORD_TOUCHES_WEAK:
        return ls_ranking.touches_weak;
    case LS_WORD_STRONG:
        break;
    }
    return ls_word_asks(term) ? ls_ranking.asking_word : 1;
}

bool ls_ranking_tells(struct ls_span term)
{
    unsigned width;
    uint32_t first = ls_utf8_decode(term.ptr, term.len, 0, &width);
    bool is_key = first >= 'A' && first <= 'Z';
    bool is_number = first >= '0' && first <= '9';
    return !is_key && !is_number && term.len > width;
}

double ls_ranking_times(unsigned times, size_t query_terms)
{
    double terms = (double)query_terms;
    return times > 1 ? pow(times, terms / (terms + ls_ranking.repeated_words)) : 1;
}

double ls_ranking_factor(struct ls_span term, bool in_sentence, double kind, double repetition)
{
    return kind * weakness_factor(term, in_sentence) * repetition;
}

double ls_ranking_k1(const struct ls_ranked_term *terms, size_t count)
{
    size_t han = 0;
    for (size_t i = 0; i < count; i++) {
        han += is_han(terms[i].term);
    }
    double share = count > 0 ? (double)han / (double)count : 0;
    return ls_ranking.k1 + (ls_ranking.k1_han - ls_ranking.k1) * share;
}

double ls_ranking_rarity(double cards, uint32_t card_count)
{
    double odds = (card_count - cards + 0.5) / (cards + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

double ls_ranking_normal_length(uint32_t length, double average)
{
    double normlen = average > 0 ? length / average : 0;
    return normlen > ls_ranking.min_normlen ? normlen : ls_ranking.min_normlen;
}

double ls_ranking_weight(double factor, double k1, double wdf, double normlen)
{
    double bend = k1 * (1 - ls_ranking.b + ls_ranking.b * normlen);
    return factor * (k1 + 1) * wdf / (wdf + bend);
}

enum xap_status ls_ranking_apply(struct xap_search *search, double k1, struct xap_error *cause)
{
    return xap_search_set_bm25(search, k1, ls_ranking.k2, ls_ranking.k3, ls_ranking.b,
                               ls_ranking.min_normlen, cause);
}
