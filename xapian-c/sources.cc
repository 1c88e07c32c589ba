/* Posting sources: lists of ids, and terms in a roundabout way. */
#include "sources.h"

#include <algorithm>
#include <cstddef>

namespace
{

/* Hands a source over to Xapian, which counts references from then on. */
Xapian::Query source_query(std::unique_ptr<Xapian::PostingSource> source)
{
    return Xapian::Query(source.release()->release());
}

/* Of n databases, number k holds the ids k + 1, k + 1 + n, k + 1 + 2n … and calls them 1, 2, 3 … */
class docid_source final : public Xapian::PostingSource
{
    std::shared_ptr<const xap::docid_list> list;
    Xapian::Database searched;
    bool leads;
    double max_weight;
    Xapian::docid databases = 1, number = 0;
    size_t row = 0;
    bool started = false;
    Xapian::doccount most = 0;

    /* Xapian passes one database after the other without saying which of the several it is; but it
     * is the same object inside, which both handles refer to. */
    Xapian::docid number_of(const Xapian::Database &db) const
    {
        for (size_t i = 0; i < searched.internal.size(); i++) {
            if (searched.internal[i].get() == db.internal.at(0).get()) {
                return static_cast<Xapian::docid>(i);
            }
        }
        throw Xapian::InvalidOperationError("a list of docids met a database not searched");
    }
    /* The first row from one on that is not below an id. Most skips are short: the steps double. */
    size_t first_from(size_t from, uint64_t wanted) const
    {
        const std::vector<Xapian::docid> &docids = list->docids;
        size_t step = 1, past = from;
        while (past < docids.size() && docids[past] < wanted) {
            from = past + 1;
            past += step;
            step *= 2;
        }
        auto first = docids.begin();
        auto begin = first + static_cast<std::ptrdiff_t>(from);
        auto end = first + static_cast<std::ptrdiff_t>(std::min(past, docids.size()));
        return static_cast<size_t>(std::lower_bound(begin, end, wanted) - first);
    }
    void settle()
    {
        const std::vector<Xapian::docid> &docids = list->docids;
        started = true;
        while (row < docids.size() && (docids[row] - 1) % databases != number)
            row++;
    }

  public:
    docid_source(std::shared_ptr<const xap::docid_list> shared, const Xapian::Database &db,
                 bool is_first)
        : list(std::move(shared)), searched(db), leads(is_first), max_weight(0)
    {
        for (double weight : list->weights)
            max_weight = std::max(max_weight, weight);
    }
    void init(const Xapian::Database &db) override
    {
        number = number_of(db);
        databases = static_cast<Xapian::docid>(searched.internal.size());
        row = 0;
        started = false;
        most =
            static_cast<Xapian::doccount>(std::min<size_t>(list->docids.size(), db.get_doccount()));
        set_maxweight(max_weight);
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return databases == 1 && !leads ? most : 0;
    }
    /* Below an AND the rarest leads, and only what there is none of is rarer than 1. */
    Xapian::doccount get_termfreq_est() const override
    {
        return leads || most == 0 ? 0 : std::max<Xapian::doccount>(most / databases, 1);
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return most;
    }
    double get_weight() const override
    {
        return list->weights.empty() ? 0 : list->weights[row];
    }
    Xapian::docid get_docid() const override
    {
        return (list->docids[row] - 1) / databases + 1;
    }
    void next(double) override
    {
        if (started)
            row++;
        settle();
    }
    void skip_to(Xapian::docid docid, double) override
    {
        uint64_t wanted = (uint64_t(docid) - 1) * databases + number + 1;
        row = first_from(row, wanted);
        settle();
    }
    bool at_end() const override
    {
        return row >= list->docids.size();
    }
    Xapian::PostingSource *clone() const override
    {
        return new docid_source(list, searched, leads);
    }
    std::string get_description() const override
    {
        return "docids(" + std::to_string(list->docids.size()) + ")";
    }
};

/* The documents of a term, weight 0. */
class term_source final : public Xapian::PostingSource
{
    std::string term;
    Xapian::PostingIterator at;
    bool started = false;
    Xapian::doccount freq = 0;

  public:
    explicit term_source(const std::string &name) : term(name)
    {
    }
    void init(const Xapian::Database &db) override
    {
        at = db.postlist_begin(term);
        freq = db.get_termfreq(term);
        started = false;
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return freq;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return freq;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return freq;
    }
    Xapian::docid get_docid() const override
    {
        return *at;
    }
    void next(double) override
    {
        if (started)
            ++at;
        started = true;
    }
    void skip_to(Xapian::docid docid, double) override
    {
        started = true;
        if (!at_end())
            at.skip_to(docid);
    }
    bool at_end() const override
    {
        return at == Xapian::PostingIterator();
    }
    Xapian::PostingSource *clone() const override
    {
        return new term_source(term);
    }
    std::string get_description() const override
    {
        return "filter(" + term + ")";
    }
};

/* All documents, which are looked at one after another while a watch is told. */
class watch_source final : public Xapian::PostingSource
{
    std::shared_ptr<xap::watch> watched;
    unsigned candidate_cost;
    Xapian::doccount documents = 0;
    Xapian::docid docid = 0, last = 0;

  public:
    watch_source(std::shared_ptr<xap::watch> watch, unsigned cost)
        : watched(std::move(watch)), candidate_cost(cost)
    {
    }
    void init(const Xapian::Database &db) override
    {
        documents = db.get_doccount();
        last = db.get_lastdocid();
        docid = 0;
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return documents;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return documents;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return documents;
    }
    Xapian::docid get_docid() const override
    {
        return docid;
    }
    void next(double min_weight) override
    {
        skip_to(docid + 1, min_weight);
    }
    void skip_to(Xapian::docid wanted, double) override
    {
        docid = wanted;
        watched->spend(candidate_cost);
    }
    bool at_end() const override
    {
        return docid > last;
    }
    Xapian::PostingSource *clone() const override
    {
        return new watch_source(watched, candidate_cost);
    }
    std::string get_description() const override
    {
        return "watch";
    }
};

bool has_gaps(const Xapian::Database &db)
{
    return db.get_lastdocid() != db.get_doccount();
}

} // namespace

namespace xap
{

Xapian::Query docids_query(const std::shared_ptr<const docid_list> &list, const databases *dbs)
{
    Xapian::Database searched = dbs ? dbs->all : Xapian::Database();
    return source_query(std::make_unique<docid_source>(list, searched, false));
}

Xapian::Query leading_query(const std::shared_ptr<const docid_list> &list, const databases &dbs)
{
    return source_query(std::make_unique<docid_source>(list, dbs.all, true));
}

Xapian::Query watched_query(const Xapian::Query &query, const databases &dbs)
{
    auto cost = static_cast<unsigned>(dbs.watched_leaves + 1);
    Xapian::Query watching = source_query(std::make_unique<watch_source>(dbs.watched, cost));
    return Xapian::Query(Xapian::Query::OP_FILTER, query, watching);
}

Xapian::Query filter_term(const Xapian::Query &query, const std::string &term, const databases &dbs)
{
    bool in_all = true, misread = false;
    for (const Xapian::Database &db : dbs.parts) {
        bool in_all_of_this = db.get_termfreq(term) == db.get_doccount();
        in_all = in_all && in_all_of_this;
        misread = misread || (in_all_of_this && has_gaps(db));
    }
    if (!misread)
        return query;
    if (in_all)
        return Xapian::Query(std::string());
    return source_query(std::make_unique<term_source>(term));
}

/* Looks at the terms that Xapian would take. (Of several databases it expands the prefix in each,
 * which cannot be had otherwise.) */
Xapian::Query filter_prefix(const Xapian::Query &query, const std::string &prefix,
                            Xapian::termcount max_terms, xap_wildcard_limit limit,
                            const databases &dbs)
{
    const Xapian::Database &db = dbs.all;
    if (dbs.parts.size() > 1 || !has_gaps(db))
        return query;
    Xapian::doccount documents = db.get_doccount();
    bool in_all = false;
    Xapian::TermIterator at = db.allterms_begin(prefix);
    for (Xapian::termcount i = 0; at != Xapian::TermIterator(); ++at, i++) {
        if (i == max_terms && max_terms > 0) {
            if (limit == XAP_WILDCARD_FIRST)
                break;
            if (limit == XAP_WILDCARD_ERROR)
                return query;
        }
        in_all = in_all || at.get_termfreq() == documents;
    }
    return in_all ? Xapian::Query(std::string()) : query;
}

} // namespace xap
