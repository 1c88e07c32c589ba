/* Postings that do not come from Xapian's own tables, or not straight. */
#ifndef XAPIAN_C_SOURCES_H
#define XAPIAN_C_SOURCES_H

#include <memory>

#include "common.h"

namespace xap
{

/* Documents by id, rising, and a weight for each, or none at all: then all weights are 0. */
struct docid_list {
    std::vector<Xapian::docid> docids;
    std::vector<double> weights;
};

/* The documents of the list. Without `dbs` it can be looked at but not searched for. */
Xapian::Query docids_query(const std::shared_ptr<const docid_list> &list, const databases *dbs);

/* The same, for Xapian to go from one of them to the next and look there only for what else counts,
 * however few that would be. */
Xapian::Query leading_query(const std::shared_ptr<const docid_list> &list, const databases &dbs);

/* A term, or the terms that start with a prefix, where weights do not count. In that case, for a
 * term that is in all documents, Xapian 1.4 (to 1.4.29 at least) reads the list of all documents
 * under the name of the term; where ids have gaps it takes the next chunk of that list for another
 * term's and reports a database that is fine as corrupt. So such a term is asked for differently:
 * as all documents, or, when only some of the databases are like that, through a posting source.
 * `query` is returned when there is nothing to fear. */
Xapian::Query filter_term(const Xapian::Query &query, const std::string &term,
                          const databases &dbs);
Xapian::Query filter_prefix(const Xapian::Query &query, const std::string &prefix,
                            Xapian::termcount max_terms, xap_wildcard_limit limit,
                            const databases &dbs);

/* The same documents with the same weights, found under the eyes of the watch. */
Xapian::Query watched_query(const Xapian::Query &query, const databases &dbs);

} // namespace xap

#endif
