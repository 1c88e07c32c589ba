/* The search: settings, and runs. */
#include "common.h"
#include "sources.h"

#include <algorithm>
#include <cmath>

using xap::answer;
using xap::guard;
using xap::order;
using xap::row_of;
using xap::weighted_term;

struct xap_search {
    xap::databases dbs;
    Xapian::Enquire enquire;
    Xapian::Query query; /* as it was written, and … */
    xap::recipe recipe;  /* … how to search for it */
    size_t leaves;
    Xapian::termcount qlen;
    bool weighted;
};

namespace
{

const Xapian::Enquire::docid_order docid_orders[] = {
    Xapian::Enquire::ASCENDING,
    Xapian::Enquire::DESCENDING,
    Xapian::Enquire::DONT_CARE,
};

using value_sort = void (Xapian::Enquire::*)(Xapian::valueno, bool);
const value_sort value_sorts[] = {
    nullptr, /* XAP_SORT_RELEVANCE has no value */
    &Xapian::Enquire::set_sort_by_value,
    &Xapian::Enquire::set_sort_by_value_then_relevance,
    &Xapian::Enquire::set_sort_by_relevance_then_value,
};

/* NaN is in no range. */
void check_range(double number, double least, double most, const char *what)
{
    if (!(number >= least && number <= most)) {
        throw Xapian::InvalidArgumentError(std::string(what) + " is out of range");
    }
}

/* May it read so many postings that it is worth watching? */
bool may_take_long(const xap_search &search)
{
    const uint64_t postings_many = 2000000;
    return uint64_t(search.leaves) * search.dbs.all.get_doccount() > postings_many;
}

/* What must be done before each use: the databases may have moved on since the last. */
void use_query(xap_search &search)
{
    xap::databases &dbs = search.dbs;
    dbs.watched->spend(xap::data_cost);
    dbs.watched_leaves = dbs.watched->is_set() && may_take_long(search) ? search.leaves : 0;
    Xapian::Query query = search.recipe ? search.recipe(dbs, search.weighted) : search.query;
    search.enquire.set_query(dbs.watched_leaves > 0 ? xap::watched_query(query, dbs) : query,
                             search.qlen ? search.qlen : search.query.get_length());
}

} // namespace

extern "C" {

xap_status xap_search_new(xap_reader *reader, xap_search **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        const xap::databases &dbs = reader->dbs;
        return new xap_search{dbs, Xapian::Enquire(dbs.all), Xapian::Query(), nullptr, 0, 0, true};
    });
}

void xap_search_free(xap_search *search) noexcept
{
    delete search;
}

xap_status xap_search_set_query(xap_search *search, const xap_query *query, uint32_t qlen,
                                xap_error *err) noexcept
{
    return guard(err, [&] {
        xap::recipe recipe = query->search;
        search->query = query->query;
        search->recipe = std::move(recipe);
        search->leaves = query->leaves;
        search->qlen = qlen;
    });
}

xap_status xap_search_set_bm25(xap_search *search, double k1, double k2, double k3, double b,
                               double min_normlen, xap_error *err) noexcept
{
    return guard(err, [&] {
        const double most = HUGE_VAL;
        check_range(k1, 0, most, "k1");
        check_range(k2, 0, most, "k2");
        check_range(k3, 0, most, "k3");
        check_range(b, 0, 1, "b");
        check_range(min_normlen, 0, most, "min_normlen");
        search->enquire.set_weighting_scheme(Xapian::BM25Weight(k1, k2, k3, b, min_normlen));
        search->weighted = true;
    });
}

xap_status xap_search_set_boolean(xap_search *search, xap_error *err) noexcept
{
    return guard(err, [&] {
        search->enquire.set_weighting_scheme(Xapian::BoolWeight());
        search->weighted = false;
    });
}

xap_status xap_search_sort(xap_search *search, xap_sort sort, uint32_t slot, bool descending,
                           xap_error *err) noexcept
{
    return guard(err, [&] {
        value_sort by_value = row_of(value_sorts, sort);
        if (by_value) {
            (search->enquire.*by_value)(xap::slot_number(slot), descending);
        } else {
            search->enquire.set_sort_by_relevance();
        }
    });
}

xap_status xap_search_set_collapse(xap_search *search, uint32_t slot, uint32_t max,
                                   xap_error *err) noexcept
{
    return guard(err, [&] {
        search->enquire.set_collapse_key(max ? xap::slot_number(slot) : Xapian::BAD_VALUENO, max);
    });
}

xap_status xap_search_set_cutoff(xap_search *search, int percent, double weight,
                                 xap_error *err) noexcept
{
    return guard(err, [&] {
        check_range(percent, 0, 100, "the percentage");
        check_range(weight, 0, HUGE_VAL, "the weight");
        search->enquire.set_cutoff(percent, weight);
    });
}

xap_status xap_search_set_time_limit(xap_search *search, double seconds, xap_error *err) noexcept
{
    return guard(err, [&] {
        check_range(seconds, 0, HUGE_VAL, "the time limit");
        search->enquire.set_time_limit(seconds);
    });
}

xap_status xap_search_set_docid_order(xap_search *search, xap_docid_order docid_order,
                                      xap_error *err) noexcept
{
    return guard(err, [&] { search->enquire.set_docid_order(row_of(docid_orders, docid_order)); });
}

xap_status xap_search_run(xap_search *search, uint32_t first, uint32_t max, uint32_t check_at_least,
                          xap_hits **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        use_query(*search);
        Xapian::MSet found = search->enquire.get_mset(first, max, check_at_least);
        return xap::copy_hits(search->dbs.all, search->query, found);
    });
}

xap_status xap_search_expand(xap_search *search, const uint32_t *docids, size_t count,
                             uint32_t max_terms, xap_terms **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        Xapian::RSet relevant;
        for (size_t i = 0; i < count; i++)
            relevant.add_document(docids[i]);
        use_query(*search);
        Xapian::ESet found = search->enquire.get_eset(max_terms, relevant);
        std::vector<weighted_term> list;
        list.reserve(found.size());
        for (Xapian::ESetIterator at = found.begin(); at != found.end(); ++at) {
            list.push_back({*at, at.get_weight()});
        }
        return xap::list_terms(&search->dbs.all, std::move(list), order::other);
    });
}

} // extern "C"
