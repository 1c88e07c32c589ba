/* What a search found. */
#include "common.h"

using xap::answer;
using xap::order;
using xap::weighted_term;

namespace
{

struct hit {
    Xapian::docid docid;
    double weight;
    unsigned percent;
    Xapian::doccount collapsed;
};

} // namespace

/* Numbers are copied once, so that the getters cannot fail. */
struct xap_hits {
    Xapian::Database db;
    Xapian::Query query;
    std::vector<hit> list;
    Xapian::doccount lower, estimated, upper;
    double max_weight;
};

xap_hits *xap::copy_hits(const Xapian::Database &db, const Xapian::Query &query,
                         const Xapian::MSet &found)
{
    std::vector<hit> list;
    list.reserve(found.size());
    for (Xapian::MSetIterator at = found.begin(); at != found.end(); ++at) {
        double weight = at.get_weight();
        unsigned percent = static_cast<unsigned>(found.convert_to_percent(weight));
        list.push_back({*at, weight, percent, at.get_collapse_count()});
    }
    return new xap_hits{db,
                        query,
                        std::move(list),
                        found.get_matches_lower_bound(),
                        found.get_matches_estimated(),
                        found.get_matches_upper_bound(),
                        found.get_max_attained()};
}

namespace
{

const hit &hit_at(const xap_hits *hits, uint32_t i) noexcept
{
    static const hit none = {0, 0, 0, 0};
    return i < hits->list.size() ? hits->list[i] : none;
}

Xapian::docid existing_docid(const xap_hits *hits, uint32_t i)
{
    if (i >= hits->list.size()) {
        throw Xapian::InvalidArgumentError("there is no hit " + std::to_string(i));
    }
    return hits->list[i].docid;
}

} // namespace

extern "C" {

uint32_t xap_hits_count(const xap_hits *hits) noexcept
{
    return static_cast<uint32_t>(hits->list.size());
}

uint32_t xap_hits_matches_lower(const xap_hits *hits) noexcept
{
    return hits->lower;
}

uint32_t xap_hits_matches_estimated(const xap_hits *hits) noexcept
{
    return hits->estimated;
}

uint32_t xap_hits_matches_upper(const xap_hits *hits) noexcept
{
    return hits->upper;
}

uint32_t xap_hits_docid(const xap_hits *hits, uint32_t i) noexcept
{
    return hit_at(hits, i).docid;
}

double xap_hits_weight(const xap_hits *hits, uint32_t i) noexcept
{
    return hit_at(hits, i).weight;
}

unsigned xap_hits_percent(const xap_hits *hits, uint32_t i) noexcept
{
    return hit_at(hits, i).percent;
}

uint32_t xap_hits_collapse_count(const xap_hits *hits, uint32_t i) noexcept
{
    return hit_at(hits, i).collapsed;
}

double xap_hits_max_weight(const xap_hits *hits) noexcept
{
    return hits->max_weight;
}

xap_status xap_hits_document(const xap_hits *hits, uint32_t i, xap_document **out,
                             xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return new xap_document{hits->db.get_document(existing_docid(hits, i)), {}, {}};
    });
}

xap_status xap_terms_of_hit(const xap_hits *hits, uint32_t i, xap_terms **out,
                            xap_error *err) noexcept
{
    return answer(out, err, [&] {
        Xapian::docid docid = existing_docid(hits, i);
        Xapian::Enquire enquire(hits->db);
        enquire.set_query(hits->query);
        std::vector<weighted_term> list;
        Xapian::TermIterator at = enquire.get_matching_terms_begin(docid);
        for (; at != Xapian::TermIterator(); ++at)
            list.push_back({*at, 0});
        return xap::list_terms(&hits->db, std::move(list), order::bytes);
    });
}

void xap_hits_free(xap_hits *hits) noexcept
{
    delete hits;
}

} // extern "C"
