/* The query: a tree that Xapian shares by reference. */
#include "common.h"
#include "sources.h"

#include <cmath>

using xap::answer;
using xap::lend;
using xap::row_of;
using xap::slot_number;
using xap::text;
using Xapian::Query;

namespace
{

/* Below which of its queries an operator bears an OP_MAX or OP_XOR.
 *
 * When all postings of one of these end, it has no posting list left and waits to be removed. If in
 * the same step the root of the tree was replaced, as an OR is by its last living side and an
 * AND_MAYBE by an AND, Xapian asks the whole new tree for its greatest weight first, and they read
 * the posting list they freed: OR (XOR a b) c is enough to crash 1.4.22 and 1.4.29. Xapian moves
 * what an AND_MAYBE adds to the top of the ANDs around it, and makes an AND_MAYBE of an OR whose
 * other side is too light; so these are kept apart altogether. */
enum class arms { all, first, none };

const struct op_row {
    Query::op op;
    bool has_param;
    arms bears_fragile;
    arms weighs; /* whose weights count; none: Xapian looks at positions or sums up wdf instead */
} ops[] = {
    {Query::OP_AND, false, arms::all, arms::all},
    {Query::OP_OR, false, arms::none, arms::all},
    {Query::OP_AND_NOT, false, arms::first, arms::first},
    {Query::OP_AND_MAYBE, false, arms::none, arms::all},
    {Query::OP_FILTER, false, arms::all, arms::first},
    {Query::OP_XOR, false, arms::all, arms::all},
    {Query::OP_NEAR, true, arms::none, arms::none},
    {Query::OP_PHRASE, true, arms::none, arms::none},
    {Query::OP_ELITE_SET, true, arms::none, arms::all},
    {Query::OP_SYNONYM, false, arms::none, arms::all},
    {Query::OP_MAX, false, arms::all, arms::all},
};

bool is_among(arms which, size_t i)
{
    return which == arms::all || (which == arms::first && i == 0);
}

const int wildcard_limits[] = {
    Query::WILDCARD_LIMIT_ERROR,
    Query::WILDCARD_LIMIT_FIRST,
    Query::WILDCARD_LIMIT_MOST_FREQUENT,
};

using xap::databases;
using xap::recipe;

xap_query *new_query(const Query &query, recipe search = nullptr)
{
    return new xap_query{query, false, false, 1, std::move(search), nullptr, {}};
}

/* A query without the text that only describing needs. */
struct part {
    Query query;
    recipe search;
    std::shared_ptr<const xap::docid_list> list;

    explicit part(const xap_query &whole)
        : query(whole.query), search(whole.search), list(whole.list)
    {
    }
    Query for_search(const databases &dbs, bool weighted) const
    {
        return search ? search(dbs, weighted) : query;
    }
};

Query joined(const op_row &row, const std::vector<Query> &queries, unsigned param)
{
    return Query(row.op, queries.begin(), queries.end(), param);
}

/* A list to which others add weight: AND leading list (OR other … x0 list).
 *
 * Where Xapian has found that what may only add weight must be there, after all, for a document to
 * be good enough, its AND_MAYBE becomes an AND; and when that is asked for its next
 * document, 1.4.22 (and each before it) leaves out the one that the right side stands on already,
 * if the left side has not come so far. An OR of which one side is too light becomes such an
 * AND_MAYBE, so a nest of ORs may lose a document, too. When they are told where to skip to they do
 * that rightly; and below an AND with a list that leads, nothing is ever asked for its next
 * document. */
Query added_to_list(const std::shared_ptr<const xap::docid_list> &list, std::vector<Query> &&others,
                    const databases &dbs)
{
    others.push_back(Query(0.0, xap::docids_query(list, &dbs)));
    return Query(Query::OP_AND, xap::leading_query(list, dbs),
                 Query(Query::OP_OR, others.begin(), others.end()));
}

/* Where positions count, the parts stay as they are. */
recipe joining(const op_row &row, std::vector<part> &&parts, unsigned param)
{
    if (row.weighs == arms::none)
        return nullptr;
    return [&row, parts = std::move(parts), param](const databases &dbs, bool weighted) {
        std::vector<Query> queries;
        queries.reserve(parts.size());
        for (size_t i = 0; i < parts.size(); i++) {
            queries.push_back(parts[i].for_search(dbs, weighted && is_among(row.weighs, i)));
        }
        if (row.op == Query::OP_AND_MAYBE && parts.size() > 1 && parts[0].list) {
            queries.erase(queries.begin());
            return added_to_list(parts[0].list, std::move(queries), dbs);
        }
        /* What is taken away may be all there is: nothing comes as far as the root then. */
        if (row.op == Query::OP_AND_NOT && dbs.watched_leaves > 0 && queries.size() > 1)
            queries[0] = xap::watched_query(queries[0], dbs);
        return joined(row, queries, param);
    };
}

void check_arm(const op_row &row, const xap_query *arm, size_t i)
{
    if (!arm)
        throw Xapian::InvalidArgumentError("one of the queries is NULL");
    if (arm->fragile && !is_among(row.bears_fragile, i)) {
        throw Xapian::InvalidArgumentError(
            "XAP_OP_MAX and XAP_OP_XOR cannot stand here: below OR they crash Xapian 1.4");
    }
}

xap_query *combine(const op_row &row, const xap_query *const *arms, size_t count, unsigned param)
{
    if (param != 0 && !row.has_param) {
        throw Xapian::InvalidArgumentError("this operator takes no parameter");
    }
    bool fragile = row.op == Query::OP_MAX || row.op == Query::OP_XOR;
    bool maybe = row.op == Query::OP_AND_MAYBE;
    std::vector<Query> queries;
    std::vector<part> parts;
    size_t leaves = 0;
    for (size_t i = 0; i < count; i++) {
        check_arm(row, arms[i], i);
        queries.push_back(arms[i]->query);
        parts.push_back(part(*arms[i]));
        fragile = fragile || arms[i]->fragile;
        maybe = maybe || arms[i]->maybe;
        leaves += arms[i]->leaves;
    }
    if (fragile && maybe) {
        throw Xapian::InvalidArgumentError("XAP_OP_MAX and XAP_OP_XOR cannot stand in one query "
                                           "with XAP_OP_AND_MAYBE: that crashes Xapian 1.4");
    }
    Query whole = joined(row, queries, param);
    return new xap_query{whole,   fragile, maybe, leaves, joining(row, std::move(parts), param),
                         nullptr, {}};
}

xap_query *new_term(const std::string &term, uint32_t wqf)
{
    Query query(term, wqf);
    return new_query(query, [query, term](const databases &dbs, bool weighted) {
        return weighted ? query : xap::filter_term(query, term, dbs);
    });
}

xap_query *new_scaled(const xap_query &query, double factor)
{
    recipe search = [inner = part(query), factor](const databases &dbs, bool weighted) {
        return Query(factor, inner.for_search(dbs, weighted && factor > 0));
    };
    return new xap_query{Query(factor, query.query), query.fragile, query.maybe, query.leaves,
                         std::move(search),          nullptr,       {}};
}

const size_t wide_wildcard = 10000; /* it has no limit: more than this is hard to find */

xap_query *new_wildcard(const std::string &prefix, uint32_t max_terms,
                        const xap_wildcard_limit &limit)
{
    Query query(Query::OP_WILDCARD, prefix, max_terms, row_of(wildcard_limits, limit));
    recipe search = [query, prefix, max_terms, limit](const databases &dbs, bool weighted) {
        return weighted ? query : xap::filter_prefix(query, prefix, max_terms, limit, dbs);
    };
    xap_query *made = new_query(query, std::move(search));
    made->leaves = max_terms > 0 ? max_terms : wide_wildcard;
    return made;
}

xap_query *new_docids(xap::docid_list &&docids)
{
    auto list = std::make_shared<const xap::docid_list>(std::move(docids));
    xap_query *made =
        new_query(xap::docids_query(list, nullptr),
                  [list](const databases &dbs, bool) { return xap::docids_query(list, &dbs); });
    made->list = list;
    return made;
}

void check_rising(const std::vector<Xapian::docid> &docids)
{
    Xapian::docid before = 0;
    for (Xapian::docid docid : docids) {
        if (docid <= before)
            throw Xapian::InvalidArgumentError("the docids do not rise from 1");
        before = docid;
    }
}

void check_weight(double weight, const char *what)
{
    if (!std::isfinite(weight) || weight < 0) {
        throw Xapian::InvalidArgumentError(std::string(what) +
                                           " must be a number, finite and not negative");
    }
}

} // namespace

extern "C" {

xap_status xap_query_all(xap_query **out, xap_error *err) noexcept
{
    return answer(out, err, [] { return new_query(Query(std::string())); });
}

xap_status xap_query_none(xap_query **out, xap_error *err) noexcept
{
    return answer(out, err, [] { return new_query(Query()); });
}

xap_status xap_query_term(const char *term, size_t term_len, uint32_t wqf, xap_query **out,
                          xap_error *err) noexcept
{
    return answer(out, err, [&] { return new_term(text(term, term_len), wqf); });
}

xap_status xap_query_combine(xap_op op, const xap_query *const *queries, size_t count,
                             unsigned param, xap_query **out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return combine(row_of(ops, op), queries, count, param); });
}

xap_status xap_query_scale(const xap_query *query, double factor, xap_query **out,
                           xap_error *err) noexcept
{
    return answer(out, err, [&] {
        check_weight(factor, "a factor");
        return new_scaled(*query, factor);
    });
}

xap_status xap_query_value_range(uint32_t slot, const char *lo, size_t lo_len, const char *hi,
                                 size_t hi_len, xap_query **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        std::string from = text(lo, lo_len), to = text(hi, hi_len);
        return new_query(Query(Query::OP_VALUE_RANGE, slot_number(slot), from, to));
    });
}

xap_status xap_query_value_ge(uint32_t slot, const char *lo, size_t lo_len, xap_query **out,
                              xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return new_query(Query(Query::OP_VALUE_GE, slot_number(slot), text(lo, lo_len)));
    });
}

xap_status xap_query_value_le(uint32_t slot, const char *hi, size_t hi_len, xap_query **out,
                              xap_error *err) noexcept
{
    return answer(out, err, [&] {
        return new_query(Query(Query::OP_VALUE_LE, slot_number(slot), text(hi, hi_len)));
    });
}

xap_status xap_query_wildcard(const char *prefix, size_t prefix_len, uint32_t max_terms,
                              xap_wildcard_limit limit, xap_query **out, xap_error *err) noexcept
{
    return answer(out, err,
                  [&] { return new_wildcard(text(prefix, prefix_len), max_terms, limit); });
}

xap_status xap_query_docids(const uint32_t *docids, const double *weights, size_t count,
                            xap_query **out, xap_error *err) noexcept
{
    return answer(out, err, [&] {
        xap::docid_list list;
        if (count > 0)
            list.docids.assign(docids, docids + count);
        if (count > 0 && weights)
            list.weights.assign(weights, weights + count);
        check_rising(list.docids);
        for (double weight : list.weights)
            check_weight(weight, "the weight of a docid");
        return new_docids(std::move(list));
    });
}

xap_status xap_query_describe(const xap_query *query, xap_bytes *out, xap_error *err) noexcept
{
    return answer(out, err, [&] { return lend(query->text, query->query.get_description()); });
}

void xap_query_free(xap_query *query) noexcept
{
    delete query;
}

} // extern "C"
