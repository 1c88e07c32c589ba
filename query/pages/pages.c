#include "query/pages/pages.h"

const struct ls_page *const ls_pages[LS_PAGE_COUNT] = {
    [LS_PAGE_QUERY] = &ls_page_query,
    [LS_PAGE_JSON] = &ls_page_json,
};
