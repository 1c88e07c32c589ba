#include "query/expand/share.h"

#include "query/rank/ranking.h"

/* Is the term the group's word, or a pair or a character out of it? */
static bool is_part(const struct ls_group *group, struct ls_span term)
{
    bool is_han = term.len > 0 && (unsigned char)term.ptr[0] >= 0xe0;
    return is_han ? memmem(group->lexeme.ptr, group->lexeme.len, term.ptr, term.len) != NULL
                  : ls_span_equal(group->lexeme, term);
}

double ls_share_factor(const struct ls_expansion *expansion, struct ls_span term, uint32_t cards,
                       uint32_t card_count)
{
    double others = 0;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        double held = group->held - group->typed;
        others = is_part(group, term) && held > others ? held : others;
    }
    double all = cards + others < card_count ? cards + others : card_count;
    double alone = ls_ranking_rarity(cards, card_count);
    return others > 0 && alone > 0 ? ls_ranking_rarity(all, card_count) / alone : 1;
}
